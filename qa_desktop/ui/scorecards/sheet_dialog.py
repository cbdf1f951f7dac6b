"""A scorecard out of a spreadsheet: which column is what, and what is wrong in which cell."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
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
from qa_desktop.exchange.headings import WITHIN, HeadingRow, Headings, headings_at
from qa_desktop.exchange.scorecard_columns import ITEM_HEADINGS
from qa_desktop.exchange.scorecard_sheet import CARD_ITEMS
from qa_desktop.exchange.sheet_child import SheetHead, look
from qa_desktop.exchange.tables import (
    Plan,
    Remembered,
    chosen_headings,
    find_plan,
    likely_headings,
)
from qa_desktop.services.scorecard_files import ReadCard, read_card_file
from qa_desktop.store.sheet_layouts import remembered_layouts
from qa_desktop.store.workspace import open_reader
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.fitting_dialog import resize_on_screen
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.import_sheet.first_rows import FirstRows
from qa_desktop.ui.import_sheet.mapping import MappingGrid
from qa_desktop.ui.naming import named
from qa_desktop.ui.number_box import NumberBox
from qa_desktop.ui.tasks import Desk, Job

_USUAL_FIELDS = ("name", "weight", "section", "guidance", "fatal", "dimension", "section_weight")
"""What the sheets of most people hold; the rest stands below."""


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
        self._heading_row = named("card_sheet_heading_row", NumberBox(self))
        self._heading_row.setAccessibleName(translate("ImportSheet", "Headings in row"))
        self._heading_row.setRange(1, WITHIN)
        self._heading_row.setEnabled(False)
        self._heading_row.valueChanged.connect(self._on_heading_row)
        self._first_rows = FirstRows(self)
        self._first_rows.heading_row_chosen.connect(self._on_heading_row)
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
        resize_on_screen(self, QSize(800, 680))

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
        self._show_headings(self._headings)

    def _on_heading_row(self, number: int) -> None:
        """A person says where the headings stand."""
        opening = self._sheets[max(self._sheet.currentIndex(), 0)].opening
        self._show_headings(chosen_headings(opening, number, CARD_ITEMS))

    def _show_headings(self, headings: Headings) -> None:
        self._headings = headings
        opening = self._sheets[max(self._sheet.currentIndex(), 0)].opening
        with QSignalBlocker(self._heading_row):
            self._heading_row.setValue(max(headings.row, 1))
        self._heading_row.setEnabled(True)
        self._first_rows.show_rows(opening, headings.row)
        rows = [row for row in opening if row[0] > headings.row]
        self._mapping.show_kind(CARD_ITEMS, headings.cells, rows, _USUAL_FIELDS)
        self._mapping.set_columns(headings.columns)
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
            words = translate(
                "Scorecards",
                "Still needed: {columns}. Choose the row of the headings, or the columns below.",
            )
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
        unused = self._unused()
        if unused:
            words = translate("Scorecards", "Columns that are not used: {names}")
            self._problems.addItem(hint.format(words=words.format(names="、".join(unused))))
        self._say(_summary(read))
        self._agree.setEnabled(True)
        self._agree.setFocus()

    def _unused(self) -> list[str]:
        """Headings of columns that are no field."""
        used = set(self._mapping.columns().values())
        cells = self._headings.cells if self._headings is not None else ()
        return [cell for at, cell in enumerate(cells) if cell and at not in used]

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
        label = QLabel(translate("ImportSheet", "Headings in row"), self)
        label.setBuddy(self._heading_row)
        top.addWidget(label)
        top.addWidget(self._heading_row)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        for part in (self._first_rows, self._mapping, self._problems):
            pane = QFrame(split)
            pane.setProperty("role", "pane")
            inside = QVBoxLayout(pane)
            inside.setContentsMargins(1, 1, 1, 1)
            inside.addWidget(part)
            split.addWidget(pane)
        split.setSizes([150, 280, 150])
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


def _summary(read: ReadCard) -> str:
    """How many rows became items, how many did not, and what is to be put right."""
    parts = [translate("Scorecards", "{items} items read")]
    left_out = sum(each.left_out for each in (*read.problems, *read.hints))
    if left_out:
        parts.append(translate("Scorecards", "rows left out: {left_out}"))
    parts.append(
        translate("Scorecards", "{problems} to put right, in the sheet or later in the draft")
        if read.problems
        else translate("Scorecards", "nothing wrong")
    )
    words = translate("Scorecards", "; ").join(parts)
    items = sum(1 for _ in read.draft.items())
    return words.format(items=items, left_out=left_out, problems=len(read.problems))


def heading_name(field: str) -> str:
    """What a column of a scorecard's spreadsheet holds, as its usual heading says it."""
    names = ITEM_HEADINGS[field]
    return names[0] if i18n.catalogue_language() == "zh" else names[-1]
