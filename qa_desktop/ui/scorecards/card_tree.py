"""The tree of sections and items: where one is, their order, their weights and shares."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.domain.scoring.draft_weights import shares
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.scorecards.editing import Editing
from qa_desktop.ui.scorecards.words import name_text, share_text

_PATH = Qt.ItemDataRole.UserRole
_NAME, _WEIGHT, _SHARE = range(3)
_LEAST_WIDE = 260
"""Names can be read at 200 % as well; the screen scrolls."""
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ALT = Qt.KeyboardModifier.AltModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


class CardTree(QTreeWidget):
    """F2 writes into the tree, Enter goes to the fields, Alt and an arrow moves."""

    fields_wanted = Signal()
    left = Signal()
    """Esc: back to the list of cards."""
    act_wanted = Signal(str)
    """``add_section``, ``add_item``, ``duplicate`` or ``remove``."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card_tree")
        self._editing = editing
        self._is_showing = False
        self._shape: tuple[Any, ...] | None = None
        self.setColumnCount(3)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setMinimumWidth(_LEAST_WIDE)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setTabKeyNavigation(False)
        heads = self.header()
        heads.setStretchLastSection(False)
        heads.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for column in (_WEIGHT, _SHARE):
            heads.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._on_current)
        self.itemChanged.connect(self._on_written)
        editing.changed.connect(self.show_card)
        self.retranslate()

    def show_card(self) -> None:
        if not self._editing.is_open:
            return
        draft = self._editing.draft
        shape = tuple(len(each.get("items", [])) for each in draft.get("sections", []))
        self._is_showing = True
        if shape != self._shape:
            self._shape = shape
            self._build(shape)
        parts = shares(draft)
        with QSignalBlocker(self.model()):  # else Qt measures the columns after every cell
            for row in self._rows():
                self._show_row(row, draft, parts)
        for column in (_WEIGHT, _SHARE):
            self.resizeColumnToContents(column)
        self.viewport().update()
        wanted = next(r for r in self._rows() if r.data(_NAME, _PATH) == self._editing.place)
        if wanted is not self.currentItem():
            self.setCurrentItem(wanted)
        self._is_showing = False

    def _build(self, shape: tuple[int, ...]) -> None:
        self.clear()
        root = QTreeWidgetItem(self)
        root.setData(_NAME, _PATH, "")
        for number, items in enumerate(shape):
            section = QTreeWidgetItem(root)
            section.setData(_NAME, _PATH, f"sections[{number}]")
            for place in range(items):
                item = QTreeWidgetItem(section)
                item.setData(_NAME, _PATH, f"sections[{number}].items[{place}]")
        self.expandAll()

    def _rows(self) -> list[QTreeWidgetItem]:
        """The card, and each section before its items."""
        found: list[QTreeWidgetItem] = []
        waiting = [self.invisibleRootItem()]
        while waiting:
            row = waiting.pop()
            found.append(row)
            children = [row.child(place) for place in range(row.childCount())]
            waiting += [child for child in reversed(children) if child is not None]
        return found[1:]

    def _show_row(self, row: QTreeWidgetItem, draft: CardDraft, parts: dict[str, Fraction]) -> None:
        path = row.data(_NAME, _PATH)
        table = draft.get(path) if path else draft.source
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        flags |= Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDropEnabled
        row.setFlags(flags | Qt.ItemFlag.ItemIsDragEnabled if path else flags)
        words = name_text(table.get("name"))
        code = str(table.get("id", "")) if path else ""
        row.setText(_NAME, words)
        row.setToolTip(_NAME, f"{code}  {words}".strip())
        worth = table.get("bonus_points") if table.get("bonus") else table.get("weight")
        plus = "+" if table.get("bonus") else ""
        row.setText(_WEIGHT, f"{plus}{worth}" if path and worth is not None else "")
        row.setText(_SHARE, share_text(parts.get(path)))
        for column in (_WEIGHT, _SHARE):
            row.setTextAlignment(
                column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        wrong = bool(draft.problems_at(path)) if path else _is_card_wrong(draft)
        colors = theme.current()
        row.setForeground(_NAME, colors.color("critical" if wrong else "ink"))
        row.setForeground(_SHARE, colors.color("muted"))
        said = f"{words} {share_text(parts.get(path))}"
        if wrong:
            said += " " + translate("Scorecards", "has problems")
        row.setData(_NAME, Qt.ItemDataRole.AccessibleTextRole, said)
        font = row.font(_NAME)
        font.setBold(".items[" not in path)
        row.setFont(_NAME, font)

    # -- what the person does

    def _on_current(self, row: QTreeWidgetItem | None) -> None:
        if row is not None and not self._is_showing:
            self._editing.go_to(row.data(_NAME, _PATH))

    def _on_written(self, row: QTreeWidgetItem, column: int) -> None:
        """In the tree itself, with F2 or a double click."""
        if self._is_showing:
            return
        path, draft = row.data(_NAME, _PATH), self._editing.draft
        typed = row.text(column)
        if column == _NAME:
            at = f"{path}.name".removeprefix(".")
            name = draft.get(at)
            language = i18n.catalogue_language()  # what is shown is what was written over
            both = isinstance(name, dict)
            self._editing.apply(draft.set(at, {**name, language: typed} if both else typed))
        elif column == _WEIGHT and path:
            key = "bonus_points" if draft.get(f"{path}.bonus") else "weight"
            self._editing.apply(draft.set(f"{path}.{key}", typed.removeprefix("+").strip()))
        else:
            self.show_card()

    def move_by(self, step: int) -> None:
        """Among its siblings; an item goes on into the next section."""
        draft, path = self._editing.draft, self._editing.place
        if not path:
            return
        outer, place = _split(path)
        target, at = outer, place + step
        if ".items" in outer:
            section = _split(outer.removesuffix(".items"))[1]
            count = len(draft.get("sections"))
            if at < 0 and section > 0:
                target = f"sections[{section - 1}].items"
                at = len(draft.get(target, []))
            elif at >= len(draft.get(outer)) and section + 1 < count:
                target, at = f"sections[{section + 1}].items", 0
        if target != outer or 0 <= at < len(draft.get(outer)):
            moved, found = draft.move(path, target, at)
            self._editing.apply(moved, place=found)

    def dropEvent(self, event: QDropEvent) -> None:
        """The draft is moved and the tree follows it; Qt moves nothing by itself."""
        over = self.itemAt(event.position().toPoint())
        where = self.dropIndicatorPosition()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if over is not None:
            below = where == QAbstractItemView.DropIndicatorPosition.BelowItem
            on = where == QAbstractItemView.DropIndicatorPosition.OnItem
            self.drop(self._editing.place, over.data(_NAME, _PATH), after=below, into=on)

    def drop(self, path: str, over: str, *, after: bool, into: bool) -> None:
        """``path`` was dragged before, behind or onto what stands at ``over``."""
        target = _target(self._editing.draft, path, over, after=after, into=into)
        if target is not None:
            draft, found = self._editing.draft.move(path, *target)
            self._editing.apply(draft, place=found)

    def event(self, event: QEvent) -> bool:
        """Alt and an arrow changes the speed elsewhere: here it moves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            is_move = event.modifiers() == _ALT and event.key() in _MOVES
            if is_move:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        if held == _ALT and key in _MOVES:
            self.move_by(_MOVES[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.state() != QAbstractItemView.State.EditingState:  # else it ends the writing
                self.fields_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Delete:
            self.act_wanted.emit("remove")
        elif key == Qt.Key.Key_D and held == _CTRL:
            self.act_wanted.emit("duplicate")
        elif not held and key == Qt.Key.Key_S:
            self.act_wanted.emit("add_section")
        elif not held and key in (Qt.Key.Key_N, Qt.Key.Key_Insert):
            self.act_wanted.emit("add_item")
        elif event.text().isprintable() and event.text() and not held:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self.setAccessibleName(translate("Scorecards", "Sections and items"))
        self.setHeaderLabels(
            [
                translate("Scorecards", "Sections and items"),
                translate("Scorecards", "Weight"),
                translate("Scorecards", "Share"),
            ]
        )
        self.show_card()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self.show_card()
        super().changeEvent(event)


def _is_card_wrong(draft: CardDraft) -> bool:
    return any(not each.path.startswith("sections[") for each in draft.problems)


def _split(path: str) -> tuple[str, int]:
    """``sections[0].items[2]`` → ``sections[0].items`` and 2."""
    outer, _, place = path.rpartition("[")
    return outer, int(place.removesuffix("]"))


def _target(
    draft: CardDraft, path: str, over: str, *, after: bool, into: bool
) -> tuple[str, int] | None:
    """List and place where what is dragged comes to stand; None where it cannot."""
    if not path or path == over:
        return None
    outer, place = _split(path)
    is_item = ".items" in outer
    if not over:
        return None if is_item else ("sections", 0)
    if is_item and ".items[" not in over:  # onto a section: to its end
        target = f"{over}.items"
        return target, len(draft.get(target, [])) - (target == outer)
    if not is_item:
        over = over.partition(".items[")[0]
        if over == path:
            return None
    target, at = _split(over)
    at += after or (into and target == outer and place < at)
    return target, at - (target == outer and place < at)
