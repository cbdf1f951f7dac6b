"""The one table of keys that is in force: the handlers and all that shows a key read it here."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.i18n import translate
from qa_desktop.ui.key_acts import PLACES, Act
from qa_desktop.ui.key_table import KeyTable, combined


class _InForce(QObject):
    """One keyboard, one table; whoever shows keys listens for ``changed``."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.table = KeyTable()

    def use(self, table: KeyTable) -> None:
        self.table = table
        self.changed.emit()


in_force: Final = _InForce()

_ARROWS: Final = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}

_IGNORED = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier


def act(id: str) -> Act:
    """The act of that id; ``KeyError`` if there is none."""
    return in_force.table.by_id[id]


def acts() -> tuple[Act, ...]:
    """All acts with their keys, in the order of the table."""
    return in_force.table.acts


def key_of(id: str) -> str:
    """The first key of an act as it is printed on the keyboard; empty when it has none."""
    found = [key for place in PLACES for key in act(id).keys(place)]
    return shown(found[0]) if found else ""


def marking_keys() -> str:
    """With which a moment is marked, as they are now."""
    kinds = ("strength", "weakness", "note", "question")
    return " / ".join(key for kind in kinds if (key := key_of(f"mark_{kind}")))


def shown(sequence: str) -> str:
    """A key as it is printed on the keyboard, in the person's language."""
    enter = translate("Keys", "Enter")
    named = {"Space": translate("Keys", "Space"), "Return": enter, "Enter": enter}
    text = QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText)
    *held, last = sequence.split("+") if len(sequence) > 1 else [sequence]
    if last not in _ARROWS and last not in named:
        return text
    name = named.get(last) or _ARROWS[last]
    return "+".join([*held, name]) if sys.platform != "darwin" else text


def timeline_act(event: QKeyEvent) -> Act | None:
    """The act that this key means on the timeline; none for a held key unless it repeats."""
    found = _match(event, in_force.table.lookup("timeline"))
    return found if found and (found.repeats or not event.isAutoRepeat()) else None


def text_act(event: QKeyEvent) -> Act | None:
    """The act that this key means in the comment editor, held or not."""
    return _match(event, in_force.table.lookup("text"))


def _match(event: QKeyEvent, table: dict[int, Act]) -> Act | None:
    modifiers = event.modifiers() & ~_IGNORED
    key = Qt.Key(event.key())
    if key == Qt.Key.Key_Backtab:
        key, modifiers = Qt.Key.Key_Tab, modifiers | Qt.KeyboardModifier.ShiftModifier
    found = table.get(QKeyCombination(modifiers, key).toCombined())
    # "+" is Shift and "=" on many keyboards: a sign counts however it was reached
    if found is None and modifiers == Qt.KeyboardModifier.ShiftModifier and _is_sign(key):
        return table.get(QKeyCombination(Qt.KeyboardModifier.NoModifier, key).toCombined())
    return found


def _is_sign(key: Qt.Key) -> bool:
    return key.value < 0x7F and not chr(key.value).isalnum() and key != Qt.Key.Key_Space


class AnywhereKeys(QObject):
    """The *anywhere* keys of a window, as long as it is the active one.

    ``triggered`` carries the act's id. Hold-to-play sends ``play`` when its key goes down and
    ``pause`` when it comes up, or when the window loses the keyboard meanwhile.
    """

    triggered = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._held = False
        self._shortcuts: list[QShortcut] = []
        self._read_table()
        in_force.changed.connect(self._read_table)
        # A key that goes up travels from the focused widget to the window unless it is wanted
        window.installEventFilter(self)

    def _read_table(self) -> None:
        for shortcut in self._shortcuts:
            shortcut.setParent(None)
            shortcut.deleteLater()
        hold = act("hold_to_play")
        self._hold_keys = {_bare(key) for key in (*hold.anywhere, *hold.timeline)}
        self._shortcuts = [
            self._shortcut(sequence, each) for each in acts() for sequence in each.anywhere
        ]

    def _shortcut(self, sequence: str, each: Act) -> QShortcut:
        shortcut = QShortcut(QKeySequence(sequence), self._window)
        shortcut.setAutoRepeat(each.repeats)
        if each.id == "hold_to_play":
            shortcut.activated.connect(self.hold)
        else:
            shortcut.activated.connect(lambda: self.triggered.emit(each.id))
        return shortcut

    def hold(self) -> None:
        """Hold-to-play's key went down, here or on the timeline."""
        self._set_held(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate or self._is_hold_release(event):
            self._set_held(False)
        return False

    def _is_hold_release(self, event: QEvent) -> bool:
        return (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyRelease
            and not event.isAutoRepeat()
            and Qt.Key(event.key()) in self._hold_keys  # Ctrl may have come up before it
        )

    def _set_held(self, held: bool) -> None:
        if held != self._held:
            self._held = held
            self.triggered.emit("play" if held else "pause")


def _bare(sequence: str) -> Qt.Key:
    """The key without what is held with it."""
    return QKeyCombination.fromCombined(combined(sequence)).key()
