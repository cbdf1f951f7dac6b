"""A scorecard out of a spreadsheet: which column is what, and what is wrong in which cell."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.headings import HeadingRow, Headings, headings_at
from qa_desktop.exchange.scorecard_columns import ITEM_HEADINGS
from qa_desktop.exchange.scorecard_sheet import CARD_ITEMS
from qa_desktop.exchange.sheet_child import SheetHead, look
from qa_desktop.exchange.tables import Plan, Remembered, find_plan, likely_headings
from qa_desktop.services.scorecard_files import ReadCard, read_card_file
from qa_desktop.store.sheet_layouts import remembered_layouts
from qa_desktop.store.workspace import open_reader
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.fitting_dialog import resize_on_screen
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.import_sheet.mapping import MappingGrid
from qa_desktop.ui.naming import named
from qa_desktop.ui.tasks import Desk, Job


class CardSheetDialog(QDialog):
    """Read anew whenever another column is chosen; nothing is kept before the person agrees."""

    agreed = Signal(object)
    """``ReadCard``."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card_sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Scorecards", "Scorecard from a spreadsheet"))
        self._desk = desk
        self._path = Path()
        self._sheets: list[SheetHead] = []
        self._layouts: Remembered = {}
        self._headings: Headings | None = None
        self._read: ReadCard | None = None
        self._job: Job | None = None
        self._file = named("card_sheet_file", QLabel(self))
        self._file.setProperty("role", "title")
        self._sheet = named("card_sheet_sheet", FittingCombo(self))
        self._sheet.setAccessibleName(translate("ImportSheet", "Sheet"))
        self._sheet.activated.connect(lambda _place: self._find(is_sheet_chosen=True))
        self._mapping = MappingGrid(self, name_of=heading_name)
        self._mapping.setAccessibleName(translate("ImportSheet", "Fields and their columns"))
        self._mapping.changed.connect(self._read_card)
        self._problems = named("card_sheet_problems", QListWidget(self))
        self._problems.setAccessibleName(translate("ImportSheet", "What is wrong"))
        self._problems.setWordWrap(True)
        self._problems.setResizeMode(QListView.ResizeMode.Adjust)
        self._problems.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._problems.setProperty("role", "lines")
        self._says = named("card_sheet_says", QLabel(self, wordWrap=True))
        self._says.setProperty("role", "muted")
        self._cancel = named(
            "card_sheet_cancel", QPushButton(translate("Scorecards", "Cancel"), self)
        )
        self._cancel.clicked.connect(self.reject)
        self._agree = named(
            "card_sheet_agree", QPushButton(translate("Scorecards", "Take it as a draft"), self)
        )
        self._agree.setProperty("role", "primary")
        self._agree.setDefault(True)
        self._agree.setEnabled(False)
        self._agree.clicked.connect(self._on_agreed)
        self._lay_out()
        resize_on_screen(self, QSize(760, 600))

    def begin(self, path: Path) -> None:
        """Show the dialog and look into the file."""
        self._path = path
        self._file.setText(path.name)
        self._say(translate("ImportSheet", "Looking into the file…"))
        self.open()
        folder = self._desk.folder

        def look_inside(_tell, gone) -> tuple[list[SheetHead], Remembered]:
            db = open_reader(folder)
            try:
                return look(path, gone), remembered_layouts(db, "scorecard")
            finally:
                db.close()

        self._job = self._desk.work(look_inside, self._on_looked, self._fail)

    def _on_looked(self, found: tuple[list[SheetHead], Remembered]) -> None:
        self._sheets, self._layouts = found
        only = translate("ImportSheet", "The only one")
        self._sheet.addItems([sheet.name or only for sheet in self._sheets])
        self._sheet.setEnabled(len(self._sheets) > 1)
        self._find(is_sheet_chosen=False)

    def _find(self, *, is_sheet_chosen: bool) -> None:
        """The headings, in the chosen sheet or in any."""
        at = max(self._sheet.currentIndex(), 0)
        offered = [self._sheets[at]] if is_sheet_chosen else self._sheets
        try:
            plan = find_plan(offered, CARD_ITEMS, self._path.name, self._layouts)
            at, self._headings = plan.sheet, plan.headings
        except UserFacingError:  # the person says which column is what
            self._headings = likely_headings(self._sheets[at].opening, CARD_ITEMS)
        self._sheet.setCurrentIndex(at)
        rows = [row for row in self._sheets[at].opening if row[0] > self._headings.row]
        self._mapping.show_kind(CARD_ITEMS, self._headings.cells, rows)
        self._mapping.set_columns(self._headings.columns)
        self._read_card()

    def _read_card(self) -> None:
        """As the columns are now; an older reading is given up."""
        if self._job is not None:
            self._job.cancel()
        self._read = None
        self._agree.setEnabled(False)
        self._problems.clear()
        columns = self._mapping.columns()
        missing = [
            " / ".join(map(heading_name, group))
            for group in CARD_ITEMS.needed
            if not any(field in columns for field in group)
        ]
        if missing or self._headings is None:
            words = translate("ImportSheet", "Still needed: {columns}")
            self._say(words.format(columns="、".join(missing)), "error")
            return
        row = HeadingRow(self._headings.row, self._headings.cells, self._headings.titles)
        at = max(self._sheet.currentIndex(), 0)
        plan = Plan(at, self._sheets[at].name, headings_at(row, columns))
        self._say(translate("Scorecards", "Reading the items…"))
        folder, path = self._desk.folder, self._path

        def read(_tell, gone) -> ReadCard:
            db = open_reader(folder)
            try:
                return read_card_file(db, path, plan=plan, cancelled=gone)
            finally:
                db.close()

        self._job = self._desk.work(read, self._on_read, self._fail)

    def _on_read(self, read: ReadCard) -> None:
        self._read = read
        language = i18n.catalogue_language()
        self._problems.addItems([each.text.render(language) for each in read.problems])
        hint = translate("Scorecards", "To be seen: {words}")
        self._problems.addItems([hint.format(words=e.text.render(language)) for e in read.hints])
        count = sum(1 for _ in read.draft.items())
        words = (
            translate("Scorecards", "{items} items; {problems} cells to put right, here or later")
            if read.problems
            else translate("Scorecards", "{items} items, nothing wrong")
        )
        self._say(words.format(items=count, problems=len(read.problems)))
        self._agree.setEnabled(True)
        self._agree.setFocus()

    def _fail(self, error: UserFacingError) -> None:
        self._say(error.say(i18n.catalogue_language()), "error")

    def _say(self, words: str, role: str = "muted") -> None:
        self._says.setProperty("role", role)
        self._says.style().unpolish(self._says)
        self._says.style().polish(self._says)
        self._says.setText(words)

    def _on_agreed(self) -> None:
        if self._read is not None:
            self.agreed.emit(self._read)
            self.accept()

    def done(self, result: int) -> None:
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._job is not None:
            self._job.cancel()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._file, 1)
        top.addWidget(self._sheet)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        for part in (self._mapping, self._problems):
            pane = QFrame(split)
            pane.setProperty("role", "pane")
            inside = QVBoxLayout(pane)
            inside.setContentsMargins(1, 1, 1, 1)
            inside.addWidget(part)
            split.addWidget(pane)
        split.setSizes([340, 160])
        end = QHBoxLayout()
        end.addWidget(self._says, 1)
        end.addWidget(self._cancel)
        end.addWidget(self._agree)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(split, 1)
        column.addLayout(end)


def heading_name(field: str) -> str:
    """What a column of a scorecard's spreadsheet holds, as its usual heading says it."""
    names = ITEM_HEADINGS[field]
    return names[0] if i18n.catalogue_language() == "zh" else names[-1]
