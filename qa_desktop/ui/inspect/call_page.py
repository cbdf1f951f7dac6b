"""The panes of the Inspect screen and their places; what they do is wired in ``view``."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.ui.inspect.annotation_list import AnnotationList
from qa_desktop.ui.inspect.call_header import CallHeader
from qa_desktop.ui.inspect.card_panel import CardPanel
from qa_desktop.ui.inspect.comment_editor import CommentEditor
from qa_desktop.ui.inspect.mark_filter_bar import MarkFilterBar
from qa_desktop.ui.inspect.place_editor import PlaceEditor
from qa_desktop.ui.inspect.player_bar import PlayerBar
from qa_desktop.ui.inspect.scoring import Scoring
from qa_desktop.ui.inspect.sound_bar import SoundBar
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.timeline import TimelineWidget

_GAP = 8


class CallPage(QWidget):
    """Header above; timeline over annotations on the left, the card on the right."""

    def __init__(
        self,
        desk: Desk,
        scoring: Scoring,
        cards: Sequence[ScorecardVersion],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.header = CallHeader(self)
        # Each part is made where it stays: moved to another parent all in it is styled anew
        self._body = _splitter(Qt.Orientation.Horizontal, "body_splitter", self)
        self._left = _splitter(Qt.Orientation.Vertical, "left_splitter", self._body)
        upper, lower = _pane(self._left), _pane(self._left)
        self.timeline = TimelineWidget(upper)
        self.place_editor = PlaceEditor(self.timeline)
        self.bar = PlayerBar(upper)
        self.timeline.view_changed.connect(self._on_view)
        self.sound_bar = SoundBar(upper)
        self.filter_bar = MarkFilterBar(lower)
        self.list = AnnotationList(lower)
        self.editor = CommentEditor(lower)
        self.card = CardPanel(desk, scoring, cards, self._body)
        upper_parts = [self.timeline, self.bar, self.sound_bar]
        _stack(upper, upper_parts, 12, 8, grows=self.timeline)
        _stack(lower, [self.filter_bar, self.list, self.editor], 1, 0, grows=self.list)
        for splitter in (self._left, self._body):
            splitter.setStretchFactor(0, 1)
            splitter.setStretchFactor(1, 0)
        self._left.setSizes([480, 210])
        self._body.setSizes([840, 430])
        column = QVBoxLayout(self)
        column.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        column.setSpacing(_GAP)
        column.addWidget(self.header)
        column.addWidget(self._body, 1)

    def _on_view(self) -> None:
        self.bar.set_fine(self.timeline.view.is_fine)

    def panes(self) -> list[QWidget]:
        """The stops of F6, in order."""
        rows = self.card.rows
        return [self.timeline, self.list, self.editor, rows, rows.feedback.strengths]

    def keep_layout(self, preferences: Preferences) -> None:
        """Store the sizes whenever the person moves a splitter, and take up the stored ones."""
        for splitter in (self._left, self._body):
            name = splitter.objectName()
            stored = preferences.remembered_bytes(name)
            if not stored.isEmpty():
                splitter.restoreState(stored)
            splitter.splitterMoved.connect(
                lambda *_, splitter=splitter, name=name: preferences.remember_bytes(
                    name, splitter.saveState()
                )
            )


def _splitter(orientation: Qt.Orientation, name: str, parent: QWidget) -> QSplitter:
    """What is made in it gets its place in it, in that order."""
    splitter = QSplitter(orientation, parent)
    splitter.setObjectName(name)
    splitter.setHandleWidth(_GAP)
    splitter.setChildrenCollapsible(False)
    return splitter


def _pane(parent: QWidget) -> QFrame:
    frame = QFrame(parent)
    frame.setProperty("role", "pane")
    return frame


def _stack(
    frame: QFrame, parts: list[QWidget], margin: int, spacing: int, *, grows: QWidget
) -> None:
    column = QVBoxLayout(frame)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(spacing)
    for part in parts:
        column.addWidget(part, int(part is grows))
