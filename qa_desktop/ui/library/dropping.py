"""Calls that are dropped on a shelf, a tag or a collection of the library."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa_desktop.domain.library import SHELVES
from qa_desktop.services import library
from qa_desktop.services.playlists import CaseForm
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.library.reading import Shelves

Work = Callable[[Workspace], Changes]


def takes(kind: str, id: str) -> bool:
    """Whether something can be dropped on this row: on the shelves, not on what only filters."""
    return kind in ("tag", "collection") or (kind == "scope" and id in SHELVES)


def drop_work(kind: str, id: str, forms: Sequence[CaseForm], shelves: Shelves) -> tuple[Work, str]:
    """What is written, and the words for it; ``kind`` and ``id`` as ``takes`` takes them."""
    places = [(form.call, form.from_ms, form.to_ms) for form in forms]
    if kind == "collection":
        words = translate("Library", "Put into the collection")
        return lambda ws: library.collect_calls(ws, places, id), words
    if kind == "tag":
        names = [tag.name for tag in shelves.tags if tag.id == id]
        words = translate("Library", "Tagged")
        return lambda ws: library.retag_calls(ws, places, names, off=()), words
    words = {
        "good": translate("Library", "Filed among the good recordings"),
        "bad": translate("Library", "Filed among the bad recordings"),
    }[id]
    return lambda ws: library.file_calls(ws, places, "good" if id == "good" else "bad"), words
