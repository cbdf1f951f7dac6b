"""The one table of keys (UX.md "Keys"): the handlers and the F1 overlay both read it.

*timeline* keys work while the timeline has the focus, *anywhere* keys also while typing, and
*text* keys belong to the comment editor.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from typing import Final

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.screens import SCREENS


@dataclass(frozen=True)
class Act:
    """Something the person does with a key; keys are in ``QKeySequence`` portable form."""

    id: str
    group: str
    label: str
    timeline: tuple[str, ...] = ()
    anywhere: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    repeats: bool = False
    """Goes on while the key is held down (seeks and walks)."""
    context: str = "Keys"
    """Where the label is translated."""

    @property
    def name(self) -> str:
        """The label in the person's language."""
        return translate(self.context, self.label)


_LISTEN = QT_TRANSLATE_NOOP("Keys", "Listening")
_MARK = QT_TRANSLATE_NOOP("Keys", "Marking")
_SCORE = QT_TRANSLATE_NOOP("Keys", "Scoring")
_MOVE = QT_TRANSLATE_NOOP("Keys", "Finding your way")

_OPTION = QT_TRANSLATE_NOOP("Keys", "Choose an option")
_COMPETENCY = QT_TRANSLATE_NOOP("Keys", "Competency of the comment")


def _screen_acts() -> list[Act]:
    """Ctrl+1 … Ctrl+9 in the order of the rail; the settings where other programs have them."""
    kinds = [kind for kind in SCREENS if kind.id != "settings"]
    keys = {kind.id: f"Ctrl+{n}" for n, kind in enumerate(kinds[:9], start=1)}
    keys["settings"] = "Ctrl+,"
    return [
        Act(f"screen_{kind.id}", _MOVE, kind.label, (), (keys[kind.id],), context="Rail")
        for kind in SCREENS
        if kind.id in keys
    ]


ACTS: Final[tuple[Act, ...]] = (
    Act("play_pause", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Play or pause"), ("Space",), ("F9",)),
    # Foot pedals send keys: separate, idempotent acts
    Act("play", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Play"), (), ("Media Play",)),
    Act("pause", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Pause"), (), ("Media Pause",)),
    Act(
        "forget_play",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "Take back Play while preparing"),
        ("Esc",),
    ),
    Act("hold_to_play", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Hold to play"), (), ("F8",)),
    Act("back_1", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Back 1 second"), ("Left",), repeats=True),
    Act(
        "forward_1",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "Forward 1 second"),
        ("Right",),
        repeats=True,
    ),
    Act(
        "back_5",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "Back 5 seconds"),
        ("Shift+Left",),
        ("Alt+Left",),
        repeats=True,
    ),
    Act(
        "forward_5",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "Forward 5 seconds"),
        ("Shift+Right",),
        ("Alt+Right",),
        repeats=True,
    ),
    Act(
        "back_15",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "Back 15 seconds"),
        ("Ctrl+Left",),
        repeats=True,
    ),
    Act(
        "forward_15",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "Forward 15 seconds"),
        ("Ctrl+Right",),
        repeats=True,
    ),
    Act("go_start", _LISTEN, QT_TRANSLATE_NOOP("Keys", "To the beginning"), ("Home",)),
    Act("go_end", _LISTEN, QT_TRANSLATE_NOOP("Keys", "To the end"), ("End",)),
    Act("zoom_in", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Zoom in"), ("+", "="), repeats=True),
    Act("zoom_out", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Zoom out"), ("-",), repeats=True),
    Act(
        "mark_strength",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Strength here"),
        ("G",),
        ("Ctrl+Shift+G",),
    ),
    Act(
        "mark_weakness",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Weakness here"),
        ("B",),
        ("Ctrl+Shift+B",),
    ),
    Act("mark_note", _MARK, QT_TRANSLATE_NOOP("Keys", "Note here"), ("N",), ("Ctrl+Shift+N",)),
    Act(
        "mark_question",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Question here"),
        ("Q",),
        ("Ctrl+Shift+Q",),
    ),
    Act("region", _MARK, QT_TRANSLATE_NOOP("Keys", "Begin a region, end it"), ("R",)),
    Act(
        "next_annotation",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Next annotation"),
        ("Tab",),
        repeats=True,
    ),
    Act(
        "previous_annotation",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Previous annotation"),
        ("Shift+Tab",),
        repeats=True,
    ),
    Act(
        "edit_annotation",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Edit its text"),
        ("Return", "Enter"),
    ),
    Act("delete_annotation", _MARK, QT_TRANSLATE_NOOP("Keys", "Delete the annotation"), ("Del",)),
    Act(
        "save_comment",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Save the comment and go on"),
        text=("Return", "Enter", "Ctrl+Return", "Ctrl+Enter"),
    ),
    Act(
        "new_line",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "New line in the comment"),
        text=("Shift+Return", "Shift+Enter"),
        repeats=True,
    ),
    Act(
        "expand_remark",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Put in the remark for /code"),
        text=("Tab",),
    ),
    *(Act(f"competency_{n}", _MARK, _COMPETENCY, text=(f"Alt+{n}",)) for n in range(1, 7)),
    Act("competency_0", _MARK, QT_TRANSLATE_NOOP("Keys", "No competency"), text=("Alt+0",)),
    Act("next_item", _SCORE, QT_TRANSLATE_NOOP("Keys", "Next item"), ("Down",), repeats=True),
    Act(
        "previous_item",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "Previous item"),
        ("Up",),
        repeats=True,
    ),
    *(Act(f"option_{n}", _SCORE, _OPTION, (str(n),)) for n in (*range(1, 10), 0)),
    Act("not_applicable", _SCORE, QT_TRANSLATE_NOOP("Keys", "Not applicable"), ("X",)),
    Act(
        "evidence",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "This annotation is evidence for the item"),
        ("E",),
    ),
    Act("why_score", _SCORE, QT_TRANSLATE_NOOP("Keys", "Why this score"), ("W",)),
    Act(
        "submit_next",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "Submit, and the next call"),
        (),
        ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
    ),
    Act(
        "correct",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "Correct the submitted evaluation"),
        (),
        ("Ctrl+Shift+E",),
    ),
    Act(
        "feedback_sheet",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "Feedback sheet of this call, or of the last one submitted"),
        (),
        ("Ctrl+Shift+F",),
    ),
    Act(
        "set_aside",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "Set the call aside, or skip it"),
        (),
        ("Ctrl+Shift+X",),
    ),
    Act(
        "next_call",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "Next call, without submitting"),
        (),
        ("Ctrl+N",),
    ),
    Act(
        "show_number",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "Show or mask the customer's number"),
        (),
        ("Ctrl+Shift+M",),
    ),
    # A text field keeps Ctrl+Z for what is typed in it
    Act("undo", _MOVE, QT_TRANSLATE_NOOP("Keys", "Undo"), (), ("Ctrl+Z",)),
    *_screen_acts(),
    Act("import", _MOVE, QT_TRANSLATE_NOOP("Keys", "Import recordings"), (), ("Ctrl+I",)),
    Act("live_call", _MOVE, QT_TRANSLATE_NOOP("Keys", "New live call"), (), ("Ctrl+L",)),
    Act(
        "leave_text",
        _MOVE,
        QT_TRANSLATE_NOOP("Keys", "Back to the timeline, the draft is kept"),
        text=("Esc",),
    ),
    Act("next_pane", _MOVE, QT_TRANSLATE_NOOP("Keys", "Next pane"), (), ("F6",)),
    Act("previous_pane", _MOVE, QT_TRANSLATE_NOOP("Keys", "Previous pane"), (), ("Shift+F6",)),
    Act("show_keys", _MOVE, QT_TRANSLATE_NOOP("Keys", "Show these keys"), (), ("F1",)),
)

