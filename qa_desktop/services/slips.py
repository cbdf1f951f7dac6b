"""Drawing a warning slip 质检提醒单 from the faults of an evaluation.

What is typed stays a local draft. Drawing signs it: from then on nothing in it changes, whoever
wants another slip cancels this one and draws again (``services.slip_moves``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Final

from sqlite_utils import Database

from qa_desktop.domain.penalty_ladder import Recommendation, overall, recommend, repeats
from qa_desktop.domain.penalty_rungs import RUNGS, Rung
from qa_desktop.domain.penalty_standard import PenaltyStandard
from qa_desktop.domain.scoring.fault_catalogue import Fault
from qa_desktop.domain.slip_fact import FORMAT, IMPACTS, ISSUERS, MAX_FAULTS, SEVERITIES
from qa_desktop.domain.slip_grading import graded_otherwise, severity_of
from qa_desktop.domain.slip_table import DEAD
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import fact
from qa_desktop.journal.clock import now_ms
from qa_desktop.journal.ownership import new_id_of
from qa_desktop.journal.personal import Personal
from qa_desktop.journal.rights import Rights
from qa_desktop.services.passphrase import signing_keys
from qa_desktop.store.calls import get_call
from qa_desktop.store.drafts import delete_draft, get_draft, save_draft
from qa_desktop.store.evaluations import Revision, get_evaluation, is_withdrawn
from qa_desktop.store.fault_catalogue import find_faults
from qa_desktop.store.memberships import team_of
from qa_desktop.store.penalty_standards import row_in_force
from qa_desktop.store.people import person_of_agent
from qa_desktop.store.published_cards import find_publications
from qa_desktop.store.reader import get_owner
from qa_desktop.store.recusals import people_barred_from
from qa_desktop.store.settings import get_setting
from qa_desktop.store.slips import find_cases, find_slips_of_evaluation, fined_in_month
from qa_desktop.store.workspace import Changes, Workspace

_LONGEST: Final = 4_000


@dataclass(frozen=True)
class FaultForm:
    """A line of the slip. ``words``: what happened, in the inspector's words."""

    fault: str
    severity: str = "minor"
    impact: str = "none"
    item: str | None = None
    annotation: str | None = None
    from_ms: int | None = None
    to_ms: int | None = None
    words: str = ""


