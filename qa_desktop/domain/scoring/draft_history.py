"""Undo and redo of the edits of a draft: every state is kept, and states share what they can."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Generic, TypeVar

_STEPS: Final = 500
Draft = TypeVar("Draft")


@dataclass(frozen=True)
class DraftHistory(Generic[Draft]):
    """Of a ``CardDraft``, or of another that every edit makes anew. ``present`` is what is shown;
    the newest of ``past`` and ``future`` stand last."""

    present: Draft
    past: tuple[Draft, ...] = ()
    future: tuple[Draft, ...] = ()
    field: str | None = None
    """What is being typed into: its letters are one step."""

    def before_typing(self, field: str) -> Draft:
        """What the letters of a field are typed into: as it was before the first of them, so that
        an id on its way to another leaves no trace where it was somebody else's."""
        is_going_on = field == self.field and self.past and not self.future
        return self.past[-1] if is_going_on else self.present

    def after(self, draft: Draft, field: str | None = None) -> DraftHistory[Draft]:
        """An edit was made; ``field`` is the path that it typed into, if it did."""
        if draft == self.present:
            return self
        if field is not None and self.before_typing(field) is not self.present:
            return replace(self, present=draft)
        past = (*self.past, self.present)[-_STEPS:]
        return DraftHistory(draft, past, (), field)

    def undo(self) -> DraftHistory[Draft]:
        """The state before; the same history where there is none."""
        if not self.past:
            return self
        return DraftHistory(self.past[-1], self.past[:-1], (*self.future, self.present))

    def redo(self) -> DraftHistory[Draft]:
        if not self.future:
            return self
        return DraftHistory(self.future[-1], (*self.past, self.present), self.future[:-1])
