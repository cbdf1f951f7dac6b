"""The colours of the dark room (``mock/presenter``): the same whatever the theme of the window is,
as nobody wants a white wall in a dark room. Contrast of every text on its ground is ≥ 4.5."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QColor

GROUND: Final = "#11151b"
INK: Final = "#e9edf3"
MUTED: Final = "#93a0b3"
HEARD: Final = "#5b8def"
AHEAD: Final = "#3a4453"
STOP: Final = {"strength": "#34b06f", "weakness": "#e59a3a", "question": "#5b8def"}
CARD: Final = {
    "strength": ("#12291d", "#5fd394"),
    "weakness": ("#2d2110", "#f0b566"),
    "question": ("#14223c", "#8fb4ff"),
}
"""Ground of a card and the colour of its name."""


def color(name: str, alpha: float = 1.0) -> QColor:
    made = QColor(name)
    made.setAlphaF(alpha)
    return made
