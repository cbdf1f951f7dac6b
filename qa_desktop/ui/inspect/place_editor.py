"""The words of an annotation, typed where its flag stands on the timeline."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QVBoxLayout

from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.comment_text import CommentText
from qa_desktop.ui.inspect.remark_chooser import RemarkChooser
from qa_desktop.ui.timeline import TimelineWidget
from qa_desktop.ui.timeline.spoken import kind_name

_WIDTH = 320
_EDGE = 4
_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Another window or a menu has the keyboard for a while."""


class PlaceEditor(QFrame):
    """Over the flag, and moves with it; knows input methods, remarks and keys as the editor below
    the list does."""

    draft_changed = Signal(str)
    """On each change by the person."""
    saved = Signal(str)
    """Enter: the words, as they are."""
    left = Signal()
    """Esc: back to the timeline; what was typed stays a draft."""
    abandoned = Signal()
    """The person has gone elsewhere with mouse or Tab; the same without the keyboard."""
    competency_requested = Signal(int)
    """The digit of its key."""

    def __init__(self, timeline: TimelineWidget) -> None:
        super().__init__(timeline)
        self.setObjectName("place_editor")
        self._timeline = timeline
        self._annotation: str | None = None
        self._loading = False
        self._chooser = RemarkChooser(self)
        self._text = CommentText(self._chooser, self)
        self._text.setObjectName("place_text")
        self._text.textChanged.connect(self._on_text)
        self._text.save_requested.connect(lambda: self.saved.emit(self.text()))
        self._text.leave_requested.connect(self.left)
        self._text.competency_requested.connect(self.competency_requested)
        self._text.installEventFilter(self)
        self._chooser.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._text)
        column.addWidget(self._chooser)
        self.setFocusProxy(self._text)
        # what means nothing here must not mean something to the timeline below
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        timeline.view_changed.connect(self._place)
        self.hide()
        self.retranslate()

    def begin(self, annotation: str, kind: str, text: str) -> None:
        """Take the keyboard; the cursor at the end."""
        self._annotation = annotation
        self._loading = True
        self._text.setPlainText(text)
        self._loading = False
        self.set_kind(kind)
        self._text.moveCursor(QTextCursor.MoveOperation.End)
        self.show()
        self.raise_()
        self._place()
        self._text.setFocus()

    def close_comment(self) -> None:
        if self._annotation is not None:
            self._annotation = None
            self.hide()

    def set_kind(self, kind: str) -> None:
        self._text.setAccessibleDescription(kind_name(kind))

    def set_remarks(self, remarks: Mapping[str, str]) -> None:
        self._text.set_remarks(remarks)

    @property
    def is_open(self) -> bool:
        return self._annotation is not None

    def text(self) -> str:
        return self._text.toPlainText()

    def retranslate(self) -> None:
        self._text.setAccessibleName(translate("PlaceEditor", "Words of the annotation"))
        self._text.setPlaceholderText(translate("PlaceEditor", "What did you hear?"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field grows with its lines; losing the keyboard ends the editing."""
        kind = event.type()
        if kind in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._place()
        elif isinstance(event, QFocusEvent) and event.lostFocus() and self._is_left(event):
            self.abandoned.emit()
        return False

    def _is_left(self, event: QFocusEvent) -> bool:
        return self.isVisible() and event.reason() not in _STAYS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _on_text(self) -> None:
        if not self._loading:
            self.draft_changed.emit(self.text())

    def _place(self) -> None:
        """At the flag, all of it inside the timeline; where the flag is out of view it stays."""
        if self._annotation is None:
            return
        room = self._timeline.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        width = min(_WIDTH, room.width())
        chooser = 0 if self._chooser.isHidden() else self._chooser.height()
        height = min(self._text.height() + chooser, room.height())
        box = self._timeline.flag_box(self._annotation)
        corner = self.pos() if box is None else box.topLeft().toPoint()
        x = max(min(corner.x(), room.right() - width + 1), room.left())
        y = max(min(corner.y(), room.bottom() - height + 1), room.top())
        self.setGeometry(x, y, width, height)
