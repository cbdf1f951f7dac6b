"""Where the parts of the timeline lie in the widget, in logical pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF

from qa_desktop.ui.timeline.flags import ROWS

OVERVIEW_HEIGHT: Final = 40
RULER_HEIGHT: Final = 26
FLAG_ROW: Final = 22
_GAP: Final = 8
_LANE_GAP: Final = 8
_FLAGS_SHARE: Final = 0.35
_MOST_ROWS: Final = 4


@dataclass(frozen=True)
class Geometry:
    """Overview, ruler, body (annotations over lanes), all as wide as the widget."""

    overview: QRectF
    ruler: QRectF
    body: QRectF
    lanes: tuple[QRectF, ...]

    @staticmethod
    def of(width: float, height: float, channels: int) -> Geometry:
        overview = QRectF(0, 0, width, OVERVIEW_HEIGHT)
        ruler = QRectF(0, overview.bottom() + _GAP, width, RULER_HEIGHT)
        body = QRectF(0, ruler.bottom(), width, max(height - ruler.bottom(), 1.0))
        return Geometry(overview, ruler, body, _lanes(body, channels))

    @property
    def flag_rows(self) -> int:
        """Rows of flags over the lanes: three, more where they leave most of the body free."""
        return min(max(int(self.body.height() * _FLAGS_SHARE / FLAG_ROW), ROWS), _MOST_ROWS)

    def flag_top(self, row: int) -> float:
        return self.body.top() + 4 + row * FLAG_ROW


def _lanes(body: QRectF, channels: int) -> tuple[QRectF, ...]:
    """Below the first row of flags, one under the other."""
    if channels == 0:
        return ()
    top = body.top() + FLAG_ROW + 4
    height = max((body.bottom() - top - _LANE_GAP * (channels - 1)) / channels, 1.0)
    return tuple(
        QRectF(body.left(), top + n * (height + _LANE_GAP), body.width(), height)
        for n in range(channels)
    )
