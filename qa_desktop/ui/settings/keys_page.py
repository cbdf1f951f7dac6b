"""Keys 快捷键: every act with its keys, to be changed; clashes are settled where they arise."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from qa_desktop.ui import keys
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.key_acts import PLACES, Act
from qa_desktop.ui.key_presets import PRESETS, preset_of
from qa_desktop.ui.key_table import KeyTable
from qa_desktop.ui.settings.key_dialog import KeyDialog
from qa_desktop.ui.settings.page import SettingsPage, push_button

if TYPE_CHECKING:
    from qa_desktop.ui.settings.view import SettingsView

_ROW = 32
_KEY_WIDTHS = (150, 170, 130)


class KeysPage(SettingsPage):
    def __init__(self, view: SettingsView) -> None:
        super().__init__(view)
        self._preferences = view.preferences
        self._before: list[dict[str, dict[str, list[str]]]] = []
        """What was in force before each change on this page, the last one last."""
        self._preset = FittingCombo(self)
        self._preset.setObjectName("keys_preset")
        self._preset.activated.connect(self._on_preset)
        self._preset_words = QLabel(self)
        self._preset_words.setProperty("role", "muted")
        self._preset_words.setBuddy(self._preset)
        self._search = QLineEdit(self)
        self._search.setObjectName("keys_search")
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._filter)
        self._table = _Table(self)
        self._table.cellDoubleClicked.connect(lambda *_: self.change_chosen())
        self._table.currentCellChanged.connect(lambda *_: self._show_choice())
        self._edit = push_button("keys_change", self.change_chosen)
        self._one = push_button("keys_reset_one", self._reset_one)
        self._all = push_button("keys_reset_all", self._reset_all)
        self._undo = push_button("keys_undo", self.undo)
        pane = self.add_pane(QT_TRANSLATE_NOOP("Settings", "Keys"))
        presets = QWidget(self)
        row = QHBoxLayout(presets)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._preset_words)
        row.addWidget(self._preset)
        row.addStretch(1)
        pane.add(presets, self._search, self._table)
        pane.add_buttons(self._edit, self._one, self._all, self._undo)
        keys.in_force.changed.connect(self._fill)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self._preset_words.setText(translate("Settings", "All keys"))
        self._preset.setAccessibleName(self._preset_words.text())
        self._search.setPlaceholderText(translate("Settings", "Find an act or a key"))
        self._search.setAccessibleName(self._search.placeholderText())
        self._table.setAccessibleName(translate("Settings", "Acts and their keys"))
        self._table.setHorizontalHeaderLabels(
            [
                translate("Settings", "Act"),
                translate("Settings", "Timeline"),
                translate("Settings", "Anywhere"),
                translate("Settings", "Comment"),
            ]
        )
        self._edit.setText(translate("Settings", "Change…"))
        self._one.setText(translate("Settings", "As it was"))
        self._all.setText(translate("Settings", "All as they were"))
        self._undo.setText(translate("Settings", "Undo"))
        self._fill()

    # -- what is shown

    def _fill(self) -> None:
        row, column = self._table.currentRow(), self._table.currentColumn()
        shown = [acts[0] if len(acts) == 1 else acts for acts in _rows()]
        self._table.setRowCount(len(shown))
        for place, entry in enumerate(shown):
            self._fill_row(place, entry if isinstance(entry, list) else [entry])
        if row >= 0:
            self._table.setCurrentCell(row, column)
        else:
            self._table.setCurrentCell(0, 1)
        self._filter(self._search.text())
        self._show_presets()
        self._show_choice()

    def _show_presets(self) -> None:
        """Own keys are only named while there are some."""
        chosen = preset_of(keys.in_force.table)
        self._preset.clear()
        for each in PRESETS:
            self._preset.addItem(each.name, each.id)
        if chosen is None:
            self._preset.addItem(translate("Settings", "My own"), "")
        self._preset.setCurrentIndex(PRESETS.index(chosen) if chosen else len(PRESETS))

    def _fill_row(self, row: int, acts: list[Act]) -> None:
        name = QTableWidgetItem(acts[0].name)
        name.setData(Qt.ItemDataRole.UserRole, None if acts[0].fixed else acts[0].id)
        self._table.setItem(row, 0, name)
        for column, place in enumerate(PLACES, start=1):
            found = [keys.shown(key) for act in acts for key in act.keys(place)]
            text = (
                f"{found[0]} – {found[-1]}"
                if len(acts) > 1 and found
                else "  ".join(dict.fromkeys(found))
            )
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            self._table.setItem(row, column, item)

    def _filter(self, wanted: str) -> None:
        words = wanted.casefold().split()
        for row in range(self._table.rowCount()):
            cells = (self._table.item(row, column) for column in range(4))
            text = " ".join(cell.text() for cell in cells if cell is not None).casefold()
            self._table.setRowHidden(row, not all(word in text for word in words))

    def _chosen(self) -> Act | None:
        item = self._table.item(self._table.currentRow(), 0)
        id = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return keys.act(id) if id else None

    def _show_choice(self) -> None:
        chosen = self._chosen()
        self._edit.setEnabled(chosen is not None)
        self._one.setEnabled(chosen is not None and chosen.id in keys.in_force.table.changes)
        self._all.setEnabled(bool(keys.in_force.table.changes))
        self._undo.setEnabled(bool(self._before))

    # -- acts

    def change_chosen(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        place = PLACES[max(self._table.currentColumn(), 1) - 1]
        changed = KeyDialog.ask(self, keys.in_force.table, chosen, place)
        if changed is not None:
            self._use(changed)

    def undo(self) -> None:
        """The keys before the last change that was made here."""
        if self._before:
            self._preferences.set("keys", self._before.pop())
            self._show_choice()

    def _on_preset(self, place: int) -> None:
        if place < len(PRESETS):
            self._use(PRESETS[place].table())

    def _reset_one(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._use(keys.in_force.table.reset(chosen.id))

    def _reset_all(self) -> None:
        self._use(KeyTable())

    def _use(self, table: KeyTable) -> None:
        if table.changes != keys.in_force.table.changes:
            self._before.append(keys.in_force.table.changes)
            self._preferences.set("keys", table.changes)


def _rows() -> list[list[Act]]:
    """Acts that share a label (the options, the competencies) stand in one row."""
    return [list(same) for _, same in groupby(keys.acts(), lambda act: (act.group, act.label))]


class _Table(QTableWidget):
    """Enter changes the cell that is chosen."""

    def __init__(self, page: KeysPage) -> None:
        super().__init__(0, 4, page)
        self._page = page
        self.setObjectName("keys_table")
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(360)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_KEY_WIDTHS, start=1):
            self.setColumnWidth(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._page.change_chosen()
        else:
            super().keyPressEvent(event)
