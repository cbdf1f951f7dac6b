"""The three pages of the list import."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.exchange.headings import WITHIN
from qa_desktop.exchange.list_kinds import KINDS
from qa_desktop.exchange.tables import Rejected
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.import_sheet.mapping import MappingGrid
from qa_desktop.ui.import_sheet.preview import PreviewModel, preview_table
from qa_desktop.ui.import_sheet.words import kind_name
from qa_desktop.ui.number_box import NumberBox

_WRONG_WIDTH = 220
_Index = QModelIndex | QPersistentModelIndex


class ChoosePage(QWidget):
    """File, kind, sheet, heading row; fields and their columns; the rows as understood."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._chosen = QLabel(translate("ImportSheet", "Choose a file, or drop one here"), self)
        self._chosen.setObjectName("sheet_chosen")
        self._chosen.setProperty("role", "title")
        self._chosen.setTextFormat(Qt.TextFormat.PlainText)
        self.file = _button(self, "sheet_file", translate("ImportSheet", "Choose file…"))
        self.kind = _combo(self, "sheet_kind", translate("ImportSheet", "This is"))
        self.kind.addItems([kind_name(kind) for kind in KINDS])
        self.sheet = _combo(self, "sheet_name", translate("ImportSheet", "Sheet"))
        self.heading_row = NumberBox(self)
        self.heading_row.setObjectName("sheet_heading_row")
        self.heading_row.setAccessibleName(translate("ImportSheet", "Headings in row"))
        self.heading_row.setRange(1, WITHIN)
        self.begins = QDateEdit(self)
        self.begins.setObjectName("sheet_begins")
        self.begins.setCalendarPopup(True)
        self.begins.setAccessibleName(translate("ImportSheet", "Other teams hold from"))
        self.mapping = MappingGrid(self)
        self.mapping.setAccessibleName(translate("ImportSheet", "Fields and their columns"))
        self.preview = PreviewModel()
        self.preview.setParent(self)
        self._table = preview_table(self.preview, self)
        self._table.setAccessibleName(translate("ImportSheet", "First rows as understood"))
        self._says = QLabel(self, wordWrap=True)
        self._says.setObjectName("sheet_says")
        self.cancel = _button(self, "sheet_cancel", translate("ImportSheet", "Cancel"))
        self.rehearse = _button(self, "sheet_rehearse", translate("ImportSheet", "Try it first"))
        self.start = _button(self, "sheet_start", translate("ImportSheet", "Import"))
        self.start.setProperty("role", "primary")
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._show_begins)
        self._show_body(False)
        self.set_ready(False)

    def show_looking(self, name: str) -> None:
        self._chosen.setText(name)
        self._says.setProperty("role", "muted")
        _restyle(self._says)
        self._says.setText(translate("ImportSheet", "Looking into the file…"))
        self.set_ready(False)

    def show_sheets(self, names: Sequence[str], kind: int) -> None:
        """A file was read: its sheets, and the kind that it seems to be."""
        self.sheet.clear()
        self.sheet.addItems([name or translate("ImportSheet", "The only one") for name in names])
        self.sheet.setEnabled(len(names) > 1)
        self.kind.setCurrentIndex(kind)
        self._show_body(True)
        self._show_begins()

    def show_place(self, sheet: int, row: int) -> None:
        self.sheet.setCurrentIndex(sheet)
        self.heading_row.blockSignals(True)
        self.heading_row.setValue(max(row, 1))
        self.heading_row.blockSignals(False)

    def show_unreadable(self) -> None:
        self._show_body(False)
        self.set_ready(False)

    def say_trouble(self, words: str) -> None:
        self._say(words, "error")

    def say_ready(self, words: str) -> None:
        self._say(words, "muted")

    def set_ready(self, is_ready: bool) -> None:
        for button in (self.rehearse, self.start):
            button.setEnabled(is_ready)
        self.start.setDefault(is_ready)
        self.file.setDefault(not is_ready)

    def fit_preview(self) -> None:
        self._table.resizeColumnsToContents()
        self._table.setColumnWidth(1, min(self._table.columnWidth(1), _WRONG_WIDTH))

    def _say(self, words: str, role: str) -> None:
        self._says.setProperty("role", role)
        _restyle(self._says)
        self._says.setText(words)

    def _show_begins(self) -> None:
        is_roster = self.kind.currentIndex() == list(KINDS).index("roster")
        for part in (self._begins_label, self.begins):
            part.setVisible(is_roster)

    def _show_body(self, is_shown: bool) -> None:
        self._facts.setVisible(is_shown)
        self._split.setVisible(is_shown)
        self._room.setVisible(not is_shown)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._chosen, 1)
        top.addWidget(self.file)
        self._facts = QWidget(self)
        facts = QGridLayout(self._facts)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setHorizontalSpacing(16)
        facts.setVerticalSpacing(4)
        self._begins_label = _fact(self, translate("ImportSheet", "Other teams hold from"))
        labelled: tuple[tuple[QWidget, QWidget], ...] = (
            (_fact(self, translate("ImportSheet", "This is")), self.kind),
            (_fact(self, translate("ImportSheet", "Sheet")), self.sheet),
            (_fact(self, translate("ImportSheet", "Headings in row")), self.heading_row),
            (self._begins_label, self.begins),
        )
        for place, (label, part) in enumerate(labelled):
            facts.addWidget(label, 0, place)
            facts.addWidget(part, 1, place)
        facts.setColumnStretch(len(labelled), 1)
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setChildrenCollapsible(False)
        for part in (self.mapping, self._table):
            self._split.addWidget(_in_pane(part))
        self._split.setSizes([260, 200])
        self._room = QWidget(self)
        end = QHBoxLayout()
        end.addWidget(self._says, 1)
        for button in (self.cancel, self.rehearse, self.start):
            end.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._facts)
        column.addWidget(self._split, 1)
        column.addWidget(self._room, 1)
        column.addLayout(end)


