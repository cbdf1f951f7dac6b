"""The font of the timeline, and what was measured of it once."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout

_MOST: Final = 4_096
_SAMPLE: Final = "国g"
"""Chinese and Latin: a line has room for both."""


@dataclass(frozen=True, eq=False)
class Face:
    """A font with its ``key``, for what is made once for each; figures in logical pixels."""

    font: QFont
    key: str
    ascent: int
    descent: int
    _widths: dict[str, float] = field(default_factory=dict)

    @staticmethod
    def of(font: QFont) -> Face:
        layout = QTextLayout(_SAMPLE, font)
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        return Face(font, font.key(), math.ceil(line.ascent()), math.ceil(line.descent()))

    @property
    def baseline(self) -> float:
        """From the middle of words down to the line on which they stand."""
        return (self.ascent - self.descent) / 2

    @cached_property
    def metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.font)

    def width_of(self, text: str) -> float:
        """Of the words in one line."""
        width = self._widths.get(text)
        if width is None:
            if len(self._widths) >= _MOST:
                self._widths.clear()
            width = self._widths[text] = self.metrics.horizontalAdvance(text)
        return width
