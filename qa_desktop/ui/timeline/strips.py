"""What a moving playhead leaves to be painted anew."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QRect, QSize

from qa_desktop.ui.timeline.viewport import Viewport

_REACH: Final = 8
"""Half of the playhead's handle and its soft edges."""


def strips(
    view: Viewport, size: QSize, before_ms: int, after_ms: int, *, whole_way: bool
) -> Iterator[QRect]:
    """Where the playhead was and is, in the lanes and in the overview; ``whole_way``: all between
    them too, where a region that has begun grows with it."""
    duration = view.duration_ms or 1
    places = [_strip(view.x_of(ms), size) for ms in (before_ms, after_ms)]
    yield from places
    for ms in (before_ms, after_ms):
        yield _strip(ms / duration * size.width(), size)
    if whole_way:
        yield places[0].united(places[1])


def _strip(x: float, size: QSize) -> QRect:
    return QRect(math.floor(x) - _REACH, 0, 2 * _REACH + 1, size.height())
