"""The mouse on the timeline: seeking, scrolling, zooming, choosing and moving annotations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from qa_desktop.ui.timeline.dragging import Grip

if TYPE_CHECKING:
    from qa_desktop.ui.timeline.widget import TimelineWidget

_WHEEL_ZOOM = 1.25
_WHEEL_SCROLL = 0.15
_STARTS = 4
"""Pixels from which a press on an annotation moves it."""


@dataclass(frozen=True)
class _Drag:
    """What the pressed button does: "", "seek", "ruler", "overview" or "mark"; ``x`` was the last
    one, where a mark was taken the first."""

    kind: str = ""
    x: float = 0.0
    moved: bool = False
    grip: Grip | None = None


class Pointer:
    """Turns the events of one timeline into what they mean there."""

    def __init__(self, timeline: TimelineWidget) -> None:
        self._timeline = timeline
        self._drag = _Drag()

    def press(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        point, geometry = event.position(), self._timeline.geometry_now()
        if grip := self._timeline.grip_at(point):
            self._drag = _Drag("mark", point.x(), grip=grip)
            if self._timeline.selected != grip.annotation.id:
                self._timeline.select(grip.annotation)
        elif geometry.overview.contains(point):
            self._drag = _Drag("overview", point.x())
        elif geometry.ruler.contains(point):
            self._drag = _Drag("ruler", point.x())
        elif geometry.body.contains(point):
            self._drag = _Drag("seek", point.x())
            self._timeline.request_seek(self._timeline.view.ms_at(point.x()))

    def move(self, event: QMouseEvent) -> None:
        x, drag, timeline = event.position().x(), self._drag, self._timeline
        if drag.kind == "seek":
            timeline.request_seek(timeline.view.ms_at(x))
        elif drag.kind == "ruler":
            timeline.scroll_by((drag.x - x) * timeline.view.ms_per_pixel)
            self._drag = replace(drag, x=x, moved=True)
        elif drag.kind == "overview":
            timeline.scroll_by((x - drag.x) * timeline.view.duration_ms / timeline.width())
            self._drag = replace(drag, x=x, moved=True)
        elif drag.grip is not None:
            if drag.moved or abs(x - drag.x) >= _STARTS:
                self._drag = replace(drag, moved=True)
                free = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                timeline.drag(drag.grip, timeline.view.ms_at(x), snaps=not free)
        else:
            self._show_cursor(event.position())

    def release(self) -> None:
        """A click in the overview goes there; a drag has moved its window already."""
        drag, self._drag = self._drag, _Drag()
        timeline = self._timeline
        if drag.grip is not None and drag.moved:
            timeline.drop()
        elif drag.kind == "overview" and not drag.moved:
            duration = timeline.view.duration_ms
            target = round(drag.x / timeline.width() * duration)
            timeline.go_to(min(max(target, 0), duration))

    def give_up(self) -> bool:
        """Put back what is being moved; False when nothing is."""
        is_moving = self._drag.grip is not None
        if is_moving:
            self._drag = _Drag()
            self._timeline.take_back()
        return is_moving

    def double_click(self, event: QMouseEvent) -> None:
        if flag := self._timeline.flag_at(event.position()):
            self._timeline.annotation_activated.emit(flag.annotation.id)

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom at the cursor; with Ctrl or Shift, or sideways, scroll."""
        delta, timeline = event.angleDelta(), self._timeline
        scrolls = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if scrolls or abs(delta.x()) > abs(delta.y()):
            notches = (delta.x() or delta.y()) / 120
            timeline.scroll_by(-notches * _WHEEL_SCROLL * timeline.view.span_ms)
        else:
            factor = _WHEEL_ZOOM ** (delta.y() / 120)
            timeline.show_view(timeline.view.zoomed(factor, event.position().x()))
        event.accept()

    def _show_cursor(self, point: QPointF) -> None:
        on_ruler = self._timeline.geometry_now().ruler.contains(point)
        shape = Qt.CursorShape.OpenHandCursor if on_ruler else Qt.CursorShape.ArrowCursor
        if grip := self._timeline.grip_at(point):
            is_edge = grip.part != "whole"
            shape = Qt.CursorShape.SizeHorCursor if is_edge else Qt.CursorShape.PointingHandCursor
        self._timeline.setCursor(shape)
