"""How long a frame of the timeline takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPixmap, QRegion

from qa_desktop.ui.timeline.widget import TimelineWidget

_FRAMES = 60


@dataclass(frozen=True)
class FrameTime:
    """Milliseconds of the frames of one movement."""

    median_ms: float
    worst_ms: float


def measure_frame(
    widget: TimelineWidget, frames: int = _FRAMES, clock: Callable[[], float] = perf_counter
) -> dict[str, FrameTime]:
    """Times of ``scroll``, ``zoom`` and ``playhead`` frames of this widget as it is now.

    ``clock`` counts seconds (``time.thread_time`` where a busy machine must not count).

    Each frame is the whole work from the change to the last painted pixel, into a pixmap of the
    widget's size and scaling; a playhead frame paints its strip, as on screen. The view and the
    position are put back afterwards.
    """
    target = QPixmap(widget.size() * widget.devicePixelRatioF())
    target.setDevicePixelRatio(widget.devicePixelRatioF())
    view, position = widget.view, widget.position_ms
    widget.zoom(4.0)
    whole = QRegion(widget.rect())
    span = widget.view.span_ms

    def scroll(n: int) -> QRegion:
        widget.scroll_by(span / frames if n % 2 else -span / (2 * frames))
        return whole

    def zoom(n: int) -> QRegion:
        widget.zoom(1.1 if n % 4 < 2 else 1 / 1.1)
        return whole

    def playhead(n: int) -> QRegion:
        at = round(widget.view.start_ms + span * n / frames)
        widget.set_position(at)
        x = round(widget.view.x_of(at))
        return QRegion(QRect(x - 9, 0, 18, widget.height()))

    times = {
        name: _time(widget, target, frames, move, clock)
        for name, move in (("scroll", scroll), ("zoom", zoom), ("playhead", playhead))
    }
    widget.set_position(position)
    widget.show_view(view)
    return times


def _time(
    widget: TimelineWidget,
    target: QPixmap,
    frames: int,
    move: Callable[[int], QRegion],
    clock: Callable[[], float],
) -> FrameTime:
    taken = []
    for n in range(frames):
        begun = clock()
        region = move(n)
        widget.render(target, QPoint(), region)
        taken.append((clock() - begun) * 1_000)
    return FrameTime(median(taken), max(taken))
