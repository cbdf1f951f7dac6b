"""The keys of the timeline: its own acts, and those that it hands to the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QKeyEvent

from qa_desktop.ui import keys

if TYPE_CHECKING:
    from qa_desktop.ui.timeline.widget import TimelineWidget

_ZOOM: Final = 1.5


class Keyboard:
    """Turns the keys of one timeline into what they mean there."""

    def __init__(self, timeline: TimelineWidget) -> None:
        self._timeline = timeline
        self._own: dict[str, Callable[[], object]] = {
            "zoom_in": lambda: timeline.zoom(_ZOOM),
            "zoom_out": lambda: timeline.zoom(1 / _ZOOM),
            "go_start": lambda: timeline.request_seek(0),
            "go_end": lambda: timeline.request_seek(timeline.view.duration_ms),
            "next_annotation": lambda: timeline.walk(forward=True),
            "previous_annotation": lambda: timeline.walk(forward=False),
            "edit_annotation": timeline.activate_selected,
        }

    def press(self, event: QKeyEvent) -> bool:
        """False for a key that means nothing here; an act of the screen is handed on."""
        act = keys.timeline_act(event)
        if act is None:
            return False
        event.accept()
        own = self._own.get(act.id)
        if own is None:
            self._timeline.act_triggered.emit(act.id)
        else:
            own()
        return True
