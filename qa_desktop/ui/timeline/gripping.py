"""Which part of which annotation lies under the mouse."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF

from qa_desktop.ui.timeline.dragging import Grip
from qa_desktop.ui.timeline.flag_painter import flag_rect
from qa_desktop.ui.timeline.flags import BADGE, Flag
from qa_desktop.ui.timeline.geometry import FLAG_ROW
from qa_desktop.ui.timeline.scene import Scene

_EDGE: Final = 4.0
"""Pixels on both sides of an edge."""
_ROOMY: Final = 2 * BADGE


def flag_at(scene: Scene, point: QPointF) -> Flag | None:
    """The flag under ``point``; the selected one lies above the others."""
    under = [
        flag
        for flag in scene.flags
        if (flag.row is not None or flag.annotation.id == scene.selected)
        and flag_rect(scene.geometry, flag).contains(point)
    ]
    return next((flag for flag in under if flag.annotation.id == scene.selected), None) or next(
        iter(under), None
    )


def grip_at(scene: Scene, point: QPointF) -> Grip | None:
    """The edges of the selected region hold over the whole height, those of the others in their
    row; a flag holds the whole."""
    at_ms = scene.view.ms_at(point.x())
    if not scene.geometry.body.contains(point):
        return None
    for flag in scene.flags:
        if flag.annotation.id == scene.selected and (grip := _edge(scene, flag, point, at_ms)):
            return grip
    under = flag_at(scene, point)
    if under is not None:
        return Grip(under.annotation, "whole", at_ms)
    in_row = [flag for flag in scene.flags if flag.row is not None and _in_row(scene, flag, point)]
    grips = (_edge(scene, flag, point, at_ms) for flag in in_row)
    return next((grip for grip in grips if grip is not None), None)


def _edge(scene: Scene, flag: Flag, point: QPointF, at_ms: int) -> Grip | None:
    """None for a moment, and between the edges of a region; the flag of a narrow one moves it."""
    mark = flag.annotation
    if mark.to_ms is None:
        return None
    start, end = scene.view.x_of(mark.at_ms), scene.view.x_of(mark.to_ms)
    on_flag = flag_rect(scene.geometry, flag).contains(point)
    if abs(point.x() - end) <= _EDGE and not (on_flag and flag.width < _ROOMY):
        return Grip(mark, "end", at_ms)
    if abs(point.x() - start) <= _EDGE and not on_flag:
        return Grip(mark, "start", at_ms)
    return None


def _in_row(scene: Scene, flag: Flag, point: QPointF) -> bool:
    top = scene.geometry.flag_top(flag.row or 0)
    return top <= point.y() <= top + FLAG_ROW