class RunningPage(QWidget):
    """How far it is, and Cancel."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._doing = QLabel(self)
        self._doing.setObjectName("sheet_doing")
        self._doing.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("sheet_progress")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(translate("ImportSheet", "Progress"))
        self.stop = _button(self, "sheet_stop", translate("ImportSheet", "Cancel"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addWidget(self._doing)
        column.addWidget(self._bar)
        column.addStretch(1)
        column.addLayout(_at_the_end(self.stop))

    def begin(self, name: str, dry_run: bool) -> None:
        words = (
            translate("ImportSheet", "Trying {file}…")
            if dry_run
            else translate("ImportSheet", "Reading {file}…")
        )
        self._doing.setText(words.format(file=name))
        self._bar.setRange(0, 0)

    def show_progress(self, done: float) -> None:
        self._bar.setRange(0, 1000)
        self._bar.setValue(int(1000 * min(done, 1.0)))


class _Messages(QAbstractListModel):
    """Rows that were left out; each is put into words when it is seen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Rejected] = []

    def show_rows(self, rows: list[Rejected]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        row = self._rows[index.row()]
        words = translate("ImportSheet", "Row {row}: {why}")
        return words.format(row=row["row"], why=row["why"].render(i18n.catalogue_language()))


class ResultPage(QWidget):
    """What became of it, with a message per row that can be saved."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._counts = QLabel(self, wordWrap=True)
        self._counts.setObjectName("sheet_result")
        self._counts.setProperty("role", "title")
        self._note = QLabel(self, wordWrap=True)
        self._note.setProperty("role", "muted")
        self._model = _Messages()
        self._model.setParent(self)
        messages = QListView(self)
        messages.setObjectName("sheet_messages")
        messages.setAccessibleName(translate("ImportSheet", "Messages"))
        messages.setModel(self._model)
        messages.setUniformItemSizes(True)
        self._pane = _in_pane(messages)
        self.save = _button(self, "sheet_save", translate("ImportSheet", "Save these messages…"))
        self.close_button = _button(self, "sheet_close", translate("ImportSheet", "Close"))
        self.close_button.setProperty("role", "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._counts)
        column.addWidget(self._note)
        column.addWidget(self._pane, 1)
        column.addStretch(0)
        column.addLayout(_at_the_end(self.save, self.close_button))

    def show_report(self, counts: str, messages: list[Rejected]) -> None:
        self._counts.setText(counts)
        self._model.show_rows(messages)
        some = bool(messages)
        self._note.setText(
            translate("ImportSheet", "These rows were left out or have no recording yet:")
            if some
            else translate("ImportSheet", "Every row was taken. Ctrl+Z takes the import back.")
        )
        self._pane.setVisible(some)
        self.save.setVisible(some)
        self.close_button.setDefault(True)

    def say_saved(self) -> None:
        self._note.setText(translate("ImportSheet", "The messages are saved."))


def _button(parent: QWidget, name: str, words: str) -> QPushButton:
    button = QPushButton(words, parent)
    button.setObjectName(name)
    return button


def _combo(parent: QWidget, name: str, words: str) -> QComboBox:
    combo = FittingCombo(parent)
    combo.setObjectName(name)
    combo.setAccessibleName(words)
    combo.setMinimumWidth(160)
    return combo


def _fact(parent: QWidget, words: str) -> QLabel:
    label = QLabel(words, parent)
    label.setProperty("role", "fact")
    return label


def _in_pane(part: QWidget) -> QFrame:
    pane = QFrame()
    pane.setProperty("role", "pane")
    inside = QVBoxLayout(pane)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.addWidget(part)
    return pane


def _at_the_end(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row


def _restyle(part: QWidget) -> None:
    """A property that a style depends on has another value."""
    part.style().unpolish(part)
    part.style().polish(part)
