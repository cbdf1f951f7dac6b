"""A report leaves the program: as a file, written by a process of its own, or on paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from qa_desktop.errors import UserFacingError
from qa_desktop.reports.html import template_of, to_html
from qa_desktop.reports.model import Report
from qa_desktop.services.report_child import write_in_child
from qa_desktop.services.reporting import Request, own_forms, page_points, title_of
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.tasks import Desk, Job

FILTERS: Final = {"xlsx": "Excel (*.xlsx)", "pdf": "PDF (*.pdf)", "html": "HTML (*.html)"}


class ReportOutput(QObject):
    """One file at a time; its owner shows how far it is."""

    progressed = Signal(int, int)
    """Pages done, and in all; 0 of 0 at the beginning."""
    written = Signal(object)
    """The file's path."""
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
        work = partial(
            write_in_child, self._desk.folder, i18n.current_language(), kind, request, out
        )
        self.progressed.emit(0, 0)
        self._job = self._desk.work(
            lambda tell, cancelled: work(tell, cancelled),
            partial(self._end, out),
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

    def _end(self, out: Path, _rows: object) -> None:
        self._job = None
        self.ended.emit()
        self.written.emit(out)

    def _fail(self, error: UserFacingError) -> None:
        self._job = None
        self.ended.emit()
        self.failed.emit(error)


def ask_file(parent: QWidget, name: str, ending: str, folder: Path) -> Path | None:
    """Where to write; the ending is added where the person left it out."""
    title = translate("Reports", "Save the report")
    start = str(folder / f"{name}.{ending}")
    chosen, _ = QFileDialog.getSaveFileName(parent, title, start, FILTERS[ending])
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(f".{ending}")


def print_report(report: Report, folder: Path, parent: QWidget) -> None:
    """The system's print preview; raises ``UserFacingError`` for a bad print form."""
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    from qa_desktop.reports import pdf

    language = i18n.catalogue_language()
    template = template_of(report, own_forms(folder))
    points = page_points(report)
    page = to_html(report, template, language, points=points)
    title = title_of(report, language)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageLayout(pdf.page_layout(template.landscape))
    preview = QPrintPreviewDialog(printer, parent)
    preview.setObjectName("print_preview")
    preview.setWindowTitle(translate("Reports", "Print preview"))
    preview.resize(900, 700)

    def paint(device: QPrinter) -> None:
        pdf.paint(pdf.lay_out(page, device, points, language), device, title, language)

    preview.paintRequested.connect(paint)
    preview.exec()
