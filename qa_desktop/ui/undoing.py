"""Ctrl+Z and the toast's Undo: takes back the last step, whatever kind it was, and says which;
Ctrl+Y does it again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt

from qa_desktop.errors import UserFacingError
from qa_desktop.services.undoing import undo
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.texts import catalogue, text
from qa_desktop.ui import i18n, keys
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.scoring import CardStep, Scoring
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.toast import Toast
from qa_desktop.ui.undo_stack import UndoStack

_PASSED = {"journal.undo_changed", "journal.undo_not_possible", "journal.undo_nothing"}


class Undoing(QObject):
    """Fills its stack from the desk's acts and the card's steps."""

    def __init__(
        self,
        desk: Desk,
        scoring: Scoring,
        toast: Toast,
        shows_calls: Callable[[], bool],
        parent: QObject,
    ) -> None:
        """``shows_calls``: whether the screen is the one on which evaluations are submitted."""
        super().__init__(parent)
        self._desk, self._scoring, self._toast = desk, scoring, toast
        self._shows_calls = shows_calls
        self._steps: UndoStack[CardStep] = UndoStack()
        desk.acted.connect(self._steps.add, Qt.ConnectionType.DirectConnection)
        scoring.stepped.connect(self._steps.add)
        scoring.opened.connect(self._steps.forget_screen_steps)
        toast.undo_requested.connect(self.undo_act)

    def undo(self) -> None:
        """Take back the last step, also one that is still on its way to the workspace."""
        self._desk.after_writes(self._undo_last)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._desk.after_writes(self._redo_last)

    def undo_act(self, act: str) -> None:
        """Take back this act of the journal, wherever it stands: somebody pressed its button."""
        self._steps.drop(act)
        self._write(partial(undo, act=act), self._on_undone, partial(self._on_refused, step=act))

    def _undo_last(self) -> None:
        step = self._steps.take()
        if step is None:
            self._toast.say(translate("MainWindow", "Nothing to undo"))
        elif isinstance(step, CardStep):
            self._steps.note_undone(self._scoring.step_of(step.item))
            self._scoring.take_back(step)
            self._say_undone("", can_redo=True)
        else:
            act = partial(undo, act=step, spares_evaluations=not self._shows_calls())
            self._write(act, self._on_undone, partial(self._on_refused, step=step))

    def _redo_last(self) -> None:
        step = self._steps.take_undone()
        if step is None:
            self._toast.say(translate("MainWindow", "Nothing to do again"))
        elif isinstance(step, CardStep):
            self._steps.put_back(self._scoring.step_of(step.item))
            self._scoring.take_back(step)
            self._toast.say(translate("MainWindow", "Done again"))
        else:
            self._write(partial(undo, act=step), self._on_redone, partial(self._keep_undone, step))

    def _write(
        self,
        act: Callable[[Workspace], Changes],
        then: Callable[[Changes], None],
        refused: Callable[[UserFacingError], None],
    ) -> None:
        self._desk.write(act, then, refused, is_step=False)

    def _on_undone(self, changes: Changes) -> None:
        """What was submitted is a draft again: it is submitted, not done again."""
        can_redo = changes.act is not None and "evaluation" not in changes.subjects
        if changes.act is not None and can_redo:
            self._steps.note_undone(changes.act)
        self._say_undone(_what(changes), can_redo=can_redo)

    def _on_redone(self, changes: Changes) -> None:
        if changes.act is not None:
            self._steps.put_back(changes.act)
        words = translate("MainWindow", "Done again: {what}") if _what(changes) else ""
        words = words or translate("MainWindow", "Done again")
        self._toast.say(words.format(what=_what(changes)))

    def _say_undone(self, what: str, *, can_redo: bool) -> None:
        words = translate("MainWindow", "Undone: {what}") if what else ""
        words = (words or translate("MainWindow", "Undone")).format(what=what)
        again = translate("MainWindow", "{key} does it again").format(key=keys.key_of("redo"))
        self._toast.say(f"{words} · {again}" if can_redo else words)

    def _keep_undone(self, step: str, error: UserFacingError) -> None:
        if not _is_final(error):
            self._steps.note_undone(step)
        self._on_refused(error)

    def _on_refused(self, error: UserFacingError, step: str | None = None) -> None:
        """A step stays where it was, unless it can never be taken back."""
        if step is not None and not _is_final(error):
            self._steps.put_back(step)
        if error.id == "journal.undo_evaluation":
            self._toast.say(error.say(i18n.catalogue_language()))
        elif error.id in _PASSED:
            self._toast.say(
                translate(
                    "MainWindow",
                    "That step cannot be taken back any more; Ctrl+Z goes on with the one before",
                )
            )
        else:
            self._desk.trouble.emit(error)


def _is_final(error: UserFacingError) -> bool:
    """Whether it is about the step, and not about a full disk or a screen that shows another
    thing."""
    return error.id.startswith("journal.") and error.id != "journal.undo_evaluation"


_FIRST = ("evaluation", "slip", "annotation", "library_entry")
"""Of several kinds the one that people think of."""


def _what(changes: Changes) -> str:
    """The kind of record; empty where there are several of which none tells most."""
    kinds = [kind for kind in _FIRST if kind in changes.subjects] or sorted(changes.subjects)
    named = [f"record.{kind}" for kind in kinds if f"record.{kind}" in catalogue()]
    is_clear = bool(named) and (len(named) == 1 or kinds[0] in _FIRST)
    return text(named[0]).render(i18n.catalogue_language()) if is_clear else ""
