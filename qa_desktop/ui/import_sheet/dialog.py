"""Importing a list: which file, which column is what, what it will change, and what became of it.

One dialog for the roster 花名册, call lists 拨打明细表, agent statistics 话务员工作统计表 and
reverse checks 倒查.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.headings import HeadingRow, Headings, headings_at
from qa_desktop.exchange.list_kinds import KINDS
from qa_desktop.exchange.sheet_child import SheetHead
from qa_desktop.exchange.tables import (
    KindId,
    ListKind,
    Plan,
    Remembered,
    chosen_headings,
    find_plan,
    guess_kind,
    likely_headings,
    take_rows,
)
from qa_desktop.services.list_report import LoadReport
from qa_desktop.texts import Text
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.import_sheet.pages import ChoosePage, ResultPage, RunningPage
from qa_desktop.ui.import_sheet.run import SheetRun, Wish
from qa_desktop.ui.import_sheet.words import field_name
from qa_desktop.ui.tasks import Desk

_PREVIEW_ROWS = 30
KIND_IDS: tuple[KindId, ...] = tuple(KINDS)


class SheetImport(QDialog):
    """Three pages: choose and map, running, result. Window-modal; the program goes on."""

    imported = Signal(str, object)
    """Words for a toast and the act that undoes it, None where nothing changed."""

    def __init__(
        self, desk: Desk, kind: KindId | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sheet_import")
        self.setWindowTitle(translate("ImportSheet", "Import a list"))
        self.setAcceptDrops(True)
        self.resize(940, 620)
        self._wanted = kind
        self._path: Path | None = None
        self._sheets: list[SheetHead] = []
        self._layouts: dict[KindId, Remembered] = {}
        self._headings: Headings | None = None
        self._report = LoadReport()
        self._run = SheetRun(desk, self)
        self.choose = ChoosePage(self)
        self.running = RunningPage(self)
        self.outcome = ResultPage(self)
        self._pages = QStackedWidget(self)
        for page in (self.choose, self.running, self.outcome):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(self._pages)
        self._wire()

    def begin(self, path: Path | None = None) -> None:
        """Show the dialog, with this file if one was dropped."""
        self.open()
        if path is not None:
            self.take(path)
        else:
            self.choose.file.setFocus()

    def take(self, path: Path) -> None:
        """Look into another file."""
        self._path = path
        self._headings = None
        self.choose.show_looking(path.name)
        self._run.look(path)

    def reject(self) -> None:
        """Closing while it runs cancels first; nobody waits for a look into the file."""
        was_running = self._run.running
        self._run.cancel()
        if not was_running:
            super().reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self._run.running:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self._pages.setCurrentWidget(self.choose)
            self.take(files[0])

    # -- the file

    def _choose_file(self) -> None:
        title = translate("ImportSheet", "List to import")
        kinds = translate("ImportSheet", "Spreadsheets (*.xlsx *.xlsm *.csv *.txt);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if chosen:
            self.take(Path(chosen))

    def _on_looked(self, sheets: list[SheetHead], layouts: dict[KindId, Remembered]) -> None:
        self._sheets, self._layouts = sheets, layouts
        found = guess_kind(sheets, KINDS.values())
        kind = self._wanted or (found.id if found else "calls")
        self.choose.show_sheets([sheet.name for sheet in sheets], KIND_IDS.index(kind))
        self._guess(is_sheet_chosen=False)

    def _guess(self, *, is_sheet_chosen: bool) -> None:
        """Find the headings for the kind, and the sheet unless a person has chosen it."""
        if self._path is None or not self._sheets:
            return
        kind = self._kind
        at = max(self.choose.sheet.currentIndex(), 0)
        offered = [self._sheets[at]] if is_sheet_chosen else self._sheets
        layouts = self._layouts.get(kind.id, {})
        try:
            plan = find_plan(offered, kind, self._path.name, layouts, KINDS.values())
        except UserFacingError as error:
            self._show_headings(at, likely_headings(self._sheets[at].opening, kind))
            self.choose.say_trouble(error.say(i18n.catalogue_language()))
        else:
            self._show_headings(plan.sheet, plan.headings)
            self.choose.start.setFocus()

    def _show_headings(self, sheet: int, headings: Headings) -> None:
        self._headings = headings
        rows = [row for row in self._sheets[sheet].opening if row[0] > headings.row]
        self.choose.show_place(sheet, headings.row)
        self.choose.mapping.show_kind(self._kind, headings.cells, rows)
        self.choose.mapping.set_columns(headings.columns)
        self._show_preview()

    def _on_heading_row(self, number: int) -> None:
        """Another row is said to hold the headings."""
        headings = chosen_headings(self._sheet.opening, number, self._kind)
        self._show_headings(self._sheet.index, headings)

    def _show_preview(self) -> None:
        """Which fields are there, how the first rows are understood, what is still missing."""
        plan = self._plan()
        kind = self._kind
        columns = plan.headings.columns
        missing = [
            " / ".join(field_name(field) for field in group)
            for group in kind.needed
            if not any(field in columns for field in group)
        ]
        taken = take_rows(kind, plan.headings, self._sheet.opening)
        rows = [] if missing else list(islice(taken, _PREVIEW_ROWS))
        self.choose.preview.show_rows([field for field in kind.names if field in columns], rows)
        self.choose.fit_preview()
        if missing:
            words = translate("ImportSheet", "Still needed: {columns}")
            self.choose.say_trouble(words.format(columns="、".join(missing)))
        else:
            bad = sum(isinstance(found, Text) for _, found in rows)
            words = (
                translate("ImportSheet", "Of the first {rows} rows {bad} cannot be understood")
                if bad
                else translate("ImportSheet", "The first rows are all understood: {rows}")
            )
            self.choose.say_ready(words.format(rows=len(rows), bad=bad))
        self.choose.set_ready(not missing and bool(rows))

    @property
    def _kind(self) -> ListKind:
        return KINDS[KIND_IDS[max(self.choose.kind.currentIndex(), 0)]]

    @property
    def _sheet(self) -> SheetHead:
        return self._sheets[max(self.choose.sheet.currentIndex(), 0)]

    def _plan(self) -> Plan:
        assert self._headings is not None  # noqa: S101
        held = self._headings
        row = HeadingRow(held.row, held.cells, held.titles)
        headings = headings_at(row, self.choose.mapping.columns())
        return Plan(self._sheet.index, self._sheet.name, headings)

    # -- running

    def _start(self, *, dry_run: bool) -> None:
        if self._path is None or self._headings is None:
            return
        begins = self.choose.begins.date().toString("yyyy-MM-dd")
        wish = Wish(self._path, self._kind.id, self._plan(), begins)
        self.running.begin(self._path.name, dry_run)
        self._pages.setCurrentWidget(self.running)
        self.setFocus()
        self._run.start(wish, dry_run=dry_run)

    def _on_rehearsed(self, report: LoadReport) -> None:
        self._back()
        words = translate("ImportSheet", "Nothing was written yet: {counts}")
        self.choose.say_ready(words.format(counts=_counts(report)))
        self.choose.start.setFocus()

    def _on_loaded(self, report: LoadReport) -> None:
        self._report = report
        self.outcome.show_report(_counts(report), [*report.rejected, *report.unmatched])
        self._pages.setCurrentWidget(self.outcome)
        self.outcome.close_button.setFocus()
        self.imported.emit(_counts(report), report.changes.act)

    def _on_failed(self, error: UserFacingError) -> None:
        self._back()
        if self._headings is None:
            self.choose.show_unreadable()
        self.choose.say_trouble(error.say(i18n.catalogue_language()))

    def _back(self) -> None:
        self._pages.setCurrentWidget(self.choose)

    def _save_messages(self) -> None:
        title = translate("ImportSheet", "Save the messages")
        name = (
            f"{self._path.stem if self._path else ''} {translate('ImportSheet', 'messages')}.xlsx"
        )
        chosen, _ = QFileDialog.getSaveFileName(self, title, name.strip(), "Excel (*.xlsx)")
        if chosen:
            rows = [*self._report.rejected, *self._report.unmatched]
            self._run.save_messages(Path(chosen), rows, self._on_messages_saved)

    def _on_messages_saved(self, _count: int) -> None:
        self.outcome.say_saved()

    def _wire(self) -> None:
        choose, run = self.choose, self._run
        choose.begins.setDate(QDate.currentDate())
        choose.file.clicked.connect(self._choose_file)
        choose.kind.activated.connect(lambda _at: self._guess(is_sheet_chosen=True))
        choose.sheet.activated.connect(lambda _at: self._guess(is_sheet_chosen=True))
        choose.heading_row.valueChanged.connect(self._on_heading_row)
        choose.mapping.changed.connect(self._show_preview)
        choose.cancel.clicked.connect(self.reject)
        choose.rehearse.clicked.connect(lambda: self._start(dry_run=True))
        choose.start.clicked.connect(lambda: self._start(dry_run=False))
        self.running.stop.clicked.connect(run.cancel)
        self.outcome.close_button.clicked.connect(self.accept)
        self.outcome.save.clicked.connect(self._save_messages)
        run.looked.connect(self._on_looked)
        run.progressed.connect(self.running.show_progress)
        run.rehearsed.connect(self._on_rehearsed)
        run.loaded.connect(self._on_loaded)
        run.cancelled.connect(self._back)
        run.failed.connect(self._on_failed)


def _counts(report: LoadReport) -> str:
    """What a report says in one line."""
    words = translate(
        "ImportSheet", "{added} new · {updated} changed · {unchanged} as they were"
    ).format(added=report.added, updated=report.updated, unchanged=report.unchanged)
    parts: Sequence[tuple[int, str]] = (
        (report.matched, translate("ImportSheet", "{count} matched")),
        (len(report.unmatched), translate("ImportSheet", "{count} not matched")),
        (len(report.rejected), translate("ImportSheet", "{count} left out")),
        (report.new_agents, translate("ImportSheet", "new agents: {count}")),
    )
    return " · ".join([words, *(said.format(count=count) for count, said in parts if count)])
