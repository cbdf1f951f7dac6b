"""Papers of best calls: the form that agents fill in, and the poster of a month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from qa_desktop.exchange.nomination_sheet import (
    NominatedRow,
    read_nomination_sheet,
    write_nomination_sheet,
)
from qa_desktop.exchange.tables import ListContent, Rejected
from qa_desktop.reports.model import Report
from qa_desktop.services import nominations
from qa_desktop.services.honour_papers import honour_report
from qa_desktop.ui import i18n
from qa_desktop.ui.file_names import documents_folder
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.reports.output import ask_file, print_report
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.training.papers import write_paper

_SHOWN = 8
"""Rows that were not taken, in a message."""


class BestCallSheets(QObject):
    """``done`` tells the words for the toast and the act that Undo takes back."""

    done = Signal(str, object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def save_form(self, month: str) -> None:
        """The empty form for the agents."""
        name = translate("BestCalls", "Best calls {month}").format(month=month)
        out = ask_file(self._page.window(), name, "xlsx", documents_folder())
        if out is not None:
            told = translate("BestCalls", "Saved: {file}").format(file=out.name)
            language = i18n.catalogue_language()
            self._desk.work(
                lambda _tell, _cancelled: write_nomination_sheet(out, month, language),
                lambda _rows: self.done.emit(told, None),
            )

    def read_forms(self, month: str) -> None:
        """Forms that came back, one after the other."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._page.window(),
            translate("BestCalls", "Read filled-in forms"),
            str(documents_folder()),
            "Excel (*.xlsx)",
        )
        for each in chosen:
            self.read_form(Path(each), month)

    def read_form(self, path: Path, month: str) -> None:
        self._desk.work(
            lambda _tell, cancelled: read_nomination_sheet(path, cancelled=cancelled),
            partial(self._take, month),
        )

    def _take(self, month: str, content: ListContent[NominatedRow]) -> None:
        if content.rejected:
            self._tell_rejected(content.rejected)
        nominated = [(row.serial, row.highlight) for row in content.rows]
        if not nominated:
            if not content.rejected:
                self.done.emit(translate("BestCalls", "The form is empty."), None)
            return
        told = translate("BestCalls", "{count} nominations taken").format(count=len(nominated))
        self._desk.write(
            lambda ws: nominations.nominate_all(ws, month, nominated),
            lambda changes: self.done.emit(told, changes.act),
        )

    def _tell_rejected(self, rejected: Sequence[Rejected]) -> None:
        language = i18n.catalogue_language()
        head = translate("BestCalls", "{count} rows were not taken:").format(count=len(rejected))
        row = translate("BestCalls", "Row {row}: {why}")
        lines = [
            row.format(row=each["row"], why=each["why"].render(language))
            for each in rejected[:_SHOWN]
        ]
        words = "\n".join([head, *lines])
        box = QMessageBox(QMessageBox.Icon.NoIcon, "", words, parent=self._page.window())
        box.setObjectName("best_calls_message")
        box.open()

    def save_poster(self, month: str) -> None:
        name = translate("BestCalls", "Honour board {month}").format(month=month)
        self._with_poster(month, partial(self._write_poster, name))

    def _write_poster(self, name: str, report: Report) -> None:
        out = ask_file(self._page.window(), name, "pdf", documents_folder())
        if out is not None:
            write_paper(self._desk, report, out, lambda told: self.done.emit(told, None))

    def print_poster(self, month: str) -> None:
        self._with_poster(
            month, lambda report: print_report(self._desk, report, self._page.window())
        )

    def _with_poster(self, month: str, then: Callable[..., None]) -> None:
        self._desk.read("poster", partial(honour_report, month=month), then)
