"""Marking moments and regions of the open call; the comment being typed is always a draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from qa_desktop.domain.annotations import Annotation
from qa_desktop.errors import UserFacingError
from qa_desktop.services.annotating import add_annotation, delete_annotation, edit_annotation
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.drafts import delete_draft, save_draft
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.tasks import Desk


@dataclass(frozen=True)
class Comment:
    """What is being typed: a new annotation, or an edit of ``annotation``."""

    at_ms: int
    to_ms: int | None
    kind: str
    text: str = ""
    annotation: str | None = None
    competency: str | None = None

    @property
    def is_bare(self) -> bool:
        """A new mark that nothing has been said about yet."""
        return not (self.text or self.annotation or self.competency)

    @classmethod
    def from_draft(cls, body: dict[str, Any]) -> Comment:
        """Members that this version does not know are left out."""
        known = {entry.name: body[entry.name] for entry in fields(cls) if entry.name in body}
        return cls(**{"at_ms": 0, "to_ms": None, "kind": "note", **known})


class Marking(QObject):
    """Annotations of one call and the comment in the editor."""

    changed = Signal()
    """The annotations are others."""
    selected_changed = Signal()
    comment_opened = Signal(object)
    """A ``Comment`` to be typed."""
    comment_closed = Signal()
    region_changed = Signal(object)
    """Start of the open region in ms, or None."""
    kind_changed = Signal(str)
    """Of the open comment."""
    became = Signal(str, object)
    """The kind that a saved annotation has now, and the ``Changes``, to be undone."""
    deleted = Signal(object)
    """The ``Changes`` of a deletion, to be undone."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._call: str | None = None
        self.annotations: list[Annotation] = []
        self.comment: Comment | None = None
        self.selected: str | None = None
        self._selected_before: str | None = None
        """What was selected when the comment was opened."""
        self._region_ms: int | None = None
        self._returned: list[Comment] = []
        """Comments whose saving failed, waiting for the editor to be free."""
        self._in_flight = 0
        self._after: list[Callable[[], None]] = []

    @property
    def region_ms(self) -> int | None:
        """Where a region has begun that has no end yet."""
        return self._region_ms

    def open(
        self, call: str, annotations: Sequence[Annotation], draft: dict[str, Any] | None
    ) -> None:
        self._call = call
        self.annotations = list(annotations)
        self.selected = None
        self._returned.clear()
        self._after.clear()
        self._set_region(None)
        self.changed.emit()
        if draft is not None:
            self._edit(Comment.from_draft(draft))
        else:
            self._close_comment()

    def close_call(self) -> None:
        self._call = None
        self.annotations = []
        self.selected = self.comment = None
        self._set_region(None)
        self.comment_closed.emit()
        self.changed.emit()

    def refresh(self) -> None:
        """Somebody changed annotations: read them again."""
        if self._call is not None:
            call = self._call
            self._desk.read("annotations", lambda db: find_annotations(db, call), self._on_found)

    # -- marking

    def mark(self, kind: str, at_ms: int) -> None:
        """Begin a comment here; an open region ends here and becomes this kind.

        A comment that is still open is saved first: nothing typed is lost.
        """
        if self._call is None:
            return
        start = self._region_ms
        self._set_region(None)
        self.save()
        if start is not None and at_ms > start:
            self._edit(Comment(start, at_ms, kind))
        else:
            self._edit(Comment(at_ms, None, kind))
        self._keep()

    def toggle_region(self, at_ms: int) -> bool:
        """Begin a region, or end it; True when it ended."""
        if self._call is None:
            return False
        if self._region_ms is None:
            self._set_region(at_ms)
            return False
        self.mark("note", at_ms)
        return True

    def change_kind(self, kind: str) -> None:
        """The open comment is of another kind."""
        if self.comment is not None:
            self.comment = replace(self.comment, kind=kind)
            self.kind_changed.emit(kind)
            self._keep()

    def become(self, kind: str, annotation: str | None = None) -> None:
        """This annotation is of another kind, or its comment as long as that is open. Without one:
        the comment that is open, unless something else was selected since; else the selected."""
        if annotation is not None:
            is_open = self.comment is not None and self.comment.annotation == annotation
        else:
            is_open = self.comment is not None and self.selected in (self._selected_before, None)
        known = self.get(annotation or self.selected)
        if is_open:
            self.change_kind(kind)
        elif known is not None and known.kind != kind:
            self._change(known, lambda changes: self.became.emit(kind, changes), kind=kind)

    def type_text(self, text: str) -> None:
        if self.comment is not None:
            self.comment = replace(self.comment, text=text)
            self._keep()

    def choose_competency(self, code: str | None) -> None:
        """What the open comment speaks about."""
        if self.comment is not None:
            self.comment = replace(self.comment, competency=code)
            self._keep()

    def leave(self) -> None:
        """Back to the timeline: words stay a draft; a mark without any is given up, and so is an
        edit that has changed nothing."""
        comment, call = self.comment, self._call
        if comment is not None and call and (comment.is_bare or self._is_as_saved(comment)):
            self._close_comment()
            self._desk.save(("annotation", call), partial(_forget, call))

    def _is_as_saved(self, comment: Comment) -> bool:
        known = self.get(comment.annotation)
        return known is not None and _said(comment) == _said(_as_comment(known))

    def save(self) -> None:
        """Save the open comment; it returns to the editor should that fail."""
        if self.comment is None or self._call is None:
            return
        comment = self.comment
        self._in_flight += 1
        self._close_comment()
        self._desk.write(
            partial(_commit, self._call, comment),
            partial(self._on_saved, self._call, comment),
            partial(self._on_not_saved, self._call, comment),
        )

    def edit(self, annotation: str) -> None:
        """Put the words of an annotation into the editor, as soon as the comment that is open
        there is saved; should that fail, the open one stays."""
        if self.comment is not None and self.comment.annotation == annotation:
            self.comment_opened.emit(self.comment)
        else:
            self.save()
            self.when_settled(partial(self._edit_saved, annotation))

    def move(self, annotation: str, at_ms: int, to_ms: int | None) -> None:
        """Other times: one step for Undo. Shown at once; read again should that fail."""
        known = self.get(annotation)
        if known is None or (known.at_ms, known.to_ms) == (at_ms, to_ms):
            return
        self._change(known, None, at_ms=at_ms, to_ms=to_ms)

    def _change(
        self, known: Annotation, then: Callable[[Changes], None] | None, **values: Any
    ) -> None:
        others = [each for each in self.annotations if each.id != known.id]
        self.annotations = sorted([*others, replace(known, **values)], key=_by_time)
        self.changed.emit()
        self._desk.write(
            partial(_edit, known.id, values), then, partial(self._on_not_changed, self._call)
        )

    def start_at(self, at_ms: int) -> None:
        """The selected annotation begins here: a moment moves, a region keeps its end."""
        mark = self.get(self.selected)
        if mark is not None and (mark.to_ms is None or at_ms < mark.to_ms):
            self.move(mark.id, at_ms, mark.to_ms)

    def end_at(self, at_ms: int) -> None:
        """The selected annotation ends here; a moment becomes a region."""
        mark = self.get(self.selected)
        if mark is not None and at_ms > mark.at_ms:
            self.move(mark.id, mark.at_ms, at_ms)

    def delete_selected(self) -> None:
        if self.selected is not None:
            doomed = self.selected
            self._desk.write(lambda ws: delete_annotation(ws, doomed), self.deleted.emit)

    # -- the selected one

    def select(self, annotation: str | None) -> None:
        if annotation != self.selected:
            self.selected = annotation
            self.selected_changed.emit()

    def get(self, annotation: str | None) -> Annotation | None:
        return next((each for each in self.annotations if each.id == annotation), None)

    # -- inside

    def _edit(self, comment: Comment) -> None:
        self.comment, self._selected_before = comment, self.selected
        self.comment_opened.emit(comment)

    def _edit_saved(self, annotation: str) -> None:
        found = self.get(annotation)
        if found is not None:
            # Saving another one has selected that one
            self.select(annotation)
            if self.comment is not None:  # one that came back unsaved waits for its turn
                self._returned.append(self.comment)
            self._edit(_as_comment(found))

    def _close_comment(self) -> None:
        self.comment = None
        self.comment_closed.emit()
        if self._returned:
            self._edit(self._returned.pop())

    def _set_region(self, start_ms: int | None) -> None:
        self._region_ms = start_ms
        self.region_changed.emit(start_ms)

    def _keep(self) -> None:
        if self.comment is not None and self._call is not None:
            body = asdict(self.comment)
            self._desk.save(("annotation", self._call), partial(_save, self._call, body))

    def when_settled(self, then: Callable[[], None]) -> None:
        """Now, or as soon as the comments that are being saved are there."""
        self._after.append(then)
        self._settle()

    def _settle(self) -> None:
        while self._after and not self._in_flight:
            self._after.pop(0)()

    def _on_saved(self, call: str, comment: Comment, changes: Changes) -> None:
        self._in_flight -= 1
        if call == self._call:
            id = comment.annotation or changes.ids[0]
            self.annotations = _with(self.annotations, id, comment, self._desk.person)
            self.selected = id
            self.changed.emit()
        self._settle()

    def _on_not_saved(self, call: str, comment: Comment, error: UserFacingError) -> None:
        self._in_flight -= 1
        self._after.clear()
        self._desk.trouble.emit(error)
        if call != self._call:
            return
        if self.comment is None:
            self._edit(comment)
        else:
            self._returned.append(comment)

    def _on_not_changed(self, call: str | None, error: UserFacingError) -> None:
        self._desk.trouble.emit(error)
        if call == self._call:
            self.refresh()

    def _on_found(self, annotations: list[Annotation]) -> None:
        self.annotations = annotations
        if self.get(self.selected) is None:
            self.selected = None
        self.changed.emit()


