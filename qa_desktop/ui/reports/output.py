"""A report leaves the program: as a file, written by a process of its own, or on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from shiboken6 import isValid

from qa_desktop.errors import UserFacingError
from qa_desktop.reports.html import template_of, to_html
from qa_desktop.reports.model import Report
from qa_desktop.reports.printing import PrintTarget
from qa_desktop.services.report_child import print_in_child, write_in_child
from qa_desktop.services.reporting import Request, own_forms, page_points, title_of
from qa_desktop.texts import Language
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.tasks import Desk, Job

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FILTERS: Final = {"xlsx": "Excel (*.xlsx)", "pdf": "PDF (*.pdf)", "html": "HTML (*.html)"}

MOST_PRINTED: Final = 200
"""Rows; the system's preview paints every page while the window waits. Longer reports go to the
printer without it, from a process of their own."""


class ReportOutput(QObject):
    """One file at a time; its owner shows how far it is."""

    progressed = Signal(int, int)
    """Pages done, and in all; 0 of 0 at the beginning."""
    written = Signal(object)
    """The file's path."""
    printed = Signal()
    failed = Signal(object)
    ended = Signal()
    """Written, failed or given up."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None

    @property
    def running(self) -> bool:
        return self._job is not None

    def start(self, kind: str, request: Request, out: Path) -> None:
        self._begin(partial(write_in_child, *self._place, kind, request, out), self.written, out)

    def print_pages(self, kind: str, request: Request, target: PrintTarget) -> None:
        """To a printer, page by page."""
        self._begin(partial(print_in_child, *self._place, kind, request, target), self.printed)

    @property
    def _place(self) -> tuple[Path, str]:
        return self._desk.folder, i18n.current_language()

    def _begin(self, work: Callable[..., int], done: SignalInstance, *said: object) -> None:
        self.progressed.emit(0, 0)
        self._job = self._desk.work(
            lambda tell, cancelled: work(tell, cancelled),
            partial(self._end, done, said),
            self._fail,
            self._tell,
        )

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.ended.emit()

    def _tell(self, done: int, whole: int) -> None:
        self.progressed.emit(done, whole)

    def _end(self, done: SignalInstance, said: tuple[object, ...], _rows: object) -> None:
        self._job = None
        self.ended.emit()
        done.emit(*said)

    def _fail(self, error: UserFacingError) -> None:
        self._job = None
        self.ended.emit()
        self.failed.emit(error)


def ask_file(parent: QWidget, name: str, ending: str, folder: Path) -> Path | None:
    """Where to write; the ending is added where the person left it out."""
    title = translate("Reports", "Save {name}").format(name=name)
    start = str(folder / f"{name}.{ending}")
    chosen, _ = QFileDialog.getSaveFileName(parent, title, start, FILTERS[ending])
    if not chosen:
        return None
    return with_ending(Path(chosen), ending)


def with_ending(path: Path, ending: str) -> Path:
    """``2026.11.20`` has none yet: it becomes ``2026.11.20.xlsx``."""
    has_one = path.suffix.lower() == f".{ending}"
    return path if has_one else path.with_name(f"{path.name}.{ending}")


def print_report(desk: Desk, report: Report, parent: QWidget) -> None:
    """The system's print preview, as soon as the page is made; what cannot be printed is said."""
    language = i18n.catalogue_language()
    desk.work(
        lambda _tell, cancelled: _page(report, desk.folder, language, cancelled),
        lambda page: _preview(page, parent) if isValid(parent) else None,
    )


def ask_printer(parent: QWidget, then: Callable[[PrintTarget], None]) -> None:
    """The system's print dialog; ``then`` is told what was chosen."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("print_dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.finished.connect(lambda taken: then(_target_of(printer)) if taken else None)
    QDialog.open(dialog)  # its own one asks for a slot by name


def _target_of(printer: QPrinter) -> PrintTarget:
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


@dataclass(frozen=True)
class _Page:
    html: str
    title: str
    language: Language
    landscape: bool
    points: float


def _page(report: Report, folder: Path, language: Language, cancelled: Callable[[], bool]) -> _Page:
    template = template_of(report, own_forms(folder))
    points = page_points(report)
    html = to_html(report, template, language, points=points, cancelled=cancelled)
    return _Page(html, title_of(report, language), language, template.landscape, points)


def _preview(page: _Page, parent: QWidget) -> None:
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    from qa_desktop.reports import pdf

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(page.title)
    printer.setPageLayout(pdf.page_layout(page.landscape))
    preview = QPrintPreviewDialog(printer, parent)
    preview.setObjectName("print_preview")
    preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    preview.setWindowTitle(translate("Reports", "Print preview"))
    preview.resize(1120, 760)

    def paint(device: QPrinter) -> None:
        document = pdf.lay_out(page.html, device, page.points, page.language)
        # Naming the printer keeps it alive as long as the preview, which does not own it
        pdf.paint(document, device, printer.docName(), page.language)

    preview.paintRequested.connect(paint)
    preview.open()
