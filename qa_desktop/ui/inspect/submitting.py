"""Submitting the card: what stands in the way is said at its place, then the act itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from qa_desktop.domain.evaluation import is_all_blame
from qa_desktop.errors import UserFacingError
from qa_desktop.services.evaluating import (
    EvaluationForm,
    Submitted,
    correct_evaluation,
    submit_evaluation,
)
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.card_panel import CardPanel
from qa_desktop.ui.inspect.scoring import Scoring
from qa_desktop.ui.tasks import Desk


class Submitting(QObject):
    """Joins a ``Scoring`` with its panel and the service."""

    submitted = Signal(object)
    """``Submitted``, of an evaluation or a correction."""

    def __init__(
        self,
        desk: Desk,
        scoring: Scoring,
        panel: CardPanel,
        heard: Callable[[], list[list[int]]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._scoring = scoring
        self._panel = panel
        self._heard = heard
        self._nudged = False
        self._busy = False
        scoring.opened.connect(self._forget_nudge)

    def submit(self) -> None:
        """Nothing happens but a word at the right place while the card is not ready."""
        scoring = self._scoring
        if scoring.form is None or not scoring.writable or self._busy:
            return
        if self._is_ready():
            form = replace(scoring.form, heard=self._heard())
            self._busy = True
            self._desk.write(self._act(form), self._on_submitted, self._on_refused)

    def _act(self, form: EvaluationForm) -> Callable[[Workspace], Submitted]:
        if self._scoring.mode == "correcting":
            evaluation, reason = str(self._scoring.evaluation), self._scoring.reason
            return lambda ws: correct_evaluation(ws, evaluation, form, reason)
        return partial(_submit, form)

    def _is_ready(self) -> bool:
        scoring = self._scoring
        assert scoring.preview is not None and scoring.version is not None  # noqa: S101
        if scoring.preview.missing:
            return self._refuse(scoring.preview.missing[0], "scoring.answer_missing")
        lacking = scoring.without_evidence()
        if lacking:
            return self._refuse(lacking[0], "evaluation.evidence_missing")
        if scoring.mode == "correcting" and not scoring.reason.strip():
            self._panel.notice.ask_for_reason()
            self._say("evaluation.reason_missing")
            return False
        return self._nudged or not self._nudge()

    def _refuse(self, item: str, id: str) -> bool:
        """Point at the row and say what is missing."""
        assert self._scoring.version is not None  # noqa: S101
        self._panel.rows.point_at(item)
        self._say(id, item=self._scoring.version.items[item].name.text)
        return False

    def _say(self, id: str, **params: object) -> None:
        language = i18n.catalogue_language()
        self._panel.footer.set_message(UserFacingError(id, **params).say(language))

    def _nudge(self) -> bool:
        """All blame: ask once for something good; a second press submits all the same."""
        scoring = self._scoring
        assert scoring.form is not None  # noqa: S101
        kinds = [each.kind for each in scoring.annotations.values()]
        if not is_all_blame(kinds, scoring.form.strengths, scoring.form.advice):
            return False
        self._nudged = True
        self._panel.footer.set_message(
            translate(
                "Submitting",
                "The feedback only blames. Add one thing that was good, or submit again as it is.",
            ),
            nudge=True,
        )
        return True

    def _forget_nudge(self) -> None:
        self._nudged = self._busy = False

    def _on_submitted(self, done: Submitted) -> None:
        self._busy = False
        self._desk.unsaved.pop(self._scoring.draft_slot, None)
        self.submitted.emit(done)

    def _on_refused(self, error: UserFacingError) -> None:
        """What only the workspace knows: a full disk, evidence deleted meanwhile."""
        self._busy = False
        item = getattr(error, "item_id", None) or getattr(error, "item", None)
        if item is not None:
            self._panel.rows.point_at(item)
        self._panel.footer.set_message(error.say(i18n.catalogue_language()))


def _submit(form: EvaluationForm, workspace: Workspace) -> Submitted:
    return submit_evaluation(workspace, form)
