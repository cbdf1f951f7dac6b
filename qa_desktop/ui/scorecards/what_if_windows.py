"""Opens what-if and weight proposal over the window, wherever they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from qa_desktop.services.scorecard_editing import SavedDraft
from qa_desktop.ui.scorecards.proposal import ProposalDialog
from qa_desktop.ui.scorecards.view import ScorecardsView
from qa_desktop.ui.scorecards.what_if import WhatIfDialog

if TYPE_CHECKING:
    from qa_desktop.ui.main_window import MainWindow


def open_what_if(window: MainWindow, draft: SavedDraft | None = None) -> None:
    """With this draft, else with the one that is edited or of the chosen card, else with the one
    changed last."""
    for shown in window.findChildren(WhatIfDialog):
        shown.close()
    chosen = draft.id if draft is not None else None
    if draft is None and window.screen_id == "scorecards":
        chosen = _screen(window).chosen_draft
    dialog = WhatIfDialog(window.desk, window.preferences, chosen, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.evaluation_chosen.connect(window.feedback.open)
    dialog.show()


def open_proposal(window: MainWindow, version: str | None = None) -> None:
    """For this version, else for the draft that is edited, the chosen version or that of the call
    that is open; the draft opens in the editor."""
    for shown in window.findChildren(ProposalDialog):
        shown.close()
    if version is None and window.screen_id == "scorecards":
        screen = _screen(window)
        draft = screen.chosen_draft if screen.is_editing else None
        version = draft or screen.chosen_version
    elif version is None and window.inspect.scoring.version is not None:
        version = window.inspect.scoring.version.id
    dialog = ProposalDialog(window.desk, window.preferences, version, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.draft_made.connect(lambda saved: _edit(window, saved))
    dialog.show()


def _edit(window: MainWindow, saved: SavedDraft) -> None:
    window.show_screen("scorecards")
    _screen(window).edit(saved)


def _screen(window: MainWindow) -> ScorecardsView:
    screen = window.screen("scorecards")
    assert isinstance(screen, ScorecardsView)  # noqa: S101
    return screen
