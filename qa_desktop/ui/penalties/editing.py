"""The penalty standard that is being edited: its steps, where one is in it, every state kept."""

from __future__ import annotations

from functools import partial
from typing import Any

from qa_desktop.domain.penalty_draft import StandardDraft
from qa_desktop.services.standard_drafts import (
    SavedStandard,
    discard_standard_draft,
    save_standard_draft,
)
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.penalties.fields import fields_of
from qa_desktop.ui.scorecards.editing import Editing
from qa_desktop.ui.scorecards.fault_field import read_fault_choices
from qa_desktop.ui.scorecards.fields import Field

SLOT = ("penalty_standard",)
"""Where the desk keeps what could not be written."""


class StandardEditing(Editing):
    """As of a scorecard; the draft is a ``StandardDraft``, what is kept a ``SavedStandard``."""

    @property
    def draft(self) -> StandardDraft:
        found: Any = super().draft
        return found

    @property
    def saved(self) -> SavedStandard:
        found: Any = super().saved
        return found

    def open(self, saved: Any, base: Any = None, *, is_kept: bool = True) -> None:
        super().open(saved, base, is_kept=is_kept)

    def fields(self) -> list[Field]:
        return fields_of(self.draft, self.place, self.faults)

    def apply(self, draft: Any, field: str | None = None, place: str | None = None) -> None:
        super().apply(draft, field, place)

    def take_up(self, proposal: str) -> None:
        """Publishing will accept it too."""
        before: Any = self._saved
        saved = before.taking_up(proposal)
        if saved is not before:
            self._saved, self._was_kept = saved, True
            self._keep()
            self.changed.emit()

    def read_faults(self) -> None:
        self._desk.read("standard_faults", read_fault_choices, self._on_faults)

    def _keep(self) -> None:
        self.is_kept = self._was_kept or self.can_undo
        self._desk.save(SLOT, partial(_save, self.saved) if self.is_kept else _discard)


def _save(saved: SavedStandard, workspace: Workspace) -> None:
    save_standard_draft(workspace, saved)


def _discard(workspace: Workspace) -> None:
    discard_standard_draft(workspace)
