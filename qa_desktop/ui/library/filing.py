"""Filing by key: Ctrl+G, Ctrl+B and Ctrl+T, for the open call or the rows that are chosen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from sqlite_utils import Database

from qa_desktop.domain.library import LibraryEntry, Shelf, Tag
from qa_desktop.services import library
from qa_desktop.store.library import find_entry_at
from qa_desktop.store.library_columns import find_counted_tags
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.library.tag_dialog import TagDialog

if TYPE_CHECKING:
    from qa_desktop.ui.main_window import MainWindow


@dataclass(frozen=True)
class Place:
    """A call, or a part of it; ``annotation`` is what brought it."""

    call: str
    from_ms: int | None = None
    to_ms: int | None = None
    annotation: str | None = None


@dataclass(frozen=True)
class _Tagged:
    tags: list[Tag]
    held: list[LibraryEntry]


class Filing(QObject):
    """Acts of the whole window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def file(self, shelf: Shelf) -> None:
        places = self._places()
        if places:
            self._window.desk.write(
                partial(_file_all, places=places, shelf=shelf), partial(self._say_filed, shelf)
            )

    def tag(self) -> None:
        places = self._places()
        if places:
            read = partial(_read_tags, places=places)
            self._window.desk.read("tags", read, partial(self._ask_tags, places))

    def _places(self) -> list[Place]:
        """Where the act was asked for: the selected region of the open call, else all of it."""
        window = self._window
        if window.screen_id == "library":
            from qa_desktop.ui.library.view import LibraryView

            screen = window.screen("library")
            assert isinstance(screen, LibraryView)  # noqa: S101
            return screen.places()
        call = window.inspect.call
        if window.screen_id != "inspect" or call is None:
            return []
        chosen = window.inspect.marking.selected
        mark = window.inspect.marking.get(chosen) if chosen is not None else None
        if mark is None:
            return [Place(call.id)]
        if mark.to_ms is None:
            return [Place(call.id, annotation=mark.id)]
        return [Place(call.id, mark.at_ms, mark.to_ms, mark.id)]

    def _say_filed(self, shelf: Shelf, changes: Changes) -> None:
        good = shelf == "good"
        if changes.act is None:
            words = (
                translate("Library", "It is among the good recordings already")
                if good
                else translate("Library", "It is among the bad recordings already")
            )
        else:
            words = (
                translate("Library", "Filed among the good recordings")
                if good
                else translate("Library", "Filed among the bad recordings")
            )
        self._window.toast.say(words, changes.act)

    def _ask_tags(self, places: list[Place], found: _Tagged) -> None:
        common = [tag for tag in (found.held[0].tags if found.held else ())
                  if all(tag in each.tags for each in found.held)
                  and len(found.held) == len(places)]  # fmt: skip
        before = {tag.name for tag in found.tags if tag.id in common}
        TagDialog.ask(self._window, found.tags, common, partial(self._put_tags, places, before))

    def _put_tags(self, places: list[Place], before: set[str], names: list[str]) -> None:
        if set(names) != before:
            off = before - set(names)
            self._window.desk.write(
                partial(_tag_all, places=places, names=names, off=off),
                lambda changes: self._window.toast.say(translate("Library", "Tagged"), changes.act),
            )


def _file_all(workspace: Workspace, places: Sequence[Place], shelf: Shelf) -> Changes:
    return library.file_calls(workspace, [(at.call, at.from_ms, at.to_ms) for at in places], shelf,
                              annotation=places[0].annotation)  # fmt: skip


def _tag_all(
    workspace: Workspace, places: Sequence[Place], names: Sequence[str], off: Collection[str]
) -> Changes:
    """``off``: names of tags that all of them had, and shall not have any more."""
    spans = [(at.call, at.from_ms, at.to_ms) for at in places]
    return library.retag_calls(workspace, spans, names, off=off)


def _read_tags(db: Database, places: Sequence[Place]) -> _Tagged:
    """The tags that are used most first."""
    tags = sorted(find_counted_tags(db), key=lambda tag: (-tag.count, tag.name))
    held = (find_entry_at(db, at.call, at.from_ms, at.to_ms) for at in places)
    return _Tagged(tags, [entry for entry in held if entry is not None])
