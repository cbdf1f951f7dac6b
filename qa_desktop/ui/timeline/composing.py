"""Makes a scene out of what the timeline shows: what lies where, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize

from qa_desktop.ui import theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.timeline import painters
from qa_desktop.ui.timeline.face import Face
from qa_desktop.ui.timeline.flags import first_line, lay_out
from qa_desktop.ui.timeline.geometry import Geometry
from qa_desktop.ui.timeline.scene import Hearing, Scene
from qa_desktop.ui.timeline.source import PeakSource, SampleSource
from qa_desktop.ui.timeline.track import AnnotationTrack
from qa_desktop.ui.timeline.viewport import Viewport

_AIR: Final = 10


@dataclass(frozen=True)
class Shown:
    """What the timeline was told to show, before anything has a place."""

    source: PeakSource | None
    samples: SampleSource | None
    gain: float
    track: AnnotationTrack
    view: Viewport
    lane_names: tuple[str, ...]
    selected: str | None
    open_region_ms: int | None
    position_ms: int
    focused: bool
    hearing: Hearing


def compose(shown: Shown, face: Face, size: QSize, ratio: float) -> Scene:
    """``size`` in logical pixels; ``ratio`` is device pixels per logical pixel."""
    channels = 0 if shown.source is None else min(shown.source.channels, 2)
    names = shown.lane_names if channels == 2 else ()
    geometry = Geometry.of(size.width(), size.height(), channels)
    return Scene(
        geometry=geometry,
        view=shown.view,
        colors=theme.current(),
        face=face,
        ratio=ratio,
        source=shown.source,
        samples=shown.samples,
        gain=shown.gain,
        lane_names=names,
        flags=lay_out(
            shown.track,
            shown.view,
            lambda each: face.width_of(first_line(each.text)) + _AIR,
            painters.lane_name_size(face, names[0]).width() if names else 0,
            geometry.flag_rows,
        ),
        selected=shown.selected,
        open_region_ms=shown.open_region_ms,
        position_ms=shown.position_ms,
        hint=_hint(shown.source),
        focused=shown.focused,
        hearing=shown.hearing,
    )


def _hint(source: PeakSource | None) -> str:
    """Said where there are no waves (yet)."""
    if source is None:
        return translate("Timeline", "No recording: the stopwatch stamps your annotations.")
    share = source.ready_ms * 100 // max(source.duration_ms, 1)
    return translate("Timeline", "Reading the audio… {percent} %").format(percent=share)
