"""The words for codes by which a call is found: its tags, its faults, the items that lost points.

Faults and items are found by their names in both languages. Names are read when a call first has
such a code; those of a scorecard's version never change, so they are kept for the process.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from sqlite_utils import Database

from qa_desktop.domain.folding import fold
from qa_desktop.domain.library import TagNames
from qa_desktop.domain.scoring.model import Name
from qa_desktop.errors import UserFacingError
from qa_desktop.store.fault_catalogue import fault_names
from qa_desktop.store.library import find_tags
from qa_desktop.store.scorecards import get_version

_items: Final[dict[str, Mapping[str, tuple[str, ...]]]] = {}
"""Scorecard version → item → its folded names."""


class FindingNames:
    """As of one moment; make one per refresh."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._unknown: set[str] = set()
        """Versions whose publications have not arrived at this moment."""

    @cached_property
    def _tags(self) -> TagNames:
        return find_tags(self._db)

    @cached_property
    def _faults(self) -> dict[str, tuple[str, ...]]:
        return {code: folded_names(name) for code, name in fault_names(self._db).items()}

    def folded(
        self, card: str | None, items: str | None, faults: str | None, tags: str
    ) -> list[str]:
        """Folded; the arguments are JSON lists of codes, as the database makes them."""
        found: list[str] = []
        if tags != "[]":
            shown = dict.fromkeys(self._tags.of.get(tag, "") for tag in json.loads(tags))
            found += [fold(self._tags.tags[tag].name) for tag in shown if tag in self._tags.tags]
        if faults and faults != "[]":
            for code in json.loads(faults):
                found += self._faults.get(code, ())
        if items and items != "[]" and card and (names := self._items_of(card)):
            for item in json.loads(items):
                found += names.get(item, ())
        return list(dict.fromkeys(found))

    def _items_of(self, card: str) -> Mapping[str, tuple[str, ...]]:
        if card in self._unknown:
            return {}
        if card not in _items:
            try:
                version = get_version(card, self._db)
            except UserFacingError:
                self._unknown.add(card)
                return {}
            _items[card] = {id: folded_names(item.name) for id, item in version.items.items()}
        return _items[card]


def folded_names(name: Name) -> tuple[str, ...]:
    return tuple(dict.fromkeys((fold(name.zh), fold(name.en))))


def versions_not_known(versions: Iterable[str]) -> list[str]:
    """Those whose items nobody has asked for, or could not be told."""
    return [version for version in versions if version not in _items]


def tags_beside(db: Database, tags: Iterable[str]) -> list[str]:
    """These and all that are shown as the same ones."""
    names = find_tags(db)
    found = dict.fromkeys(tags)
    for tag in list(found):
        if tag in names.of:
            found |= dict.fromkeys(names.tags[names.of[tag]].ids)
    return list(found)
