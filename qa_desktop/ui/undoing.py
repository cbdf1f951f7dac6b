"""Ctrl+Z and the toast's Undo: takes back the last step, whatever kind it was, and says so."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt

from qa_desktop.errors import UserFacingError
from qa_desktop.services.undoing import undo
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.scoring import CardStep, Scoring
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.toast import Toast
from qa_desktop.ui.undo_stack import UndoStack

_PASSED = {"journal.undo_changed", "journal.undo_not_possible", "journal.undo_nothing"}


class Undoing(QObject):
    """Fills its stack from the desk's acts and the card's steps."""

    def __init__(self, desk: Desk, scoring: Scoring, toast: Toast, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._scoring, self._toast = desk, scoring, toast
        self._steps: UndoStack[CardStep] = UndoStack()
        desk.acted.connect(self._steps.add, Qt.ConnectionType.DirectConnection)
        scoring.stepped.connect(self._steps.add)
        scoring.opened.connect(self._steps.forget_screen_steps)
        toast.undo_requested.connect(self.undo_act)

    def undo(self) -> None:
        """Take back the last step, also one that is still on its way to the workspace."""
        self._desk.after_writes(self._undo_last)

    def undo_act(self, act: str) -> None:
        """Take back this act of the journal, wherever it stands."""
        self._steps.drop(act)
        self._desk.write(
            partial(_undo_act, act),
            lambda _changes: self._say_undone(),
            self._on_refused,
            is_step=False,
        )

    def _undo_last(self) -> None:
        step = self._steps.take()
        if step is None:
            self._toast.say(translate("MainWindow", "Nothing to undo"))
        elif isinstance(step, CardStep):
            self._scoring.take_back(step)
            self._say_undone()
        else:
            self.undo_act(step)

    def _say_undone(self) -> None:
        self._toast.say(translate("MainWindow", "Undone"))

    def _on_refused(self, error: UserFacingError) -> None:
        if error.id in _PASSED:
            self._toast.say(
                translate(
                    "MainWindow",
                    "That step cannot be taken back any more; Ctrl+Z goes on with the one before",
                )
            )
        else:
            self._desk.trouble.emit(error)


def _undo_act(act: str, workspace: Workspace) -> Changes:
    return undo(workspace, act)
