"""The scorecard that is being edited: its steps, where one is in it, and every state kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.domain.scoring.draft_history import DraftHistory
from qa_desktop.services.scorecard_editing import (
    SavedDraft,
    discard_card_draft,
    save_card_draft,
)
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.scorecards.fault_field import FaultChoices, read_fault_choices
from qa_desktop.ui.scorecards.fields import Field, fields_of
from qa_desktop.ui.tasks import Desk


class Editing(QObject):
    """Widgets ask and listen. Paths name places as problems do; the card itself is ``""``."""

    opened = Signal()
    changed = Signal()
    """The draft, or where one is in it."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._saved: SavedDraft | None = None
        self._base: ScorecardVersion | None = None
        self._was_kept = False
        self.is_kept = False
        """Whether the draft is in the workspace: one that was only looked at is not."""
        self._history: DraftHistory | None = None
        self.place = ""
        """Path of the section or item whose fields are shown."""
        self.faults = FaultChoices()
        """The catalogue, as soon as it is read."""

    @property
    def is_open(self) -> bool:
        return self._saved is not None

    @property
    def draft(self) -> CardDraft:
        assert self._history is not None  # noqa: S101
        return self._history.present

    @property
    def saved(self) -> SavedDraft:
        """As it is now."""
        assert self._saved is not None  # noqa: S101
        return replace(self._saved, draft=self.draft)

    @property
    def can_undo(self) -> bool:
        return bool(self._history and self._history.past)

    @property
    def can_redo(self) -> bool:
        return bool(self._history and self._history.future)

    def open(
        self, saved: SavedDraft, base: ScorecardVersion | None = None, *, is_kept: bool = True
    ) -> None:
        """``base``: the version that it began with. ``is_kept`` False: it is kept from the first
        change on."""
        self._saved, self._history, self.place = saved, DraftHistory(saved.draft), ""
        self._base, self.is_kept, self._was_kept = base, is_kept, is_kept
        self.opened.emit()
        self.changed.emit()
        self.read_faults()

    def read_faults(self) -> None:
        self._desk.read("editing_faults", read_fault_choices, self._on_faults)

    def _on_faults(self, found: FaultChoices) -> None:
        self.faults = found
        if self.is_open:
            self.changed.emit()

    def fields(self) -> list[Field]:
        """Of the place where one is."""
        was_scored = self.was_scored(self.place) if self.place else True
        return fields_of(self.draft, self.place, self.faults, was_scored=was_scored)

    def was_scored(self, place: str) -> bool:
        """Whether the version that the draft began with has the item there: answers are known by
        its options."""
        return self._base is not None and self.draft.get(f"{place}.id") in self._base.items

    def close(self) -> None:
        self._saved = self._history = self._base = None

    def before_typing(self, field: str) -> CardDraft:
        assert self._history is not None  # noqa: S101
        return self._history.before_typing(field)

    def apply(self, draft: CardDraft, field: str | None = None, place: str | None = None) -> None:
        """An edit; ``field`` is what is typed into, ``place`` where one is then."""
        if self._history is None:
            return
        self._take(self._history.after(draft, field), place)

    def go_to(self, place: str) -> None:
        if place != self.place:
            self.place = place
            self.changed.emit()

    def undo(self) -> None:
        if self._history is not None and self.can_undo:
            self._take(self._history.undo())

    def redo(self) -> None:
        if self._history is not None and self.can_redo:
            self._take(self._history.redo())

    def _take(self, history: DraftHistory, place: str | None = None) -> None:
        is_new = history is not self._history
        self._history = history
        place = self.place if place is None else place
        while place and history.present.get(place) is None:  # what stood there is gone
            place = place.rpartition(".items[")[0]
        self.place = place
        if is_new:
            self._keep()
        self.changed.emit()

    def _keep(self) -> None:
        """Or not, where everything was taken back before anybody left."""
        saved = self.saved
        self.is_kept = self._was_kept or self.can_undo
        work = partial(_save, saved) if self.is_kept else partial(_discard, saved.id)
        self._desk.save(draft_slot(saved), work)


def draft_slot(saved: SavedDraft) -> tuple[str, str]:
    """Where the desk keeps what could not be written."""
    return "scorecard", saved.id


def _save(saved: SavedDraft, workspace: Workspace) -> None:
    save_card_draft(workspace, saved)


def _discard(draft: str, workspace: Workspace) -> None:
    discard_card_draft(workspace, draft)