@dataclass(frozen=True)
class SlipForm:
    """What a person fills in. ``rung`` and ``amount_cents`` None: as it is recommended."""

    evaluation: str
    faults: list[FaultForm] = field(default_factory=list)
    rung: Rung | None = None
    amount_cents: int | None = None
    why_other: str = ""

    def as_draft(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_draft(cls, body: Mapping[str, Any]) -> SlipForm:
        """Members that this version does not know are left out."""
        known = {name: body[name] for name in _names(cls) if name in body}
        lines = [
            FaultForm(**{name: line[name] for name in _names(FaultForm) if name in line})
            for line in known.pop("faults", [])
        ]
        return cls(faults=lines, **known)


def _names(cls: Any) -> list[str]:
    return [entry.name for entry in fields(cls)]


@dataclass(frozen=True)
class Weighed:
    """What the standard says to a form. ``rung`` and ``amount_cents`` are what will be drawn."""

    lines: tuple[Recommendation, ...]
    whole: Recommendation | None
    """None where there is no fault yet."""
    standard: PenaltyStandard
    publication: str | None
    fined_cents: int
    """What the agent was fined this month already."""
    rung: Rung | None
    amount_cents: int
    needs_reason: bool
    """For another rung or amount than the standard's, or for a fault that is graded otherwise."""
    graded_otherwise: tuple[str, ...] = ()
    """Fault codes whose severity is not what the problem's class says."""


@dataclass(frozen=True)
class Drawn:
    changes: Changes
    slip: str


def may_draw(db: Database) -> bool:
    """Whether this person has a role for it now; a person who works alone may."""
    return issuing_role(db) is not None


def issuing_role(db: Database) -> str | None:
    """In which role this person draws: the one that is set, where that is one, else another."""
    usual = str(get_setting(db, "role"))
    rights = Rights(db)
    if rights.group is None:
        return usual if usual in ISSUERS else ISSUERS[0]
    standing = rights.standing(get_owner(db).replica)
    held = standing.roles_at(now_ms()) if standing else frozenset()
    return next((role for role in (usual, *ISSUERS) if role in ISSUERS and role in held), None)


def begin_slip(db: Database, evaluation: str) -> SlipForm:
    """A line for every problem of the evaluation that has a fault code, with the seconds of its
    first evidence, as severe as its problem class suggests. Raises ``UserFacingError`` for one
    that is not here."""
    payload = get_evaluation(db, evaluation).payload
    marks = {mark["id"]: mark for mark in payload["annotations"]}
    items = {line["item"]: line for line in payload["items"]}
    lines: dict[tuple[str, str], FaultForm] = {}
    for problem in payload["problems"]:
        code, item = problem.get("fault"), problem["item"]
        if code and (code, item) not in lines:
            lines[code, item] = _line(problem, items.get(item), marks)
    return SlipForm(evaluation, list(lines.values())[:MAX_FAULTS])


def _line(
    problem: Mapping[str, Any], item: Mapping[str, Any] | None, marks: Mapping[str, Any]
) -> FaultForm:
    evidence = (item or {}).get("evidence", [])
    mark = next((marks[id] for id in evidence if id in marks), None)
    severity = severity_of(problem) or SEVERITIES[0]
    line = FaultForm(problem["fault"], severity, item=item["item"] if item else None)
    line = replace(line, words=(item or {}).get("comment") or "")
    if mark is None:
        return line
    words = line.words or mark["text"] or ""
    start, end = mark["at_ms"], mark["to_ms"]
    return replace(line, annotation=mark["id"], from_ms=start, to_ms=end, words=words)


def save_slip_draft(workspace: Workspace, form: SlipForm) -> None:
    """As it is typed; one small durable write."""
    save_draft(workspace.db, "slip", form.evaluation, form.as_draft())


def get_slip_draft(db: Database, evaluation: str) -> SlipForm | None:
    draft = get_draft(db, "slip", evaluation)
    return SlipForm.from_draft(draft.body) if draft else None


def discard_slip_draft(workspace: Workspace, evaluation: str) -> None:
    delete_draft(workspace.db, "slip", evaluation)


def weigh(db: Database, form: SlipForm, day: str) -> Weighed:
    """What the standard in force on ``day`` (ISO) recommends for a form, and what it will be. For
    a fault without a clause the catalogue says where it begins. A slip about this very evaluation
    is no earlier case: the same fault would repeat itself."""
    catalogue = find_faults(db)
    said = get_evaluation(db, form.evaluation).payload
    agent = said["agent"]
    held = row_in_force(db, day)
    standard = held.standard
    fined = fined_in_month(db, agent, day[:7]) if agent else 0
    own = {each.id for each in find_slips_of_evaluation(db, form.evaluation)}
    cases = [each for each in find_cases(db, agent, day) if each.slip not in own] if agent else []
    lines = tuple(
        recommend(
            standard,
            line.fault,
            line.severity,
            line.impact,
            repeats(cases, agent, line.fault, day, standard.window_days),
            default_rung=_usual_rung(catalogue.get(line.fault)),
            fined_cents=fined,
        )
        for line in form.faults
    )
    whole = overall(standard, lines, fined_cents=fined) if lines else None
    rung = form.rung or (whole.rung if whole else None)
    usual = whole.amount_cents if whole and rung == whole.rung else 0
    amount = (usual if form.amount_cents is None else form.amount_cents) if rung == "fine" else 0
    other = whole is not None and (rung, amount) != (whole.rung, whole.amount_cents)
    graded = ((line.fault, line.item, line.severity) for line in form.faults)
    otherwise = graded_otherwise(said["problems"], graded)
    needs_reason = other or bool(otherwise)
    return Weighed(lines, whole, standard, held.id, fined, rung, amount, needs_reason, otherwise)


def _usual_rung(fault: Fault | None) -> Rung:
    known = next((rung for rung in RUNGS if fault and rung == fault.rung), None)
    return known or RUNGS[0]


def draw_slip(
    workspace: Workspace, form: SlipForm, day: str, shown: Weighed | None = None
) -> Drawn:
    """Sign the slip; its draft is gone in the same transaction. ``shown``: what the person was
    shown, "slip.weighed_anew" where it is something else by now.

    Raises ``UserFacingError``: ``slip.no_agent``, ``slip.practice`` (it counts for nothing),
    ``slip.evaluation_withdrawn``, ``slip.no_fault``, ``slip.bad_fault``,
    ``slip.beyond_recording``, ``slip.reason_missing`` (another rung, amount or severity than
    recommended), ``slip.over_cap``, ``slip.own``, ``slip.barred``, ``slip.exists``,
    ``slip.no_role``; ``right.*``; ``identity.*`` when the passphrase is wanted.
    """
    db = workspace.db
    revision = get_evaluation(db, form.evaluation)
    _check_lines(form)
    if any(each.stage not in DEAD for each in find_slips_of_evaluation(db, form.evaluation)):
        raise UserFacingError("slip.exists")
    weighed = weigh(db, form, day)
    if shown is not None and weighed != shown:
        raise UserFacingError("slip.weighed_anew")
    _check(workspace, form, revision, weighed)
    payload = _payload(workspace, form, revision, weighed, day)
    slip = new_id_of(workspace.person)
    # A draw without the person's signature says that there was no team (docs/decisions/0019).
    keys = signing_keys(workspace) if workspace.trust_group is not None else None
    with workspace.transaction():
        delete_draft(db, "slip", form.evaluation)
        changes = workspace.write([fact("slip", slip, payload)], person=keys)
    return Drawn(changes, slip)


def _check_lines(form: SlipForm) -> None:
    if not form.faults:
        raise UserFacingError("slip.no_fault")
    if len(form.faults) > MAX_FAULTS:
        raise UserFacingError("slip.too_many_faults", most=MAX_FAULTS)
    for line in form.faults:
        known = line.severity in SEVERITIES and line.impact in IMPACTS and bool(line.fault.strip())
        start, end = line.from_ms, line.to_ms
        is_place = end is None or (start is not None and start <= end)
        if not known or not is_place or len(line.words) > _LONGEST:
            raise UserFacingError("slip.bad_fault", fault=line.fault)


def _check(workspace: Workspace, form: SlipForm, revision: Revision, weighed: Weighed) -> None:
    db = workspace.db
    agent = revision.payload["agent"]
    if agent is None:
        raise UserFacingError("slip.no_agent")
    if revision.payload["practice"]:
        raise UserFacingError("slip.practice")
    if is_withdrawn(db, form.evaluation):
        raise UserFacingError("slip.evaluation_withdrawn")
    longest = get_call(db, workspace.person, revision.payload["call"]).duration_ms
    for line in form.faults:
        ends = line.from_ms if line.to_ms is None else line.to_ms
        if ends is not None and longest is not None and ends > longest:
            raise UserFacingError("slip.beyond_recording", fault=line.fault)
    if person_of_agent(db, agent) == workspace.person:
        raise UserFacingError("slip.own")
    if workspace.person in people_barred_from(db, agent):
        raise UserFacingError("slip.barred")
    if issuing_role(db) is None:
        raise UserFacingError("slip.no_role")
    if weighed.needs_reason and not form.why_other.strip():
        raise UserFacingError("slip.reason_missing")
    cap = weighed.standard.monthly_cap_cents
    if weighed.amount_cents < 0 or weighed.amount_cents > max(0, cap - weighed.fined_cents):
        raise UserFacingError("slip.over_cap", cap=cap // 100, fined=weighed.fined_cents // 100)


def _payload(
    workspace: Workspace, form: SlipForm, revision: Revision, weighed: Weighed, day: str
) -> dict[str, Any]:
    """All that the slip vouches for (docs/slip-format.md)."""
    db = workspace.db
    said, whole = revision.payload, weighed.whole
    assert whole is not None  # noqa: S101 - there are faults
    call = get_call(db, workspace.person, said["call"])
    versions = (each for each in find_publications(db) if each.version == said["scorecard"])
    return {
        "move": "draw",
        "format": FORMAT,
        "by": workspace.person,
        "role": issuing_role(db),
        "evaluation": form.evaluation,
        "covers": revision.id,
        "scorecard": said["scorecard"],
        "scorecard_version": max((each.id for each in versions), default=None),
        "call": said["call"],
        "recording": said.get("recording"),
        "agent": said["agent"],
        "agent_person": person_of_agent(db, said["agent"]),
        "barred": sorted(people_barred_from(db, said["agent"])),
        "team": team_of(db, said["agent"], (call.started or day)[:10]),
        "day": day,
        "started": call.started,
        "agent_number": _words(call.agent_number),
        "agent_name": _words(call.agent_name),
        "serial": _words(call.serial),
        "order_number": _words(call.order_number),
        "faults": [
            _fault(line, told) for line, told in zip(form.faults, weighed.lines, strict=True)
        ],
        "recommended": whole.drawn,
        "rung": weighed.rung,
        "amount_cents": weighed.amount_cents,
        "why_other": _words(form.why_other) if weighed.needs_reason else None,
        "strengths": _words(_strengths(said)),
        "standard": weighed.standard.id,
        "penalty_standard": weighed.publication,
        "sign_offs": _sign_offs(db, weighed),
        "terms": weighed.standard.terms,
    }


def _strengths(said: Mapping[str, Any]) -> str:
    """What was written of them on the card, and each that was marked in the call, in its order."""
    marks = sorted(said["annotations"], key=lambda mark: mark["at_ms"])
    told = [said.get("strengths"), *(m["text"] for m in marks if m["kind"] == "strength")]
    return "\n".join(dict.fromkeys(each.strip() for each in told if each and each.strip()))


def _sign_offs(db: Database, weighed: Weighed) -> list[str]:
    """Who has to sign off. Who works alone has nobody to send it to: whom the standard wants signs
    on paper (docs/decisions/0019)."""
    if Rights(db).group is None:
        return []
    return list(weighed.standard.rung(str(weighed.rung)).sign_offs)


def _fault(line: FaultForm, told: Recommendation) -> dict[str, Any]:
    return {
        "fault": line.fault,
        "clause": told.clause.number if told.clause else None,
        "severity": line.severity,
        "impact": line.impact,
        "item": line.item,
        "annotation": line.annotation,
        "from_ms": line.from_ms,
        "to_ms": line.to_ms,
        "rung": told.rung,
        "amount_cents": told.amount_cents,
        "earlier": [
            {"slip": case.slip, "day": case.day, "rung": case.rung} for case in told.earlier[:50]
        ],
        "words": _words(line.words),
    }


def _words(said: str | None) -> Personal | None:
    return Personal(said.strip()) if said and said.strip() else None
