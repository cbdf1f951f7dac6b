"""Submitting the card: what stands in the way is said at its place, then the act itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from qa_desktop.domain.evaluation import is_all_blame
from qa_desktop.errors import UserFacingError
from qa_desktop.services.evaluating import (
    EvaluationForm,
    Submitted,
    correct_evaluation,
    evidence_error,
    form_of,
    submit_evaluation,
)
from qa_desktop.store.evaluations import Revision
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
        standing: Callable[[], Revision | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._scoring = scoring
        self._panel = panel
        self._heard = heard
        self._standing = standing
        self._nudged = False
        self._busy = False
        self._has_slip = False
        """Whether a slip hangs on what is corrected, and nobody was told so yet."""
        scoring.opened.connect(self._forget_nudge)
        scoring.refused.connect(lambda id, item: self._refuse(item, id))

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
            item = scoring.version.items[lacking[0]]
            return self._refuse(item.id, evidence_error(item))
        if scoring.mode == "correcting" and not scoring.reason.strip():
            self._panel.notice.ask_for_reason()
            self._say("evaluation.reason_missing")
            return False
        if scoring.mode == "correcting" and self._changes_nothing():
            self._panel.footer.set_message(
                translate(
                    "Submitting",
                    "Nothing has been changed: change an answer, the evidence or the words, "
                    "or give the correction up.",
                )
            )
            return False
        if self._has_slip:
            self._tell_of_slip()
            return False
        return self._nudged or not self._nudge()

    def note_slip(self, has_slip: bool) -> None:
        """Whether a slip was drawn about what is being corrected: it is said before the signatures
        on it are worth nothing."""
        self._has_slip = has_slip and self._scoring.mode == "correcting"

    def _tell_of_slip(self) -> None:
        """Once; a second press submits."""
        self._has_slip = False
        words = translate(
            "Submitting",
            "A warning slip was drawn about this evaluation. Once it is corrected the signatures "
            "on the slip are void, and it has to be drawn again. Submit again to go on.",
        )
        self._panel.footer.set_message(words, nudge=True)

    def _changes_nothing(self) -> bool:
        """The correction would say what stands already, on the same annotations."""
        standing, form = self._standing(), self._scoring.form
        if standing is None or form is None:
            return False
        marks = [asdict(each) for each in self._scoring.annotations.values()]
        vouched = {mark["id"]: mark for mark in standing.payload["annotations"]}
        same_marks = len(marks) == len(vouched) and all(
            vouched.get(mark["id"]) == {name: mark[name] for name in vouched[mark["id"]]}
            for mark in marks
            if mark["id"] in vouched
        )
        return same_marks and _said(form) == _said(form_of(standing.payload))

    def _refuse(self, item: str, id: str) -> bool:
        """Point at the row and say what is missing."""
        assert self._scoring.version is not None  # noqa: S101
        self._panel.show_items()
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
        words = translate(
            "Submitting",
            "The feedback only blames: {seen}, and nothing that was good. "
            "Add one thing that was good, or submit again as it is.",
        )
        seen = _blame_words(kinds.count("weakness"), scoring.form.advice)
        self._panel.footer.set_message(words.format(seen=seen), nudge=True)
        return True

    def _forget_nudge(self) -> None:
        self._nudged = self._busy = self._has_slip = False

    def _on_submitted(self, done: Submitted) -> None:
        self._busy = False
        self._desk.unsaved.pop(self._scoring.draft_slot, None)
        self.submitted.emit(done)

    def _on_refused(self, error: UserFacingError) -> None:
        """What only the workspace knows: a full disk, evidence deleted meanwhile."""
        self._busy = False
        item = getattr(error, "item_id", None) or getattr(error, "item", None)
        if item is not None:
            self._panel.show_items()
            self._panel.rows.point_at(item)
        self._panel.footer.set_message(error.say(i18n.catalogue_language()))


def _said(form: EvaluationForm) -> EvaluationForm:
    """The form without what a correction does not say: what was heard, and emptied fields."""
    return replace(
        form,
        heard=[],
        strengths=form.strengths.strip(),
        advice=form.advice.strip(),
        item_comments={id: words for id, words in form.item_comments.items() if words.strip()},
        evidence={item: sorted(ids) for item, ids in form.evidence.items() if ids},
    )


def _blame_words(weaknesses: int, advice: str) -> str:
    """What was seen: marked weaknesses, advice, or both."""
    seen = []
    if weaknesses == 1:
        seen.append(translate("Submitting", "1 weakness is marked"))
    elif weaknesses:
        seen.append(translate("Submitting", "{n} weaknesses are marked").format(n=weaknesses))
    if advice.strip():
        seen.append(translate("Submitting", "“What to change” is filled in"))
    return translate("Submitting", " and ").join(seen)


def _submit(form: EvaluationForm, workspace: Workspace) -> Submitted:
    return submit_evaluation(workspace, form)
