"""What is done to tags, collections and saved searches beside the library's list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from qa_desktop.domain.library import COLOURS
from qa_desktop.services import library
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.library.side import Side
from qa_desktop.ui.library.tag_dot import tag_dot
from qa_desktop.ui.library.words import colour_name

Write = Callable[[Callable[[Workspace], Changes], str], None]
"""Does the work, and says so in these words, with a way to undo it."""


class SideActs(QObject):
    """Their menu, and what each entry of it does."""

    def __init__(self, side: Side, write: Write) -> None:
        super().__init__(side)
        self._side, self._write = side, write

    def show_menu(self, kind: str, id: str, at: QPoint) -> None:
        if kind == "scope":
            return
        menu = QMenu(self._side)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translate("Library", "Rename…"), partial(self.rename, kind, id))
        if kind == "tag":
            colours = menu.addMenu(translate("Library", "Colour"))
            for colour in COLOURS:
                act = partial(self._recolour, id, colour)
                colours.addAction(tag_dot(colour), colour_name(colour), act)
            others = [tag for tag in self._side.shelves.tags if tag.id != id]
            merge = menu.addMenu(translate("Library", "Merge into"))
            merge.setEnabled(bool(others))
            for tag in others:
                merge.addAction(tag.name, partial(self._merge, id, tag.id))
        menu.addSeparator()
        menu.addAction(translate("Library", "Delete"), partial(self.delete, kind, id))
        menu.popup(at)

    def rename(self, kind: str, id: str) -> None:
        names = {
            "tag": {tag.id: tag.name for tag in self._side.shelves.tags},
            "collection": {each.id: each.name for each in self._side.shelves.collections},
            "search": {one: name for one, name, _ in self._side.shelves.searches},
        }.get(kind, {})
        if id in names:
            then = partial(self._on_renamed, kind, id)
            ask_name(self._side, translate("Library", "Rename"), names[id], then)

    def _on_renamed(self, kind: str, id: str, name: str) -> None:
        shelves = self._side.shelves
        words = translate("Library", "Renamed")
        if kind == "tag":
            self._write(lambda ws: library.edit_tag(ws, id, name=name), words)
        elif kind == "collection":
            note = next(each.note for each in shelves.collections if each.id == id)
            self._write(lambda ws: library.save_collection(ws, name, note=note, id=id), words)
        else:
            question = next(text for one, _, text in shelves.searches if one == id)
            self._write(lambda ws: library.save_search(ws, name, question, id=id), words)

    def _recolour(self, tag: str, colour: str) -> None:
        words = translate("Library", "Another colour")
        self._write(lambda ws: library.edit_tag(ws, tag, colour=colour), words)

    def _merge(self, tag: str, into: str) -> None:
        words = translate("Library", "Merged")
        self._write(lambda ws: library.merge_tags(ws, [tag], into), words)

    def delete(self, kind: str, id: str) -> None:
        words = translate("Library", "Deleted")
        acts: dict[str, Callable[[Workspace, str], Changes]] = {
            "tag": library.delete_tag,
            "collection": library.delete_collection,
            "search": library.delete_search,
        }
        if kind in acts:
            self._write(lambda ws: acts[kind](ws, id), words)


def ask_name(parent: QWidget, title: str, name: str, then: Callable[[str], None]) -> None:
    """``then`` hears of the name that was typed; nothing where it was given up."""
    dialog = QInputDialog(parent)
    dialog.setObjectName("library_ask_name")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setLabelText(translate("Library", "Name"))
    dialog.setTextValue(name)
    dialog.setOkButtonText(translate("Library", "OK"))
    dialog.setCancelButtonText(translate("Library", "Cancel"))
    dialog.textValueSelected.connect(then)
    dialog.open()