_ARROWS: Final = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}

_IGNORED = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier


def act(id: str) -> Act:
    """The act of that id; ``KeyError`` if there is none."""
    return _by_id()[id]


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
    found = _match(event, _timeline_keys())
    return found if found and (found.repeats or not event.isAutoRepeat()) else None


def text_act(event: QKeyEvent) -> Act | None:
    """The act that this key means in the comment editor, held or not."""
    return _match(event, _text_keys())


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
        self._held = False
        self._hold_keys = {_combined(key) for key in act("hold_to_play").anywhere}
        for each in ACTS:
            for sequence in each.anywhere:
                self._add_shortcut(window, sequence, each)
        # A key that goes up travels from the focused widget to the window unless it is wanted
        window.installEventFilter(self)

    def _add_shortcut(self, window: QWidget, sequence: str, each: Act) -> None:
        shortcut = QShortcut(QKeySequence(sequence), window)
        shortcut.setAutoRepeat(each.repeats)
        if each.id == "hold_to_play":
            shortcut.activated.connect(lambda: self._set_held(True))
        else:
            shortcut.activated.connect(lambda: self.triggered.emit(each.id))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate or self._is_hold_release(event):
            self._set_held(False)
        return False

    def _is_hold_release(self, event: QEvent) -> bool:
        return (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyRelease
            and not event.isAutoRepeat()
            and event.keyCombination().toCombined() in self._hold_keys
        )

    def _set_held(self, held: bool) -> None:
        if held != self._held:
            self._held = held
            self.triggered.emit("play" if held else "pause")


def _combined(sequence: str) -> int:
    # PySide's types do not know that a sequence can be indexed
    return QKeySequence(sequence)[0].toCombined()  # type: ignore[index]


@cache
def _by_id() -> dict[str, Act]:
    return {each.id: each for each in ACTS}


@cache
def _timeline_keys() -> dict[int, Act]:
    return {_combined(key): each for each in ACTS for key in each.timeline}


@cache
def _text_keys() -> dict[int, Act]:
    return {_combined(key): each for each in ACTS for key in each.text}
