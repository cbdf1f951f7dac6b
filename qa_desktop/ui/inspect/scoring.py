"""The card of the open call: answers, evidence and words, each change kept as a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal

from qa_desktop.domain.annotations import Annotation
from qa_desktop.domain.scoring import (
    NOT_APPLICABLE,
    Answer,
    FreeText,
    Item,
    Preview,
    ScorecardVersion,
    preview,
)
from qa_desktop.services.evaluating import (
    EvaluationForm,
    evidence_by_item,
    is_no_proof,
    items_without_evidence,
    without_blame_for_bonus,
)
from qa_desktop.store.drafts import DraftKind, save_draft
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.inspect.answers import (
    accepts,
    answer_of_digit,
)
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import competency_name

Mode = Literal["filling", "submitted", "correcting"]


@dataclass(frozen=True)
class CardStep:
    """An answer or an evidence link as it was before: what Undo puts back."""

    item: str
    answer: Answer | None
    evidence: tuple[str, ...]


class Scoring(QObject):
    """What the card panel shows and the keys change; widgets only ask and listen."""

    opened = Signal()
    """Another card or another mode: rows are made anew."""
    changed = Signal()
    """Answers, evidence or words: the rows and the score are shown anew."""
    current_changed = Signal()
    draft_kept = Signal()
    stepped = Signal(object)
    """A ``CardStep`` of the person: an answer, N/A or an evidence link, not what is typed."""

    refused = Signal(str, str)
    """The id of an error, and the item that it is about."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.version: ScorecardVersion | None = None
        self.form: EvaluationForm | None = None
        self.preview: Preview | None = None
        self.mode: Mode = "filling"
        self.evaluation: str | None = None
        """The submitted evaluation that is shown or corrected."""
        self.reason = ""
        """Why it is corrected."""
        self.current: str | None = None
        self.annotations: dict[str, Annotation] = {}

    # -- what is open

    def open(
        self,
        version: ScorecardVersion,
        form: EvaluationForm,
        mode: Mode = "filling",
        *,
        evaluation: str | None = None,
        reason: str = "",
    ) -> None:
        self.version, self.form, self.mode = version, form, mode
        self.evaluation, self.reason = evaluation, reason
        self.preview = preview(version, form.answers)
        self.current = next(iter(self.preview.missing or self.preview.visible), None)
        self.opened.emit()

    def close(self) -> None:
        self.version = self.form = self.preview = self.current = None
        self.annotations = {}
        self.opened.emit()

    def set_annotations(self, annotations: Sequence[Annotation]) -> None:
        self.annotations = {each.id: each for each in annotations}
        self.changed.emit()

    @property
    def writable(self) -> bool:
        return self.form is not None and self.mode != "submitted"

    def use_card(self, version: ScorecardVersion) -> None:
        """Another scorecard; answers that it can take over are kept."""
        if self.form is None or not self.writable:
            return
        kept = {
            id: answer
            for id, answer in self.form.answers.items()
            if id in version.items and accepts(version.items[id], answer)
        }
        form = replace(self.form, scorecard=version.id, answers=kept)
        self.open(version, form, self.mode, evaluation=self.evaluation, reason=self.reason)
        self._keep_draft()

    # -- where one is

    def go_to(self, item: str) -> None:
        if item != self.current:
            self.current = item
            self.current_changed.emit()

    def step(self, by: int) -> None:
        """To the next or previous item that is shown; the ends hold."""
        if self.preview is None or not self.preview.visible:
            return
        visible = self.preview.visible
        place = visible.index(self.current) if self.current in visible else 0
        self.go_to(visible[min(max(place + by, 0), len(visible) - 1)])

    @property
    def current_item(self) -> Item | None:
        return self.version.items.get(self.current or "") if self.version else None

    # -- answering

    def press_digit(self, digit: int) -> None:
        """A number key on the current item."""
        item = self.current_item
        answer = answer_of_digit(item, digit) if item else None
        if item is not None and answer is not None:
            self.set_answer(item.id, answer)

    def toggle_not_applicable(self) -> None:
        item = self.current_item
        if item is not None and self.form is not None and item.na != "forbidden":
            now = self.form.answers.get(item.id)
            self.set_answer(item.id, None if now == NOT_APPLICABLE else NOT_APPLICABLE)

    def set_answer(self, item: str, answer: Answer | None) -> None:
        """None takes the answer back."""
        if self.form is None or not self.writable:
            return
        answers = {id: given for id, given in self.form.answers.items() if id != item}
        if answer is not None and answer != "":
            answers[item] = answer
        self.go_to(item)
        before = self.step_of(item)
        is_typed = self.version is not None and isinstance(
            self.version.items[item].answer, FreeText
        )
        if self.put(answers=answers) and not is_typed:
            self.stepped.emit(before)

    def toggle_evidence(self, item: str, annotation: str) -> None:
        """Link an annotation to an item, or take the link away."""
        if self.form is None or not self.writable or annotation not in self.annotations:
            return
        linked = list(self.form.evidence.get(item, []))
        is_new = annotation not in linked
        asked = self.version.items[item] if self.version is not None else None
        if is_new and asked is not None and is_no_proof(asked, self.annotations[annotation]):
            self.refused.emit("evaluation.weakness_for_bonus", item)
            return
        if not is_new:
            linked.remove(annotation)
        else:
            linked.append(annotation)
        before = self.step_of(item)
        if self._put_evidence(item, linked):
            self.stepped.emit(before)

    def take_back(self, step: CardStep) -> None:
        """The item as it was; what was typed since stays."""
        if self.form is None:
            return
        answers = {id: given for id, given in self.form.answers.items() if id != step.item}
        if step.answer is not None:
            answers[step.item] = step.answer
        self.go_to(step.item)
        self.put(answers=answers)
        self._put_evidence(step.item, list(step.evidence))

    def _put_evidence(self, item: str, linked: list[str]) -> bool:
        """The item's comment is the words of its evidence, until the person writes another."""
        assert self.form is not None  # noqa: S101
        said = self.form.item_comments.get(item, "")
        comments = {id: words for id, words in self.form.item_comments.items() if id != item}
        if said == self._words_of(self.form.evidence.get(item, [])):
            said = self._words_of(linked)
        if said:
            comments[item] = said
        return self.put(evidence={**self.form.evidence, item: linked}, item_comments=comments)

    def _words_of(self, annotations: Sequence[str]) -> str:
        """What was written on them, in one line."""
        texts = (self.annotations[id].text for id in annotations if id in self.annotations)
        lines = (" ".join(text.split()) for text in texts)
        between = "；" if i18n.catalogue_language() == "zh" else "; "
        return between.join(line for line in lines if line)

    def step_of(self, item: str) -> CardStep:
        assert self.form is not None  # noqa: S101
        linked = self.form.evidence.get(item, [])
        return CardStep(item, self.form.answers.get(item), tuple(linked))

    def put(self, **values: Any) -> bool:
        """Change members of the form; ``answers`` recalculates the score. False: no change."""
        if self.form is None or self.version is None or not self.writable:
            return False
        form = replace(self.form, **values)
        if form == self.form:
            return False
        self.form = form
        if "answers" in values:
            self.preview = preview(self.version, form.answers)
        self.changed.emit()
        self._keep_draft()
        return True

    def set_reason(self, reason: str) -> None:
        """Why the evaluation is corrected."""
        if reason != self.reason:
            self.reason = reason
            self._keep_draft()

    # -- what is still to do

    def evidence(self, item: str) -> list[Annotation]:
        """The annotations that ``item`` points at."""
        if self.form is None:
            return []
        return [self.annotations[id] for id in self._evidence().get(item, [])]

    def _evidence(self) -> dict[str, list[str]]:
        """By item, what counts."""
        assert self.form is not None  # noqa: S101
        evidence = evidence_by_item(self.form, self.annotations)
        if self.version is None:
            return evidence
        return without_blame_for_bonus(self.version, evidence, self.annotations)

    def items_of(self, annotation: Annotation) -> list[Item]:
        """The items that this annotation is evidence for."""
        if self.version is None or self.form is None:
            return []
        linked = [item for item, ids in self.form.evidence.items() if annotation.id in ids]
        ids = dict.fromkeys([*linked, *([annotation.item] if annotation.item else [])])
        return [self.version.items[id] for id in ids if id in self.version.items]

    def linked_words(self, annotation: Annotation) -> str:
        """What an annotation is linked to, as the list shows it: items, then its competency."""
        language = i18n.catalogue_language()
        names = [item.name.render(language) for item in self.items_of(annotation)]
        items = ("、" if language == "zh" else ", ").join(names)
        competency = competency_name(annotation.competency) if annotation.competency else ""
        return " · ".join(part for part in (items, competency) if part)

    def without_evidence(self) -> list[str]:
        if self.version is None or self.form is None or self.preview is None:
            return []
        return items_without_evidence(self.version, self.preview.score, self._evidence())

    # -- drafts

    @property
    def draft_slot(self) -> tuple[DraftKind, str]:
        """Kind and key of the draft that this card is kept under."""
        assert self.form is not None  # noqa: S101
        if self.mode == "correcting":
            return "correction", str(self.evaluation)
        return "evaluation", self.form.call

    def _keep_draft(self) -> None:
        if self.form is not None:
            body = {**self.form.as_draft(), "reason": self.reason}
            kind, key = self.draft_slot
            self._desk.save((kind, key), partial(_save, kind, key, body))
            self.draft_kept.emit()


def _save(kind: DraftKind, key: str, body: dict[str, Any], workspace: Workspace) -> Changes | None:
    """What changed for others: the first draft of a call says that it is being scored."""
    return Changes(frozenset({"draft"})) if save_draft(workspace.db, kind, key, body) else None
