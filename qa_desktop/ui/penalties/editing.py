"""The penalty standard that is being edited: its steps, where one is in it, every state kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from qa_desktop.services.standard_drafts import SavedStandard, save_standard_draft
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.scorecards.editing import Editing
from qa_desktop.ui.scorecards.fault_field import read_fault_choices

RULES, RUNGS = "", "rungs"
"""Places beside ``clauses[3]``."""
SLOT = ("penalty_standard",)
"""Where the desk keeps what could not be written."""


class StandardEditing(Editing):
    """As of a scorecard; the draft is a ``StandardDraft``, what is kept a ``SavedStandard``."""

    def take_up(self, proposal: str) -> None:
        """Publishing will accept it too."""
        assert isinstance(self._saved, SavedStandard)  # noqa: S101
        saved = self._saved.taking_up(proposal)
        if saved is not self._saved:
            self._saved = saved
            self._keep(self.saved)
            self.changed.emit()

    def drop(self, proposal: str) -> None:
        """It is not what this draft answers."""
        assert isinstance(self._saved, SavedStandard)  # noqa: S101
        left = tuple(each for each in self._saved.proposals if each != proposal)
        self._saved = replace(self._saved, proposals=left)
        self._keep(self.saved)
        self.changed.emit()

    def read_faults(self) -> None:
        self._desk.read("standard_faults", read_fault_choices, self._on_faults)

    def _keep(self, saved) -> None:
        self._desk.save(SLOT, partial(_save, saved))


def _save(saved: SavedStandard, workspace: Workspace) -> None:
    save_standard_draft(workspace, saved)
