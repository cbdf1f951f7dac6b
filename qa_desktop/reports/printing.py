"""A report on paper: what the system's print dialog was told, and the pages sent one by one.

Another process than the window's does it: laying out hundreds of pages takes seconds.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from qa_desktop.errors import UserFacingError
from qa_desktop.reports import pdf
from qa_desktop.texts import Language

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


@dataclass(frozen=True)
class PrintTarget:
    """``printer`` is its name; ``output`` a file where the dialog was told to print into one.
    ``first`` to ``last`` are pages from 1, 0 for all; ``duplex`` is Qt's number of the mode."""

    printer: str = ""
    output: str = ""
    copies: int = 1
    first: int = 0
    last: int = 0
    is_grey: bool = False
    duplex: int = 0

    def as_text(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> PrintTarget:
        """Raises ``ValueError`` for what ``as_text`` has not written."""
        said = json.loads(text)
        if not isinstance(said, dict) or set(said) != {field.name for field in fields(cls)}:
            raise ValueError(text)
        return cls(**said)


def target_of(printer: QPrinter) -> PrintTarget:
    """What a person has chosen in the dialog."""
    from PySide6.QtPrintSupport import QPrinter

    return PrintTarget(
        printer=printer.printerName(),
        output=printer.outputFileName(),
        copies=printer.copyCount(),
        first=printer.fromPage(),
        last=printer.toPage(),
        is_grey=printer.colorMode() == QPrinter.ColorMode.GrayScale,
        duplex=printer.duplex().value,
    )


def print_pages(
    page: str,
    target: PrintTarget,
    *,
    title: str,
    language: Language,
    landscape: bool,
    points: float,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Send ``page`` (HTML) to the printer. ``progress`` is told pages done and in all.

    Raises ``UserFacingError`` where the printer does not take it, and ``CancelledError``: pages
    that were sent before that are printed.
    """
    from PySide6.QtPrintSupport import QPrinter

    pdf.need_application()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if target.printer:
        printer.setPrinterName(target.printer)
    if target.output:
        printer.setOutputFileName(target.output)
    elif not printer.isValid():
        raise UserFacingError("report.no_printer", name=target.printer)
    printer.setDocName(title)
    printer.setPageLayout(pdf.page_layout(landscape))
    printer.setCopyCount(target.copies)
    grey, colour = QPrinter.ColorMode.GrayScale, QPrinter.ColorMode.Color
    printer.setColorMode(grey if target.is_grey else colour)
    printer.setDuplex(QPrinter.DuplexMode(target.duplex))
    document = pdf.lay_out(page, printer, points, language)
    only = (target.first, target.last)
    pdf.paint(document, printer, title, language, progress, cancelled, only)
    if printer.printerState() == QPrinter.PrinterState.Error:
        raise UserFacingError("report.no_printer", name=target.printer)
