"""Beside the list: shelves, tags, collections and saved searches, which narrow it together."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.store.library_columns import EntryFilter
from qa_desktop.ui import theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.library.dropping import takes
from qa_desktop.ui.library.reading import Shelves
from qa_desktop.ui.library.tag_dot import tag_dot
from qa_desktop.ui.library.words import shelf_name
from qa_desktop.ui.naming import named
from qa_desktop.ui.sessions.case_mime import forms_of

_ID: Final = int(Qt.ItemDataRole.UserRole)
_ALL, _LIBRARY, _GOOD, _BAD, _NONE = "all", "library", "good", "bad", ""
_SCOPES: Final = (_LIBRARY, _GOOD, _BAD, _NONE, _ALL)
_ROW: Final = 28


class Side(QWidget):
    """``filter`` says what is wanted of the library; None for all recordings."""

    changed = Signal()
    search_chosen = Signal(str)
    """The question of a saved search."""
    menu_wanted = Signal(str, str, QPoint)
    """Of a ``tag``, ``collection`` or ``search`` with this id, or of none: ""."""
    rename_wanted = Signal(str, str)
    delete_wanted = Signal(str, str)
    calls_dropped = Signal(str, str, list)
    """Kind and id of the row, and ``CaseForm``s."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library_side")
        self._shelves = Shelves({}, (), (), ())
        self._filling = False
        self.scopes = self._list("shelves", "scope")
        self.tags = self._list("tags", "tag")
        self.collections = self._list("collections", "collection")
        self.searches = self._list("searches", "search")
        for several in (self.tags, self.collections):
            several.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self._heads = [
            named(f"library_head_{name}", QLabel(self))
            for name in ("shelves", "tags", "collections", "searches")
        ]
        self._lay_out()
        self._wire()
        self.retranslate()
        self.scopes.setCurrentRow(0)

    def _list(self, name: str, kind: str) -> _SideList:
        made = named(f"library_{name}", _SideList(kind, self))
        made.setProperty("role", "pages")
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(4)
        lists = (self.scopes, self.tags, self.collections, self.searches)
        for head, each in zip(self._heads, lists, strict=True):
            head.setProperty("role", "fact")
            head.setContentsMargins(8, 4, 0, 0)
            column.addWidget(head)
            column.addWidget(each, 3 if each is self.tags else 0)
        column.addStretch(1)

    def _wire(self) -> None:
        self.scopes.currentRowChanged.connect(self._tell)
        self.tags.itemSelectionChanged.connect(self._tell)
        self.collections.itemSelectionChanged.connect(self._tell)
        self.searches.itemActivated.connect(self._on_search)
        self.searches.itemClicked.connect(self._on_search)
        for each in (self.scopes, self.tags, self.collections):
            each.calls_dropped.connect(self.calls_dropped)
        for each in (self.tags, self.collections, self.searches):
            each.menu_wanted.connect(self.menu_wanted)
            each.rename_wanted.connect(self.rename_wanted)
            each.delete_wanted.connect(self.delete_wanted)

    # -- what is wanted

    @property
    def filter(self) -> EntryFilter | None:
        scope = self.scopes.chosen()
        if scope == [_ALL]:
            return None
        shelves = frozenset() if scope == [_LIBRARY] or not scope else frozenset(scope)
        tags, collections = self.tags.chosen(), self.collections.chosen()
        return EntryFilter(shelves, frozenset(tags), frozenset(collections))

    def set_filter(self, wanted: EntryFilter | None) -> None:
        """As a saved search has it."""
        self._filling = True
        scope = _ALL if wanted is None else _LIBRARY
        if wanted is not None and len(wanted.shelves) == 1 and wanted.shelves <= set(_SCOPES):
            (scope,) = wanted.shelves
        self.scopes.setCurrentRow(_SCOPES.index(scope))
        self._choose_tags(wanted.tags if wanted is not None else ())
        self.collections.choose(wanted.collections if wanted is not None else ())
        self._filling = False

    def _choose_tags(self, ids: Collection[str]) -> None:
        """Some may have been merged into another since."""
        tags = self._shelves.tags
        self.tags.choose([tag.id for tag in tags if not tag.ids.isdisjoint(ids)])

    def _tell(self, *_: Any) -> None:
        if self._filling:
            return
        if self.scopes.chosen() == [_ALL] and self.sender() in (self.tags, self.collections):
            if self.tags.chosen() or self.collections.chosen():
                self._filling = True
                self.scopes.setCurrentRow(0)  # only what is in the library has tags
                self._filling = False
        elif self.scopes.chosen() == [_ALL]:
            self._filling = True
            self.tags.choose(())
            self.collections.choose(())
            self._filling = False
        self.changed.emit()

    def _on_search(self, item: QListWidgetItem) -> None:
        self.search_chosen.emit(item.data(_ID + 1))

    # -- what there is

    def show_shelves(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self.retranslate()

    @property
    def shelves(self) -> Shelves:
        return self._shelves

    def retranslate(self) -> None:
        heads = (
            translate("Library", "Library"), translate("Library", "Tags"),
            translate("Library", "Collections"), translate("Library", "Saved searches"),
        )  # fmt: skip
        lists = (self.scopes, self.tags, self.collections, self.searches)
        for label, words, each in zip(self._heads, heads, lists, strict=True):
            label.setText(words)
            each.setAccessibleName(words)
        self._filling = True
        counts = self._shelves.counts
        names = {
            _ALL: (translate("Library", "All recordings"), None),
            _LIBRARY: (translate("Library", "Whole library"), sum(counts.values())),
            **{shelf: (shelf_name(shelf), counts.get(shelf, 0)) for shelf in ("good", "bad", "")},
        }
        self.scopes.fill([(id, names[id][0], names[id][1], None, "") for id in _SCOPES])
        chosen = self.tags.chosen()
        self.tags.fill(
            [(tag.id, tag.name, tag.count, tag.colour, "") for tag in self._shelves.tags]
        )
        self._choose_tags(chosen)
        self.collections.fill(
            [(each.id, each.name, each.count, None, "") for each in self._shelves.collections]
        )
        self.searches.fill(
            [(id, name, None, None, question) for id, name, question in self._shelves.searches]
        )
        for label, each in zip(self._heads[1:], lists[1:], strict=True):
            label.setVisible(each.count() > 0)
            each.setVisible(each.count() > 0)
        self._filling = False

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)


