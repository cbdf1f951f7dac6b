"""The text field of a comment: it grows, knows input methods, and expands remarks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QElapsedTimer, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QResizeEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from qa_desktop.ui import keys
from qa_desktop.ui.inspect.remark_chooser import RemarkChooser
from qa_desktop.ui.key_acts import Act

_MOST_LINES = 6
# Some systems send the Enter that confirmed a composition once more as a key, right behind it
_CONFIRMING_MS = 40
# Not within a word or a date: and/or, 11/22
_CODE = re.compile(r"(?<![A-Za-z0-9])/(\w*)$")


class CommentText(QPlainTextEdit):
    """A text field as high as its lines, one to six; the rest scrolls."""

    save_requested = Signal()
    leave_requested = Signal()
    competency_requested = Signal(int)
    """The digit of its key, 0 to 6."""
    code_unknown = Signal()
    """Tab behind a ``/code`` that no remark has."""

    def __init__(self, chooser: RemarkChooser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comment_text")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(4)
        self._remarks: dict[str, str] = {}
        self._composing = False
        self._chooser = chooser
        chooser.remark_clicked.connect(self._put_in)
        self.textChanged.connect(self._offer)
        self.cursorPositionChanged.connect(self._offer)
        self._confirmed = QElapsedTimer()
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def set_remarks(self, remarks: Mapping[str, str]) -> None:
        """Short code → words; ``/code`` and Tab puts the words in."""
        self._remarks = dict(remarks)

    def remarks_at_cursor(self) -> list[tuple[str, str]]:
        """Code and words of the remarks that what stands behind the slash may become."""
        found = _CODE.search(self._before_cursor())
        if found is None:
            return []
        typed = found[1].casefold()
        known = sorted(self._remarks.items())
        return [(code, words) for code, words in known if code.casefold().startswith(typed)]

    def remark_at_cursor(self) -> tuple[str, str] | None:
        """Code and words of the remark that Tab would put in now."""
        found = _CODE.search(self._before_cursor())
        words = self._remarks.get(found[1]) if found else None
        return (found[1], words) if found and words is not None else None

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self._composing and event.commitString():
            self._confirmed.start()
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = keys.text_act(event)
        if not self._composing and self._choose(event):
            event.accept()
        elif act is None:
            super().keyPressEvent(event)
        elif self._composing or self._is_unmeant(act, event):
            event.accept()
        else:
            self._do(act.id, event)

    def event(self, event: QEvent) -> bool:
        """Tab expands a remark before Qt takes it to move the focus."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and not event.modifiers()
            and self._tab()
        ):
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(300, self.height())

    def _do(self, act: str, event: QKeyEvent) -> None:
        if act == "save_comment":
            self.save_requested.emit()
        elif act == "leave_text":
            self.leave_requested.emit()
        elif act.startswith("competency_"):
            self.competency_requested.emit(int(act.removeprefix("competency_")))
        elif act == "new_line":
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def _is_unmeant(self, act: Act, event: QKeyEvent) -> bool:
        """A key held down, or the Enter that confirmed a composition a moment ago."""
        held = event.isAutoRepeat() and not act.repeats
        return held or (act.id == "save_comment" and self._is_confirming())

    def _is_confirming(self) -> bool:
        return self._confirmed.isValid() and self._confirmed.elapsed() < _CONFIRMING_MS

    def _before_cursor(self) -> str:
        cursor = self.textCursor()
        return cursor.block().text()[: cursor.positionInBlock()]

    def _tab(self) -> bool:
        """Put a remark in, or stay with a code that is none; False: Tab is free to go on."""
        if self._composing:
            return False
        found = _CODE.search(self._before_cursor())
        if found is None:
            return False
        offered = self.remarks_at_cursor()
        remark = self._chooser.chosen() or self.remark_at_cursor()
        if remark is None and len(offered) == 1:
            remark = offered[0]
        if remark is not None:
            self._put_in(remark[1])
        elif offered:
            self._chooser.step(1)
        else:
            self.code_unknown.emit()
        return True

    def _choose(self, event: QKeyEvent) -> bool:
        """Arrows walk the offered remarks; Enter takes the one that is chosen."""
        if self._chooser.isHidden() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        chosen = self._chooser.chosen()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._chooser.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen is not None:
            self._put_in(chosen[1])
        elif event.key() == Qt.Key.Key_Escape:
            self._chooser.hide()
        else:
            return False
        return True

    def _put_in(self, words: str) -> None:
        """In the place of the code and its slash."""
        found = _CODE.search(self._before_cursor())
        assert found is not None  # noqa: S101
        cursor = self.textCursor()
        left = QTextCursor.MoveOperation.Left
        cursor.movePosition(left, QTextCursor.MoveMode.KeepAnchor, len(found[1]) + 1)
        cursor.insertText(words)
        self.setTextCursor(cursor)

    def _offer(self) -> None:
        self._chooser.offer(self.remarks_at_cursor())

    def _grow(self) -> None:
        lines = self._line_heights(_MOST_LINES + 1)
        # 2 px padding and up to 2 px of border above and below, see comment_text in app.qss
        text = round(sum(lines[:_MOST_LINES]) + 2 * self.document().documentMargin() + 0.5)
        self.setFixedHeight(max(text + 8, 32))
        full = len(lines) > _MOST_LINES
        policies = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policies.ScrollBarAsNeeded if full else policies.ScrollBarAlwaysOff
        )
        if not full:
            self.verticalScrollBar().setValue(0)

    def _line_heights(self, most: int) -> list[float]:
        """Pixels of the first lines on screen; a line with Chinese may be higher than others."""
        heights: list[float] = []
        block = self.document().begin()
        while block.isValid() and len(heights) < most:
            # asking for the rectangle lays the block out
            self.document().documentLayout().blockBoundingRect(block)
            layout = block.layout()
            heights += [layout.lineAt(n).height() for n in range(layout.lineCount())]
            block = block.next()
        return heights[:most]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the lines elsewhere."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._grow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._grow()