def _as_comment(saved: Annotation) -> Comment:
    return Comment(
        saved.at_ms, saved.to_ms, saved.kind, saved.text, saved.id, competency=saved.competency
    )


def _commit(call: str, comment: Comment, workspace: Workspace) -> Changes:
    if comment.annotation is not None:
        return edit_annotation(workspace, comment.annotation, **_said(comment))
    return add_annotation(
        workspace,
        call,
        at_ms=comment.at_ms,
        to_ms=comment.to_ms,
        **_said(comment),
    )


def _edit(annotation: str, values: dict[str, Any], workspace: Workspace) -> Changes:
    return edit_annotation(workspace, annotation, uses_draft=False, **values)


def _said(comment: Comment) -> dict[str, Any]:
    """What an edit may change; the times stay."""
    return {"text": comment.text, "kind": comment.kind, "competency": comment.competency}


def _with(
    annotations: list[Annotation], id: str, comment: Comment, person: str
) -> list[Annotation]:
    """As the workspace holds them now that ``person`` has saved ``comment`` as ``id``."""
    known = next((each for each in annotations if each.id == id), None)
    made = Annotation(id, comment.at_ms, comment.to_ms, comment.kind, comment.text, author=person)
    found = known or made
    saved = replace(found, **_said(comment))
    return sorted([*(each for each in annotations if each.id != id), saved], key=_by_time)


def _by_time(annotation: Annotation) -> tuple[int, str]:
    return annotation.at_ms, annotation.id


def _save(call: str, body: dict[str, Any], workspace: Workspace) -> None:
    save_draft(workspace.db, "annotation", call, body)


def _forget(call: str, workspace: Workspace) -> None:
    delete_draft(workspace.db, "annotation", call)
