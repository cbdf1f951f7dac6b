"""Which part of a call is looked at, and whether it goes along with the playhead."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.timeline.follow_sign import FollowSign
from qa_desktop.ui.timeline.viewport import Viewport


class LookingWidget(QWidget):
    """A widget that shows a part of a call, with a sign for the way back to the playhead.

    Who derives from it paints: ``_invalidate`` is called when another part is to be seen.
    """

    view_changed = Signal()
    """Scrolled, zoomed or resized: what stands at a place of the call stands elsewhere."""

    def __init__(self, view: Viewport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._position_ms = 0
        self._follows = True
        self._sign = FollowSign(self)
        self._sign.clicked.connect(self.follow)

    @property
    def position_ms(self) -> int:
        return self._position_ms

    @property
    def view(self) -> Viewport:
        """What the lanes show now."""
        return self._view

    @property
    def follows(self) -> bool:
        """Whether the view turns its page when the playhead reaches the end of it."""
        return self._follows

    def follow(self) -> None:
        """Bring the playhead into view and keep it there, until the person scrolls away."""
        self._set_view(self._view.following(self._position_ms))
        self._set_follows(True)

    def zoom(self, factor: float) -> None:
        """About the playhead where it is in view, else about the middle."""
        seen = self._view.shows(self._position_ms)
        x = self._view.x_of(self._position_ms) if seen else self.width() / 2
        self.show_view(self._view.zoomed(factor, x))

    def scroll_by(self, delta_ms: float) -> None:
        self.show_view(self._view.scrolled(delta_ms))

    def show_view(self, view: Viewport) -> None:
        """The person looks here: playback does not pull it back while the playhead is out."""
        self._set_view(view)
        self._set_follows(self._view.shows(self._position_ms))

    def _set_view(self, view: Viewport) -> None:
        if view != self._view:
            longer = view.duration_ms != self._view.duration_ms
            self._view = view
            self._invalidate(overview=longer)
            self.view_changed.emit()

    def _set_follows(self, follows: bool) -> None:
        self._follows = follows
        self._sign.show_state(self._view, self._position_ms, follows=follows)

    def _invalidate(self, overview: bool = False, *, head: bool = True) -> None:
        """What is painted is out of date; see ``canvas.Canvas.drop``."""
        raise NotImplementedError
