"""Ctrl+K: type a few letters, choose with the arrows, Enter goes there or does it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from qa_desktop.store.workspace import Changes
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.palette.entries import GROUPS, Catalogue, Entry
from qa_desktop.ui.palette.rows import ENTRY, RowPainter
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.tasks import Desk

_WIDTH, _TOP, _MARGIN = 620, 64, 24
_MOST_HEIGHT = 460
_MOST_USED = 40
_VEIL = QColor(10, 14, 20, 110)


class Palette(QWidget):
    """Covers ``host`` while it is shown; Esc, Ctrl+K or a click beside it takes it away."""

    chosen = Signal(object)
    """The ``Entry`` that was chosen; one that can be done."""

    def __init__(
        self,
        host: QWidget,
        desk: Desk,
        preferences: Preferences,
        entries: Callable[[], list[Entry]],
    ) -> None:
        """``entries`` gives everything but agents and calls, as it is at that moment."""
        super().__init__(host)
        self.setObjectName("palette")
        self._host, self._desk, self._preferences = host, desk, preferences
        self._entries = entries
        self._fixed: list[Entry] = []
        self._catalogue = Catalogue(desk.person)
        self._return_to: QWidget | None = None
        self._panel = QFrame(self)
        self._panel.setObjectName("palette_panel")
        self._panel.setProperty("role", "pane")
        self._field = QLineEdit(self._panel)
        self._field.setObjectName("palette_field")
        self._list = QListWidget(self._panel)
        self._list.setObjectName("palette_list")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setItemDelegate(RowPainter(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = QLabel(self._panel, alignment=Qt.AlignmentFlag.AlignCenter)
        self._nothing.setObjectName("palette_nothing")
        self._nothing.setProperty("role", "muted")
        self._nothing.setFixedHeight(64)
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(8)
        for part in (self._field, self._list, self._nothing):
            column.addWidget(part)
        self._field.textChanged.connect(self._ask)
        self._field.installEventFilter(self)
        self._list.itemClicked.connect(self._choose)
        desk.changed.connect(self._on_changed)
        host.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        if self.isVisible():
            self.dismiss()
        else:
            self.present()

    def present(self) -> None:
        self._return_to = self.window().focusWidget()
        words = translate("Palette", "Agent, recording, screen or act")
        self._field.setPlaceholderText(words)
        self._field.setAccessibleName(words)
        self._list.setAccessibleName(translate("Palette", "Found"))
        self._fixed = self._entries()
        self._field.clear()
        self._list.clear()
        self._place()
        self.show()
        self.raise_()
        self._field.setFocus()
        self._ask()
        self._desk.read("palette agents", self._catalogue.prepare, lambda _agents: None)

    def dismiss(self) -> None:
        """The focus goes back to where it was."""
        self.hide()
        if self._return_to is not None and isValid(self._return_to):
            self._return_to.setFocus()
        self._return_to = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        return isinstance(event, QKeyEvent) and self._is_ours(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), _VEIL)

    def _is_ours(self, event: QKeyEvent) -> bool:
        """Keys of the field that walk the list or leave."""
        if event.type() != QEvent.Type.KeyPress:
            return False
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._walk(steps[key])
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._list.currentItem() is not None:
                self._choose(self._list.currentItem())
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return True

    def _ask(self) -> None:
        work = partial(
            self._catalogue.find,
            query=self._field.text(),
            fixed=self._fixed,
            used=self._preferences.remembered("palette_used") or [],
        )
        self._desk.read("palette", work, self._show)

    def _show(self, found: list[Entry]) -> None:
        names = _group_names()
        self._list.clear()
        group = ""
        for entry in found:
            if entry.kind != group:
                group = entry.kind
                heading = QListWidgetItem(names[group], self._list)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
            item = QListWidgetItem(_spoken(entry), self._list)
            item.setData(ENTRY, entry)
        self._nothing.setText(translate("Palette", "Nothing found"))
        self._nothing.setVisible(not found)
        self._list.setVisible(bool(found))
        self._walk(1)
        self._place()

    def _walk(self, by: int) -> None:
        """Over the headings; the ends hold."""
        rows = [r for r in range(self._list.count()) if self._list.item(r).data(ENTRY)]
        if not rows:
            return
        now = self._list.currentRow()
        place = rows.index(now) + by if now in rows else 0
        row = rows[max(0, min(place, len(rows) - 1))]
        self._list.setCurrentRow(row)
        above = row - 1 if row and self._list.item(row - 1).data(ENTRY) is None else row
        self._list.scrollToItem(self._list.item(above))
        self._list.scrollToItem(self._list.item(row))

    def _choose(self, item: QListWidgetItem) -> None:
        entry: Entry | None = item.data(ENTRY)
        if entry is None or entry.why_not:
            return
        used = [id for id in self._preferences.remembered("palette_used") or [] if id != entry.id]
        self._preferences.remember("palette_used", [entry.id, *used][:_MOST_USED])
        self.dismiss()
        self.chosen.emit(entry)

    def _on_changed(self, changes: Changes) -> None:
        if changes.subjects & {"agent", "team", "membership"}:
            self._catalogue.forget_agents()

    def _place(self) -> None:
        self.setGeometry(self._host.rect())
        width = min(_WIDTH, self.width() - 2 * _MARGIN)
        rows = sum(self._list.sizeHintForRow(row) for row in range(self._list.count()))
        self._list.setFixedHeight(max(min(rows + 4, _MOST_HEIGHT, self.height() - _TOP - 96), 32))
        self._panel.setFixedWidth(width)
        self._panel.adjustSize()
        self._panel.move((self.width() - width) // 2, min(_TOP, self.height() // 10))


def _spoken(entry: Entry) -> str:
    """What a screen reader says of a row."""
    parts = (entry.title, entry.detail, entry.why_not or entry.key)
    return ", ".join(part for part in parts if part)


def _group_names() -> dict[str, str]:
    names = (
        translate("Palette", "Agents"),
        translate("Palette", "Recordings"),
        translate("Palette", "Screens"),
        translate("Palette", "Acts"),
        translate("Palette", "Settings"),
        translate("Palette", "Help"),
        translate("Palette", "Workspaces"),
    )
    return dict(zip(GROUPS, names, strict=True))
