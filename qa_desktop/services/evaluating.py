"""Submitting and correcting an evaluation 质检单."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from fractions import Fraction
from typing import Any

from qa_desktop.domain.annotations import Annotation
from qa_desktop.domain.evaluation import CIRCUMSTANCES, METHODS, METHODS_WITHOUT_RECORDING, ROLES
from qa_desktop.domain.scoring.engine import score
from qa_desktop.domain.scoring.model import Answer, Answers, Item
from qa_desktop.domain.scoring.result import ItemResult, Result
from qa_desktop.domain.scoring.version import ScorecardVersion
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import fact, withdraw
from qa_desktop.journal.ownership import new_id_of
from qa_desktop.journal.personal import Personal
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.calls import CallRow, get_call
from qa_desktop.store.drafts import delete_draft
from qa_desktop.store.evaluations import get_evaluation, has_evaluation
from qa_desktop.store.people import agents_of_person
from qa_desktop.store.scorecards import get_version
from qa_desktop.store.workspace import Changes, Workspace

SCORING_FORMAT = "scoring/1"
"""Names the arithmetic of SCORING.md that the stored results follow."""


@dataclass(frozen=True)
class EvaluationForm:
    """What a person filled in; also the body of the draft (``as_draft``/``from_draft``)."""

    call: str
    scorecard: str
    """Version id."""
    answers: dict[str, str | int]
    method: str = "spot_check"
    role: str = "inspector"
    item_comments: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, list[str]] = field(default_factory=dict)
    """Annotation ids by item id."""
    strengths: str = ""
    advice: str = ""
    circumstance: str | None = None
    wrong_information: bool = False
    emergency: bool = False
    practice: bool = False
    heard: list[list[int]] = field(default_factory=list)
    """[[from ms, to ms, speed %], …]"""

    def as_draft(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_draft(cls, body: dict[str, Any]) -> EvaluationForm:
        """Members that this version does not know are left out."""
        known = {entry.name for entry in fields(cls)}
        return cls(**{name: value for name, value in body.items() if name in known})


@dataclass(frozen=True)
class Submitted:
    changes: Changes
    evaluation: str
    result: Result


def submit_evaluation(workspace: Workspace, form: EvaluationForm) -> Submitted:
    """Score and submit. The draft is removed in the same transaction.

    Raises ``UserFacingError`` naming the item for a missing answer or missing evidence, and when
    this person has already submitted this scorecard for this call.
    """
    call = get_call(workspace.db, workspace.person, form.call)
    _refuse_second(workspace, form)
    payload, result = _payload(workspace, call, form)
    evaluation = new_id_of(workspace.person)
    with workspace.transaction():
        delete_draft(workspace.db, "evaluation", form.call)
        changes = workspace.write([fact("evaluation", evaluation, payload)])
    return Submitted(changes, evaluation, result)


def correct_evaluation(
    workspace: Workspace, evaluation: str, form: EvaluationForm, reason: str
) -> Submitted:
    """更正: a new revision that follows the standing one; the old one stays readable."""
    if not reason.strip():
        raise UserFacingError("evaluation.reason_missing")
    standing = get_evaluation(workspace.db, evaluation)
    if form.call != standing.payload["call"]:
        raise ValueError("a correction is about the same call")
    call = get_call(workspace.db, workspace.person, form.call)
    payload, result = _payload(workspace, call, form)
    payload["reason"] = Personal(reason.strip())
    with workspace.transaction():
        delete_draft(workspace.db, "correction", evaluation)
        changes = workspace.write([fact("evaluation", evaluation, payload, standing.id)])
    return Submitted(changes, evaluation, result)


def withdraw_evaluation(workspace: Workspace, evaluation: str, reason: str) -> Changes:
    """Take back the standing revision, with a reason; the one before it stands again."""
    if not reason.strip():
        raise UserFacingError("evaluation.reason_missing")
    return workspace.write([withdraw("evaluation", evaluation, reason.strip())])


def _refuse_second(workspace: Workspace, form: EvaluationForm) -> None:
    """One evaluation = one call × one scorecard version × one scorer."""
    if has_evaluation(workspace.db, form.call, form.scorecard, workspace.person):
        raise UserFacingError("evaluation.exists")


def _payload(
    workspace: Workspace, call: CallRow, form: EvaluationForm
) -> tuple[dict[str, Any], Result]:
    """All that the fact vouches for (EXCHANGE.md, Facts)."""
    _check_words(workspace, call, form)
    version = get_version(form.scorecard, workspace.db)
    result = score(version, form.answers)
    annotations = {entry.id: entry for entry in find_annotations(workspace.db, form.call)}
    evidence = without_blame_for_bonus(version, evidence_by_item(form, annotations), annotations)
    missing = items_without_evidence(version, result, evidence)
    if missing:
        raise EvidenceMissingError(version.items[missing[0]])
    problems = [
        {
            "item": problem.item,
            "option": problem.option,
            "problem_class": problem.problem_class,
            "fault": problem.fault,
            "wrong_information": problem.wrong_information,
        }
        for problem in result.problems
    ]
    wrong = form.wrong_information or any(problem.wrong_information for problem in result.problems)
    payload = {
        "call": call.id,
        "recording": call.recording,
        "agent": call.agent,
        "scorecard": version.id,
        "scoring": SCORING_FORMAT,
        "scorer": workspace.person,
        "role": form.role,
        "method": form.method,
        "practice": form.practice,
        "emergency": form.emergency,
        "wrong_information": wrong,
        "circumstance": form.circumstance,
        "items": [_item(item, form, evidence) for item in result.items],
        "problems": problems,
        "annotations": [_vouched(entry) for entry in annotations.values()],
        "strengths": _words(form.strengths),
        "advice": _words(form.advice),
        "heard": [list(span) for span in form.heard],
        "result": exact_result(result),
    }
    return payload, result


def _words(text: str) -> Personal | None:
    return Personal(text.strip()) if text.strip() else None


def _check_words(workspace: Workspace, call: CallRow, form: EvaluationForm) -> None:
    if form.method not in METHODS or form.role not in ROLES:
        raise UserFacingError("evaluation.bad_method")
    if form.circumstance is not None and form.circumstance not in CIRCUMSTANCES:
        raise UserFacingError("evaluation.bad_method")
    if call.recording is None and form.method not in METHODS_WITHOUT_RECORDING:
        raise UserFacingError("evaluation.needs_recording")
    if call.invalid_reason is not None:
        raise UserFacingError("evaluation.call_invalid")
    if not form.practice and call.agent in agents_of_person(workspace.db, workspace.person):
        raise UserFacingError("evaluation.own_call")


def evidence_by_item(
    form: EvaluationForm, annotations: Mapping[str, Annotation]
) -> dict[str, list[str]]:
    """Annotations by item: those linked on the card, and those that name the item themselves.

    ``annotations`` are those of the call, by id; a link to one that is gone counts for nothing.
    """
    linked = {item: [id for id in ids if id in annotations] for item, ids in form.evidence.items()}
    for entry in annotations.values():
        if entry.item and entry.id not in linked.setdefault(entry.item, []):
            linked[entry.item].append(entry.id)
    return linked


def without_blame_for_bonus(
    version: ScorecardVersion,
    evidence: Mapping[str, Sequence[str]],
    annotations: Mapping[str, Annotation],
) -> dict[str, list[str]]:
    """Nobody earns a bonus by what they did badly: a weakness proves none. Links to one stay in
    the draft and go nowhere."""
    return {
        item: [
            id for id in ids
            if not (item in version.items and is_no_proof(version.items[item], annotations[id]))
        ]
        for item, ids in evidence.items()
    }  # fmt: skip


def is_no_proof(item: Item, annotation: Annotation) -> bool:
    """Whether this cannot be evidence for that."""
    return item.bonus and annotation.kind == "weakness"


def items_without_evidence(
    version: ScorecardVersion, result: Result, evidence: Mapping[str, Sequence[str]]
) -> list[str]:
    """Items whose answer must point at seconds of the call and does not, in the card's order.

    Every lost point points at seconds of audio, where the scorecard demands it. A bonus that was
    not earned claims nothing and needs none, whatever the card says.
    """
    missing = []
    for outcome in result.items:
        item = version.items[outcome.id]
        loses = outcome.state == "scored" and outcome.lost > 0
        claims = outcome.earned > 0 if item.bonus else outcome.state in ("scored", "full")
        needed = (item.evidence == "on_loss" and loses) or (item.evidence == "always" and claims)
        if needed and not evidence.get(item.id):
            missing.append(item.id)
    return missing


def evidence_error(item: Item) -> str:
    """The id of what is said where its evidence is missing: a bonus takes no points, and some
    items want evidence whatever the answer."""
    kind = "_bonus" if item.bonus else "_always" if item.evidence == "always" else ""
    return f"evaluation.evidence_missing{kind}"


class EvidenceMissingError(UserFacingError):
    """``item_id`` tells the screen which row to point at."""

    def __init__(self, item: Item) -> None:
        super().__init__(evidence_error(item), item=item.label)
        self.item_id = item.id


def _item(
    outcome: ItemResult, form: EvaluationForm, evidence: dict[str, list[str]]
) -> dict[str, Any]:
    return {
        "item": outcome.id,
        "answer": _answer(outcome, form.answers.get(outcome.id)),
        "state": outcome.state,
        "fraction": as_text(outcome.fraction),
        "applied": as_text(outcome.applied),
        "earned": as_text(outcome.earned),
        "lost": as_text(outcome.lost),
        "comment": _words(form.item_comments.get(outcome.id, "")),
        "evidence": evidence.get(outcome.id, []),
    }


def _answer(outcome: ItemResult, answer: Answer | None) -> Answer | Personal | None:
    """What was chosen; the words of a text item are personal, as all free text is."""
    if outcome.state == "hidden" or answer is None:
        return None
    if outcome.state == "text":
        return Personal(str(answer)) if answer else None
    return answer


def _vouched(entry: Annotation) -> dict[str, Any]:
    return {
        "id": entry.id,
        "at_ms": entry.at_ms,
        "to_ms": entry.to_ms,
        "kind": entry.kind,
        "text": Personal(entry.text),
        "item": entry.item,
        "competency": entry.competency,
    }


def as_text(value: Fraction | None) -> str | None:
    """An exact number as "n/d", whole numbers too."""
    return None if value is None else f"{value.numerator}/{value.denominator}"


def exact_result(result: Result) -> dict[str, Any]:
    """Exact results as "n/d"; ``check --full`` computes them again from the answers."""
    return {
        "base": as_text(result.base),
        "raw": as_text(Fraction(result.raw) if result.raw is not None else None),
        "published": as_text(Fraction(result.published) if result.published is not None else None),
        "exact": as_text(result.published_exact),
        "passed": result.passed,
        "fatal": result.fatal,
        "grade": result.grade.name.zh if result.grade else None,
        "no_score": result.no_score,
    }


def answers_of(payload: dict[str, Any]) -> Answers:
    """The answers that an evaluation's payload holds, personal values put back in."""
    return {
        line["item"]: line["answer"]
        for line in payload["items"]
        if line["answer"] is not None and line["state"] != "hidden"
    }


def form_of(payload: dict[str, Any]) -> EvaluationForm:
    """A form filled in as a submitted evaluation was: the beginning of a correction.

    The flag of wrong information is left to the options where one of them raised it, so that a
    correction of that answer takes it off.
    """
    items = payload["items"]
    by_option = any(problem["wrong_information"] for problem in payload["problems"])
    return EvaluationForm(
        call=payload["call"],
        scorecard=payload["scorecard"],
        answers=dict(answers_of(payload)),
        method=payload["method"],
        role=payload["role"],
        item_comments={line["item"]: line["comment"] for line in items if line["comment"]},
        evidence={line["item"]: list(line["evidence"]) for line in items if line["evidence"]},
        strengths=payload["strengths"] or "",
        advice=payload["advice"] or "",
        circumstance=payload["circumstance"],
        wrong_information=payload["wrong_information"] and not by_option,
        emergency=payload["emergency"],
        practice=payload["practice"],
        heard=payload["heard"],
    )
