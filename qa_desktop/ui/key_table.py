"""Which key does what: the keys that acts come with, and what the person changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from qa_desktop.ui.key_acts import ACTS, PLACES, Act, Place

Changes = Mapping[str, Mapping[str, Iterable[str]]]
"""Act → place → keys in portable form, for what differs from the keys that acts come with."""

_OVERLAP: Final[dict[Place, tuple[Place, ...]]] = {
    "timeline": ("timeline", "anywhere"),
    "anywhere": ("anywhere", "timeline", "text"),
    "text": ("text", "anywhere"),
}
"""An *anywhere* key is taken before the others see it."""

_INPUT_METHOD: Final = {"Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+Shift+F"}
"""Switch Chinese input methods, their width, punctuation and script."""

_EDITING: Final = {"Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+A"}
_SYSTEM: Final = {"Alt+F4", "Alt+Tab", "Ctrl+Q", "Meta+L"}
_TEXT_KEYS: Final = {"Return", "Enter", "Tab", "Shift+Tab", "Shift+Return", "Shift+Enter", "Esc"}
"""Without Ctrl or Alt, yet no sign of a text."""

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_HELD |= Qt.KeyboardModifier.MetaModifier


@dataclass(frozen=True)
class Use:
    """A key is taken: by this act, there."""

    act: Act
    place: Place


class KeyTable:
    """The keys in force. ``changes`` that mean nothing (another version's) are left out."""

    def __init__(self, changes: Changes | None = None) -> None:
        said = changes if isinstance(changes, Mapping) else {}
        self.acts = tuple(_changed(each, said.get(each.id)) for each in ACTS)

    @cached_property
    def by_id(self) -> dict[str, Act]:
        return {each.id: each for each in self.acts}

    def lookup(self, place: Place) -> dict[int, Act]:
        """Combined key code → act."""
        return self._lookups[place]

    @cached_property
    def _lookups(self) -> dict[Place, dict[int, Act]]:
        return {
            place: {combined(key): each for each in self.acts for key in each.keys(place)}
            for place in PLACES
        }

    def use_of(self, sequence: str, place: Place, apart_from: str = "") -> Use | None:
        """Who has this key where it would clash with ``place``."""
        for other in _OVERLAP[place]:
            found = self._lookups[other].get(combined(sequence))
            if found is not None and found.id != apart_from:
                return Use(found, other)
        return None

    def with_keys(self, act: str, place: Place, keys: Iterable[str]) -> KeyTable:
        """The table with these keys for an act; they are taken away from whoever had them."""
        wanted = tuple(dict.fromkeys(keys))
        codes = {combined(key) for key in wanted}
        changed = KeyTable()
        changed.acts = tuple(
            _with(each, {place: wanted})
            if each.id == act
            else _without(each, codes, _OVERLAP[place])
            for each in self.acts
        )
        return changed

    def reset(self, act: str) -> KeyTable:
        """The table with the keys that the act came with."""
        (original,) = (each for each in ACTS if each.id == act)
        table = self
        for place in PLACES:
            table = table.with_keys(act, place, original.keys(place))
        return table

    @property
    def changes(self) -> dict[str, dict[str, list[str]]]:
        """What differs from the keys that acts come with, to be kept."""
        return {
            each.id: {place: list(each.keys(place)) for place in PLACES}
            for each, original in zip(self.acts, ACTS, strict=True)
            if each != original
        }


def why_not(sequence: str, place: Place) -> str | None:
    """Why a key cannot be given: ``input_method``, ``editing``, ``system``, ``typing`` (it writes
    a sign where people write), ``none`` (no key at all); None when it can."""
    if not sequence or _is_bare_modifier(sequence):
        return "none"
    if sequence in _INPUT_METHOD:
        return "input_method"
    if sequence in _SYSTEM:
        return "system"
    if place == "timeline":
        return None
    if sequence in _EDITING:
        return "editing"
    if _is_typed(sequence) or (place == "anywhere" and sequence in _TEXT_KEYS):
        return "typing"
    return None


def combined(sequence: str) -> int:
    # PySide's types do not know that a sequence can be indexed
    return QKeySequence(sequence)[0].toCombined()  # type: ignore[index]


def is_sequence(text: Any) -> bool:
    """One key, perhaps with others held, in portable form."""
    if not isinstance(text, str) or not text:
        return False
    found = QKeySequence(text)
    return found.count() == 1 and found[0].key() != Qt.Key.Key_unknown  # type: ignore[index]


def _is_bare_modifier(sequence: str) -> bool:
    modifiers = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)
    return not is_sequence(sequence) or QKeySequence(sequence)[0].key() in modifiers  # type: ignore[index]


def _is_typed(sequence: str) -> bool:
    """Writes, deletes or moves in a text: no Ctrl, Alt or function key."""
    if sequence in _TEXT_KEYS:
        return False
    pressed = QKeySequence(sequence)[0]  # type: ignore[index]
    if pressed.keyboardModifiers() & _HELD:
        return False
    return pressed.key() < Qt.Key.Key_F1 or pressed.key() == Qt.Key.Key_unknown


def _changed(act: Act, wanted: Any) -> Act:
    if act.fixed or not isinstance(wanted, Mapping):
        return act
    known: dict[Place, tuple[str, ...]] = {
        place: tuple(key for key in wanted[place] if is_sequence(key))
        for place in PLACES
        if isinstance(wanted.get(place), list | tuple)
    }
    return _with(act, known)


def _without(act: Act, codes: set[int], places: tuple[Place, ...]) -> Act:
    if act.fixed:
        return act
    kept: dict[Place, tuple[str, ...]] = {
        place: tuple(key for key in act.keys(place) if combined(key) not in codes)
        for place in places
    }
    return _with(act, kept)


def _with(act: Act, keys: Mapping[Place, tuple[str, ...]]) -> Act:
    timeline, anywhere, text = (keys.get(place, act.keys(place)) for place in PLACES)
    return replace(act, timeline=timeline, anywhere=anywhere, text=text)