class _SideList(QListWidget):
    """As high as its rows, up to eight."""

    menu_wanted = Signal(str, str, QPoint)
    rename_wanted = Signal(str, str)
    delete_wanted = Signal(str, str)
    calls_dropped = Signal(str, str, list)

    def __init__(self, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setIconSize(QSize(12, 12))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.setAcceptDrops(kind != "search")
        self._under: QListWidgetItem | None = None
        """The row on which the dragged calls would be dropped; it is coloured."""

    def fill(self, rows: list[tuple[str, str, int | None, str | None, str]]) -> None:
        """(id, words, count, colour, question); what was chosen stays chosen."""
        chosen, current = self.chosen(), self.currentRow()
        self._under = None
        self.clear()
        for id, words, count, colour, question in rows:
            item = QListWidgetItem(words if count is None else f"{words}  {count:,}")
            item.setData(_ID, id)
            item.setData(_ID + 1, question)
            item.setToolTip(words)
            if colour is not None:
                item.setIcon(tag_dot(colour))
            self.addItem(item)
        if self._kind == "scope":
            self.setCurrentRow(max(current, 0))
        else:
            self.choose(chosen)
        shown = min(max(self.count(), 1), 12 if self._kind == "tag" else 6)
        height = max(self.sizeHintForRow(0), _ROW) if self.count() else _ROW
        self.setMinimumHeight(min(shown, 3) * height + 4)
        self.setMaximumHeight(shown * height + 8)

    def chosen(self) -> list[str]:
        if self._kind == "scope":
            item = self.currentItem()
            return [item.data(_ID)] if item is not None else []
        return [item.data(_ID) for item in self.selectedItems()]

    def choose(self, ids: Any) -> None:
        for place in range(self.count()):
            self.item(place).setSelected(self.item(place).data(_ID) in ids)

    # -- calls that are dragged here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(bool(forms_of(event.mimeData())))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        fits = item is not None and takes(self._kind, item.data(_ID))
        self._colour(item if fits else None)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.setAccepted(fits)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._colour(None)

    def dropEvent(self, event: QDropEvent) -> None:
        item, forms = self.itemAt(event.position().toPoint()), forms_of(event.mimeData())
        self._colour(None)
        event.ignore()
        if item is not None and forms and takes(self._kind, item.data(_ID)):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.calls_dropped.emit(self._kind, item.data(_ID), forms)

    def _colour(self, item: QListWidgetItem | None) -> None:
        if item is not self._under:
            if self._under is not None:
                self._under.setBackground(QBrush())
            if item is not None:
                item.setBackground(theme.current().color("current"))
            self._under = item

    def _on_menu(self, at: QPoint) -> None:
        item = self.itemAt(at) or self.currentItem()
        if item is not None:
            self.menu_wanted.emit(self._kind, item.data(_ID), self.mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item is not None and event.key() == Qt.Key.Key_F2:
            self.rename_wanted.emit(self._kind, item.data(_ID))
        elif item is not None and event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit(self._kind, item.data(_ID))
        elif event.text().isprintable() and event.text().strip() and not event.modifiers():
            event.ignore()  # letters are acts of the screen
        else:
            super().keyPressEvent(event)
