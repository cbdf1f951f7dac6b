"""Frames of the timeline: a call of two hours with 500 annotations, scrolled, zoomed and played.

A frame is all the work from the change to the last painted pixel, into a picture of the size of
the widget. What counts is how long it takes; beside it, without a goal, stands what it takes of
processors (``…_processor``, of all threads: Qt fills some shapes with several), which says whether
the machine had something else to do meanwhile. Every frame of one single run counts, the first one
of a movement too. The sound has its bands: silence, overtalk, music. Entries as in ``bench_ui``.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
import wave
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from qa_desktop.audio.cache import prepare
from qa_desktop.audio.samples import Samples
from qa_desktop.domain.annotations import KINDS, Annotation
from qa_desktop.domain.talk import Band, BandKind
from qa_desktop.services.bench import Entry, entry
from qa_desktop.ui import theme
from qa_desktop.ui.bench_ui import platform_of_screen
from qa_desktop.ui.timeline import TimelineWidget
from qa_desktop.ui.timeline.dragging import Grip
from qa_desktop.ui.timeline.scene import Hearing
from qa_desktop.ui.timeline.viewport import Viewport

FRAME_GOAL_MS: Final = 8
_MINUTES: Final = 120
_ANNOTATIONS: Final = 500
_FRAMES: Final = 300
_SIZE: Final = QSize(1440, 560)
"""Of the timeline in a window that fills a screen of 1920×1080."""
_RATE: Final = 8_000
_STRIP: Final = 18


class Frame(NamedTuple):
    """Milliseconds: until it was painted, and of all processors meanwhile."""

    wall: float
    processor: float


def bench_timeline(minutes: int = _MINUTES, frames: int = _FRAMES) -> list[Entry]:
    """The 99th percentile and the slowest frame of each movement; at two device pixels per pixel
    for comparison, without a goal. Needs 115 MB of temporary space for two hours."""
    os.environ.update(platform_of_screen())
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101
    theme.apply(application, "light")
    gc.disable()  # as the window does, which collects when it is idle
    with tempfile.TemporaryDirectory(prefix="qa-desktop-bench-") as name:
        widget = _loaded(_write_call(Path(name, "call.wav"), minutes), Path(name))
        plain = measure_frames(widget, frames, ratio=1.0)
        fine = measure_frames(widget, frames, ratio=2.0)
        widget.deleteLater()
    found = []
    for move, taken in plain.items():
        wall, processor = [each.wall for each in taken], [each.processor for each in taken]
        name = f"timeline_{move}"
        found.append(entry(f"{name}_p99", p99(wall), "ms", None, FRAME_GOAL_MS))
        found.append(entry(f"{name}_p99_processor", p99(processor), "ms", None))
        found.append(entry(f"{name}_median", median(wall), "ms", None))
        found.append(entry(f"{name}_slowest", max(wall), "ms", None))
        found.append(entry(f"{name}_p99_at_200", p99([e.wall for e in fine[move]]), "ms", None))
    return found


def p99(taken: list[float]) -> float:
    return sorted(taken)[min(int(0.99 * len(taken)), len(taken) - 1)]


def measure_frames(
    widget: TimelineWidget, frames: int, *, ratio: float | None = None
) -> dict[str, list[Frame]]:
    """The frames of each movement of this widget as it is now.

    Scrolling at five depths, zooming from the whole call to single samples and back, playing on,
    dragging the first region. View, position and annotations are put back afterwards.
    """
    ratio = ratio or widget.devicePixelRatioF()
    target = QPixmap(widget.size() * ratio)
    target.setDevicePixelRatio(ratio)
    view, position = widget.view, widget.position_ms
    widget.render(target, QPoint(), QRegion(widget.rect()))  # the call has been opened
    moves = {"scroll": _scroll, "zoom": _zoom, "playhead": _play, "drag": _drag}
    taken: dict[str, list[Frame]] = {}
    for name, move in moves.items():
        widget.show_view(view)
        steps = move(widget, frames)
        taken[name] = []
        while True:
            wall, processor = time.perf_counter(), time.process_time()
            region = next(steps, None)
            if region is None:
                break
            widget.render(target, QPoint(), region, QWidget.RenderFlag.DrawChildren)
            used = time.process_time() - processor
            taken[name].append(Frame((time.perf_counter() - wall) * 1_000, used * 1_000))
    widget.set_position(position)
    widget.show_view(view)
    return taken


def _scroll(widget: TimelineWidget, frames: int) -> Iterator[QRegion]:
    """A fortieth of what is seen with each frame, on and back."""
    whole, duration = QRegion(widget.rect()), widget.view.duration_ms
    depths = [span for span in (duration / 2, 80_000, 5_000, 500, 50) if span < duration]
    for span in depths:
        widget.show_view(Viewport(duration, widget.width(), duration / 3, span).clamped())
        for n in range(frames // len(depths)):
            widget.scroll_by(span / 40 if n % 50 < 25 else -span / 40)
            yield whole


def _zoom(widget: TimelineWidget, frames: int) -> Iterator[QRegion]:
    whole, duration = QRegion(widget.rect()), widget.view.duration_ms
    widget.show_view(Viewport(duration, widget.width(), 0, duration))
    widget.set_position(duration // 2)
    factor = (duration / 5) ** (2 / max(frames, 2))
    for n in range(frames):
        widget.zoom(factor if n < frames / 2 else 1 / factor)
        yield whole


def _play(widget: TimelineWidget, frames: int) -> Iterator[QRegion]:
    """Sixteen milliseconds on with each frame, in a view that need not turn the page."""
    start = round(widget.view.start_ms)
    for n in range(frames):
        at = start + n * 16
        widget.set_position(at)
        x = round(widget.view.x_of(at))
        yield QRegion(QRect(x - _STRIP // 2, 0, _STRIP, widget.height()))


def _drag(widget: TimelineWidget, frames: int) -> Iterator[QRegion]:
    """A region to the right, four pixels with each frame; put back in the end."""
    whole, view = QRegion(widget.rect()), widget.view
    flags = widget.flags_in_view()
    mark = next((each.annotation for each in flags if each.annotation.to_ms is not None), None)
    if mark is None:
        return
    grip = Grip(mark, "whole", mark.at_ms)
    for n in range(frames):
        widget.drag(grip, mark.at_ms + round(n % 200 * 4 * view.ms_per_pixel), snaps=True)
        yield whole
    widget.take_back()


def _loaded(call: Path, cache: Path) -> TimelineWidget:
    prepared = prepare(call, "0" * 64, cache)
    widget = TimelineWidget()
    widget.resize(_SIZE)
    widget.set_source(prepared.peaks)
    widget.set_samples(Samples(prepared.playable))
    widget.set_hearing(Hearing(made_up_bands(prepared.duration_ms)))
    widget.set_annotations(made_up_annotations(prepared.duration_ms, _ANNOTATIONS))
    widget.set_selected("7")
    return widget


def made_up_annotations(duration_ms: int, count: int) -> list[Annotation]:
    """Spread over the call, two thirds regions, every fifth of them long enough to overlap."""
    step = duration_ms // count
    return [
        Annotation(
            str(n),
            n * step,
            None if n % 3 == 0 else n * step + (step * 3 if n % 5 == 0 else step // 2),
            KINDS[n % 4],
            f"客户问了{n}遍才答到点上 the customer had to ask {n} times",
        )
        for n in range(count)
    ]


def made_up_bands(duration_ms: int) -> tuple[Band, ...]:
    """One every fifteen seconds: silence on one lane or the other, overtalk, music on both."""
    kinds: tuple[tuple[BandKind, int | None], ...] = (
        ("silence", 0),
        ("overtalk", None),
        ("silence", 1),
        ("music", None),
    )
    return tuple(
        Band(at, min(at + 2_000 + n % 7 * 1_000, duration_ms), *kinds[n % 4])
        for n, at in enumerate(range(0, duration_ms, 15_000))
    )


def _write_call(path: Path, minutes: int) -> Path:
    """Two channels of noise in turns, 8 bits to be quick on the disk, the same every time."""
    random = np.random.default_rng(1)
    loudness = np.repeat(random.uniform(0, 60, (120, 2)), _RATE // 2, axis=0)
    minute = (random.standard_normal((_RATE * 60, 2)) * loudness / 2 + 128).clip(0, 255)
    content = minute.astype(np.uint8).tobytes()
    with wave.open(str(path), "wb") as writer:
        writer.setparams((2, 1, _RATE, 0, "NONE", ""))
        for _ in range(minutes):
            writer.writeframesraw(content)
    return path
