"""The words of an annotation: typed in a field that grows, never lost, saved with Enter."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from qa_desktop.domain.durations import format_position
from qa_desktop.ui import keys
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.comment_text import CommentText
from qa_desktop.ui.inspect.competency_chooser import CompetencyChooser
from qa_desktop.ui.inspect.key_hint import KeyLabel
from qa_desktop.ui.inspect.kind_chooser import KindChooser
from qa_desktop.ui.inspect.remark_chooser import RemarkChooser
from qa_desktop.ui.timeline.spoken import kind_name

_TEXT_COLUMN = 2
_ROOMY = 560
"""Pixels from which there is room to say what Enter does."""
_ROOM_FOR_KINDS = 720


class CommentEditor(QWidget):
    """Time, letter, words, competency, the key that saves: ``02:13.4 [Q] […] Detail Enter``."""

    draft_changed = Signal(str)
    """On each change by the person; what is programmatically set is no draft."""
    saved = Signal(str)
    """Enter: the words, as they are; save them and go on."""
    left = Signal()
    """Esc: back to the timeline; the draft stays in the field."""
    kind_chosen = Signal(str)
    """By mouse; keys come as acts of the window."""
    competency_chosen = Signal(object)
    """A code, or None: what the person chose is a draft as well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comment_editor")
        self._at_ms: int | None = None
        self._kind = "note"
        self._loading = False
        self._time = QLabel(self)
        self._time.setProperty("role", "muted")
        self._kinds = KindChooser(self)
        self._chooser = RemarkChooser(self)
        self._text = CommentText(self._chooser, self)
        self._competency = CompetencyChooser(self)
        self._enter = KeyLabel("save_comment", self)
        self._hint = QLabel(self)
        self._hint.setProperty("role", "muted")
        self._text.textChanged.connect(self._on_text_changed)
        self._text.cursorPositionChanged.connect(self._show_hint)
        self._text.save_requested.connect(lambda: self.saved.emit(self.text()))
        self._text.leave_requested.connect(self.left)
        self._text.competency_requested.connect(self._competency.choose)
        self._competency.chosen.connect(self._on_competency)
        self._kinds.chosen.connect(self.kind_chosen)
        self._text.code_unknown.connect(self._say_unknown)
        self._lay_out()
        self.setFocusProxy(self._text)
        self.close_comment()

    def begin(self, at_ms: int, kind: str, text: str = "", competency: str | None = None) -> None:
        """Edit the words of the mark at ``at_ms`` and take the keyboard; the cursor at the end."""
        self.hold(at_ms, kind, text, competency)
        self._text.setFocus()

    def hold(self, at_ms: int, kind: str, text: str, competency: str | None) -> None:
        """The same for words that wait here, without the keyboard."""
        self._at_ms, self._kind = at_ms, kind
        self._competency.set_competency(competency)
        self._load(text)
        self._text.setEnabled(True)
        self._show_mark()
        self._text.moveCursor(QTextCursor.MoveOperation.End)

    def close_comment(self) -> None:
        """Nothing is being edited: the field is empty and waits for a mark."""
        self._at_ms = None
        self._load("")
        self._text.setEnabled(False)
        self._show_mark()

    def set_kind(self, kind: str) -> None:
        """The mark became another kind while its words are being typed."""
        self._kind = kind
        self._show_mark()

    @property
    def is_open(self) -> bool:
        return self._at_ms is not None

    def text(self) -> str:
        return self._text.toPlainText()

    def set_remarks(self, remarks: Mapping[str, str]) -> None:
        """Reusable remarks 常用评语: short code (without the slash) → words."""
        self._text.set_remarks(remarks)

    def retranslate(self) -> None:
        self._text.setAccessibleName(translate("CommentEditor", "Comment"))
        self._enter.retranslate()
        self._show_mark()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._kinds.set_narrow(self.width() < _ROOM_FOR_KINDS)
        self._show_hint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        # one flat layout: nested ones would follow the growing field an event too late
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setSpacing(8)
        parts = (
            self._time,
            self._kinds,
            self._text,
            self._competency,
            self._enter,
            self._hint,
        )
        grid.addWidget(self._chooser, 0, 0, 1, len(parts))
        for place, part in enumerate(parts):
            middle = (
                Qt.AlignmentFlag.AlignVCenter if part is not self._text else Qt.AlignmentFlag(0)
            )
            grid.addWidget(part, 1, place, middle)
        grid.setColumnStretch(_TEXT_COLUMN, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _place_text(self) -> None:
        """Alone it begins at the margin: the gaps between hidden parts would push it in."""
        grid = self.layout()
        assert isinstance(grid, QGridLayout)  # noqa: S101
        grid.removeWidget(self._text)
        if self.is_open:
            grid.addWidget(self._text, 1, _TEXT_COLUMN)
        else:
            grid.addWidget(self._text, 1, 0, 1, grid.columnCount())

    def _load(self, text: str) -> None:
        self._loading = True
        self._text.setPlainText(text)
        self._loading = False

    def _on_text_changed(self) -> None:
        if not self._loading:
            self.draft_changed.emit(self.text())

    def _on_competency(self, code: str | None) -> None:
        """Chosen with the mouse, the typing goes on as well."""
        self._text.setFocus()
        self.competency_chosen.emit(code)

    def _show_mark(self) -> None:
        self._time.setText("" if self._at_ms is None else format_position(self._at_ms))
        for part in (self._time, self._kinds, self._competency, self._enter, self._hint):
            part.setVisible(self.is_open)
        self._place_text()
        self._kinds.set_kind(self._kind)
        self._text.setAccessibleDescription(
            f"{kind_name(self._kind)} {self._time.text()}" if self.is_open else ""
        )
        self._text.setPlaceholderText(
            translate("CommentEditor", "What did you hear?")
            if self.is_open
            else translate("CommentEditor", "Mark a moment first: {keys}").format(
                keys=keys.marking_keys()
            )
        )
        self._show_hint()

    def _show_hint(self) -> None:
        """What Enter does; while a remark's code stands before the cursor, what Tab does."""
        remark = self._text.remark_at_cursor()
        if remark is None:
            self._enter.set_act("save_comment")
            self._hint.setText(translate("CommentEditor", "Save and go on"))
            self._hint.setVisible(self.is_open and self.width() >= _ROOMY)
        else:
            self._enter.set_act("expand_remark")
            self._hint.setText(_shortened(remark[1]))
            self._hint.show()

    def _say_unknown(self) -> None:
        """Until something else is typed."""
        self._enter.set_act("expand_remark")
        self._hint.setText(translate("CommentEditor", "No such code"))
        self._hint.show()


def _shortened(words: str, most: int = 10) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
