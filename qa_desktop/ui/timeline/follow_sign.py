"""Says that the view stands still while the playhead is elsewhere, and leads back to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from qa_desktop.ui import keys
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.timeline.geometry import OVERVIEW_HEIGHT
from qa_desktop.ui.timeline.viewport import Viewport

_MARGIN = 4


class FollowSign(QPushButton):
    """At the edge behind which the playhead is; hidden while the view follows it."""

    def __init__(self, timeline: QWidget) -> None:
        super().__init__(timeline)
        self.setObjectName("follow_sign")
        # a click must not take the keyboard from the timeline
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._is_before = False
        keys.in_force.changed.connect(self.retranslate)
        self.hide()

    def show_state(self, view: Viewport, position_ms: int, *, follows: bool) -> None:
        """Cheap enough for every frame."""
        is_before = position_ms < view.start_ms
        if not follows and (self.isHidden() or is_before != self._is_before):
            self._is_before = is_before
            self.retranslate()
        if self.isHidden() != follows:
            self.setVisible(not follows)

    def retranslate(self) -> None:
        words, key = translate("Timeline", "Back to the playhead"), keys.key_of("follow")
        self.setAccessibleName(words)
        said = f"{words}  {key}" if key else words
        self.setText(f"←  {said}" if self._is_before else f"{said}  →")
        self.setToolTip(translate("Timeline", "The view does not follow the playhead now"))
        self.place()

    def place(self) -> None:
        """At its edge of the ruler; called when the timeline has another width."""
        self.adjustSize()
        right = self.parentWidget().width() - self.width() - _MARGIN
        self.move(_MARGIN if self._is_before else right, OVERVIEW_HEIGHT + _MARGIN)
