"""Everything that one frame of the timeline is painted from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, get_args

import numpy as np
from PySide6.QtGui import QColor, QFont

from qa_desktop.domain.clips import Span
from qa_desktop.domain.talk import Band, BandKind, Side
from qa_desktop.ui import theme
from qa_desktop.ui.timeline.face import Face
from qa_desktop.ui.timeline.flags import Flags
from qa_desktop.ui.timeline.geometry import Geometry
from qa_desktop.ui.timeline.source import PeakSource, SampleSource
from qa_desktop.ui.timeline.viewport import Viewport
from qa_desktop.ui.timeline.waves import Ink

BAND_KINDS: Final[tuple[BandKind, ...]] = get_args(BandKind)


class BandRow(NamedTuple):
    """Bands that are drawn in one row, with their times and kinds (places in ``BAND_KINDS``)."""

    bands: list[Band]
    starts: np.ndarray
    ends: np.ndarray
    kinds: np.ndarray


@dataclass(frozen=True)
class Hearing:
    """What was found in the sound, and how it is heard."""

    bands: tuple[Band, ...] = ()
    side: Side = "both"
    loop: Span | None = None

    @cached_property
    def rows(self) -> list[BandRow]:
        """Those at the foot of each lane, and talking at once between the lanes."""
        places: dict[tuple[int | None, bool], list[Band]] = {}
        for band in self.bands:
            places.setdefault((band.channel, band.kind == "overtalk"), []).append(band)
        return [
            BandRow(
                row,
                np.array([band.from_ms for band in row], np.float64),
                np.array([band.to_ms for band in row], np.float64),
                np.array([BAND_KINDS.index(band.kind) for band in row]),
            )
            for row in places.values()
        ]


@dataclass(frozen=True)
class Scene:
    """A snapshot; the painters read it and change nothing."""

    geometry: Geometry
    view: Viewport
    colors: theme.Palette
    face: Face
    ratio: float
    source: PeakSource | None
    samples: SampleSource | None
    gain: float
    lane_names: tuple[str, ...]
    flags: Flags
    selected: str | None
    open_region_ms: int | None
    position_ms: int
    hint: str
    focused: bool
    hearing: Hearing = Hearing()

    @property
    def font(self) -> QFont:
        return self.face.font

    @cached_property
    def look(self) -> str:
        """Of all that is painted once and copied: another theme or font is another one."""
        return f"{self.colors.name} {self.face.key}"


def lane_inks(colors: theme.Palette) -> tuple[Ink, Ink]:
    """Agent in the accent, customer in grey: told apart by their names and places too."""
    return (
        _ink(colors.wave_agent, colors.pane),
        _ink(colors.wave_customer, colors.pane),
    )


def _ink(color: str, ground: str) -> Ink:
    """Peaks stand back behind the body of the sound; opaque colours paint faster than veils."""
    return Ink(QColor(color), mixed(QColor(color), QColor(ground), 0.68))


def mixed(color: QColor, ground: QColor, share: float) -> QColor:
    """``share`` of ``color`` over ``ground``."""
    rest = 1 - share
    return QColor.fromRgbF(
        color.redF() * share + ground.redF() * rest,
        color.greenF() * share + ground.greenF() * rest,
        color.blueF() * share + ground.blueF() * rest,
    )


def veiled(color: QColor, alpha: float) -> QColor:
    """The colour, translucent."""
    copy = QColor(color)
    copy.setAlphaF(alpha)
    return copy
