"""Where the open comment is typed: at its flag on the timeline, or in the editor below the list."""

from __future__ import annotations

from PySide6.QtCore import QObject

from qa_desktop.ui.inspect.call_page import CallPage
from qa_desktop.ui.inspect.competency_chooser import CHOICES
from qa_desktop.ui.inspect.marking import Comment, Marking


class TypingPlace(QObject):
    """New marks are typed below; what is edited on the timeline is typed there. Left with other
    words than are saved, these wait below as a draft."""

    def __init__(self, marking: Marking, page: CallPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._marking, self._page = marking, page
        self._here: str | None = None
        """The annotation that was asked for on the timeline."""
        marking.comment_opened.connect(self._open)
        marking.kind_changed.connect(self._set_kind)
        marking.comment_closed.connect(self._close)
        page.editor.draft_changed.connect(marking.type_text)
        page.editor.kind_chosen.connect(marking.change_kind)
        page.editor.competency_chosen.connect(marking.choose_competency)
        page.place_editor.draft_changed.connect(marking.type_text)
        page.place_editor.competency_requested.connect(self._choose_competency)
        page.place_editor.left.connect(self._leave)
        page.place_editor.abandoned.connect(self._go_below)

    def edit(self, annotation: str, *, here: bool) -> None:
        """``here``: on the timeline."""
        self._here = annotation if here else None
        self._marking.edit(annotation)

    def _set_kind(self, kind: str) -> None:
        self._page.editor.set_kind(kind)
        self._page.place_editor.set_kind(kind)

    def _open(self, comment: Comment) -> None:
        timeline, here = self._page.timeline, comment.annotation
        if here is not None and here == self._here and timeline.flag_box(here) is not None:
            self._page.editor.close_comment()
            self._page.place_editor.begin(here, comment.kind, comment.text)
        else:
            self._here = None
            self._page.place_editor.close_comment()
            editor = self._page.editor
            editor.begin(comment.at_ms, comment.kind, comment.text, comment.competency)

    def _close(self) -> None:
        self._page.place_editor.close_comment()
        self._page.editor.close_comment()

    def _choose_competency(self, digit: int) -> None:
        self._marking.choose_competency(CHOICES[digit])

    def _leave(self) -> None:
        self._go_below()
        self._page.timeline.setFocus()

    def _go_below(self) -> None:
        """What was typed waits there; nothing is left of an edit that has changed nothing."""
        self._here = None
        self._page.place_editor.close_comment()
        self._marking.leave()
        left = self._marking.comment
        if left is not None:
            self._page.editor.hold(left.at_ms, left.kind, left.text, left.competency)
