"""The keys of the presenter, the same in both of its windows; remote controls send PageUp and
PageDown (some also F5 and Esc)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

_K = Qt.Key

ACTS: Final = {
    _K.Key_Space: "go_on",
    _K.Key_Return: "go_on",
    _K.Key_Enter: "go_on",
    _K.Key_PageDown: "forward",
    _K.Key_PageUp: "back",
    _K.Key_Left: "replay",
    _K.Key_Plus: "add_stop",
    _K.Key_Equal: "add_stop",
    _K.Key_N: "notes",
    _K.Key_F11: "full_screen",
    _K.Key_Escape: "end",
}
"""``go_on`` pauses and goes on while it plays; ``forward`` then leads to the stop at once."""


def act_of(key: int) -> str | None:
    """What a key means; None for one that means nothing here."""
    return ACTS.get(Qt.Key(key))
