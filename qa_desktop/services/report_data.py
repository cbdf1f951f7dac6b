"""Gathering the plain data that reports are built from (``reports.data``)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.masking import mask_in_text, mask_number
from qa_desktop.domain.scoring import (
    NOT_APPLICABLE,
    Choice,
    Deduct,
    Item,
    Name,
    Result,
    Scale,
    ScorecardVersion,
    explain,
    score,
)
from qa_desktop.domain.scoring.called import by_name, names_alike
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.reports.data import (
    Answered,
    CallFacts,
    EvaluationData,
    FeedbackData,
    ItemOutcome,
    ItemShare,
    Marked,
    Party,
    PeriodData,
    ProblemData,
)
from qa_desktop.reports.model import Place, Words
from qa_desktop.services.evaluating import answers_of
from qa_desktop.store.calls import get_call
from qa_desktop.store.coaching import find_acknowledgements
from qa_desktop.store.evaluations import (
    Revision,
    SubmittedRow,
    find_scorers,
    find_submitted,
    get_evaluation,
    get_revisions,
    get_submitted,
)
from qa_desktop.store.fault_catalogue import fault_names
from qa_desktop.store.memberships import Teams
from qa_desktop.store.people import AgentRow, find_agents, team_names
from qa_desktop.store.scorecards import get_version
from qa_desktop.texts import Text, text

_log = logging.getLogger(__name__)

Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class PeriodRequest:
    """Local days, both included; ``agent``, ``team`` and ``scorer`` are ids, None for all."""

    first: date
    last: date
    agent: str | None = None
    team: str | None = None
    scorer: str | None = None


def span_ms(first: date, last: date) -> tuple[int, int]:
    """From the first local midnight to the one after the last day, as wall clocks in ms."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    if first > last:
        raise UserFacingError("report.bad_period", **days)
    try:
        begin, end = (
            int(datetime.combine(day, time.min).astimezone().timestamp() * 1000)
            for day in (first, last + timedelta(days=1))
        )
    except (OverflowError, ValueError, OSError) as error:  # years that the system does not know
        raise UserFacingError("report.days_out_of_range", **days) from error
    return begin, end


def period_data(
    db: Database, request: PeriodRequest, cancelled: Cancelled = lambda: False
) -> PeriodData:
    """Everybody's evaluations of a period, those for practice too; without those that cannot be
    read, which a full check names."""
    since, until = span_ms(request.first, request.last)
    people = People(db)
    found = []
    for row in find_submitted(db, since, until, agent=request.agent, scorer=request.scorer):
        if cancelled():
            raise CancelledError
        try:
            each = _evaluation(db, people, row)
        except UserFacingError as error:
            _log.warning("an evaluation is not in the report: %s", error)
            continue
        if request.team is None or people.team_of(row.agent, each.call.started) == request.team:
            found.append(each)
    return PeriodData(request.first, request.last, tuple(found), tuple(people.filters(request)))


def feedback_data(db: Database, evaluation: str, *, with_why: bool = False) -> FeedbackData:
    """One evaluation with the agent's last answer."""
    row = get_submitted(db, evaluation)
    each = _evaluation(db, People(db), row, with_why=True)
    answers = find_acknowledgements(db, evaluation)
    answer = None
    if answers:
        last = answers[-1]
        answer = Answered(
            answer=last.answer,
            words=last.words or "",
            at=local_moment(last.at),
            recorded_by=last.recorder_name or "",
            is_current=last.covers == each.revision,
        )
    return FeedbackData(each, answer, with_why)


def data_of_revision(db: Database, evaluation: str, revision: str) -> EvaluationData | None:
    """One evaluation as a revision of it says (the id of its operation), also where it was
    corrected since; None where that cannot be read here."""
    row = get_submitted(db, evaluation)
    said = next((each for each in get_revisions(db, evaluation) if each.id == revision), None)
    return _evaluation(db, People(db), row, said, with_why=True) if said is not None else None


class People:
    """Agents, teams and scorers, read once for a whole report."""

    def __init__(self, db: Database) -> None:
        self._agents: Mapping[str, AgentRow] = {agent.id: agent for agent in find_agents(db)}
        self._scorers = {id: (number, name) for id, number, name in find_scorers(db)}
        self._team_names = team_names(db)
        self.fault_names = fault_names(db)
        self._teams = Teams(db)

    def team_of(self, agent: str | None, at: datetime | None) -> str | None:
        day = at.date().isoformat() if at else None
        return self._teams.on(agent, day) if agent else None

    def agent(self, id: str | None, at: datetime | None) -> Party:
        found = self._agents.get(id or "")
        team = self._team_names.get(self.team_of(id, at) or "", "")
        number, name = (found.number or "", found.name or "") if found else ("", "")
        return Party(id, number, name, team)

    def scorer(self, id: str) -> Party:
        number, name = self._scorers.get(id, ("", ""))
        return Party(id, number, name)

    def filters(self, request: PeriodRequest) -> list[tuple[Words, Words]]:
        shown: list[tuple[Words, Words]] = []
        if request.agent:
            shown.append((text("report.filter_agent"), self.agent(request.agent, None).shown))
        if request.team:
            shown.append((text("report.filter_team"), self._team_names.get(request.team, "")))
        if request.scorer:
            shown.append((text("report.filter_scorer"), self.scorer(request.scorer).shown))
        return shown


def _evaluation(
    db: Database,
    people: People,
    row: SubmittedRow,
    revision: Revision | None = None,
    *,
    with_why: bool = False,
) -> EvaluationData:
    revision = revision or get_evaluation(db, row.id)
    payload = revision.payload
    call = _call(db, row.call)
    version = _version(db, str(payload["scorecard"]))
    scored = _scored(version, revision) if with_why else None
    result = payload["result"]
    corrected = row.revisions > 1
    return EvaluationData(
        id=row.id,
        revision=revision.id,
        call=call,
        agent=people.agent(row.agent, call.started),
        scorer=people.scorer(row.scorer),
        role=payload["role"],
        method=payload["method"],
        practice=bool(payload["practice"]),
        emergency=bool(payload["emergency"]),
        circumstance=payload["circumstance"],
        scorecard=version.name.text if version else str(payload["scorecard"])[:12],
        submitted=local_moment(row.submitted_at),
        corrected=local_moment(row.changed_at) if corrected else None,
        correction_reason=(payload.get("reason") or "") if corrected else "",
        published=_fraction(result["published"]),
        decimals=version.policy.decimals if version else None,
        passed=result["passed"],
        fatal=bool(result["fatal"]),
        grade=_grade(version, result["grade"]),
        items=tuple(_items(version, payload)),
        problems=tuple(_problems(version, payload, people.fault_names)),
        wrong_information=bool(payload["wrong_information"]),
        marks=tuple(_mark(payload["call"], mark) for mark in payload["annotations"]),
        strengths=payload["strengths"] or "",
        advice=payload["advice"] or "",
        why=_why(version, scored) if version and scored else (),
        shares=tuple(_shares(version, scored)) if version and scored else (),
    )


def _call(db: Database, id: str) -> CallFacts:
    """A call that is in the trash leaves its evaluation readable."""
    try:
        call = get_call(db, "", id)
    except UserFacingError:
        return CallFacts(id, False, None, None, "", "", "", "")
    return CallFacts(
        id=call.id,
        has_recording=call.recording is not None,
        started=datetime.fromisoformat(call.started) if call.started else None,
        duration_ms=call.duration_ms,
        serial=mask_in_text(call.serial or "", call.customer_number),
        business=call.business or "",
        disposition=call.disposition or "",
        customer=mask_number(call.customer_number) if call.customer_number else "",
    )


def _version(db: Database, id: str) -> ScorecardVersion | None:
    """None for a version that this workspace does not hold."""
    try:
        return get_version(id, db)
    except UserFacingError:
        return None


def _fraction(value: str | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _grade(version: ScorecardVersion | None, name: str | None) -> Words | None:
    """The fact holds its Chinese name; the card knows both."""
    grades = version.policy.grades if version else ()
    return next((grade.name.text for grade in grades if grade.name.zh == name), name)


def _items(version: ScorecardVersion | None, payload: Mapping[str, Any]) -> list[ItemOutcome]:
    marks = {mark["id"]: mark for mark in payload["annotations"]}
    places = {id: _place(payload["call"], mark) for id, mark in marks.items()}
    sections = (
        {item.id: part for part in version.sections for item in part.items} if version else {}
    )
    found = []
    for line in payload["items"]:
        if line["state"] == "hidden":
            continue
        item = version.items.get(line["item"]) if version else None
        evidence = [places[id] for id in line["evidence"] if id in places]
        found.append(
            ItemOutcome(
                id=line["item"],
                section=sections[item.id].name.text if item else "",
                name=item.name.text if item else line["item"],
                answer=answer_words(item, line["answer"]),
                state=line["state"],
                lost=_fraction(line["lost"]) or Fraction(0),
                earned=_fraction(line["earned"]) or Fraction(0),
                bonus=item.bonus if item else False,
                comment=line["comment"] or "",
                places=tuple(sorted(evidence, key=lambda place: place.ms)),
            )
        )
    return found


def answer_words(item: Item | None, answer: Any) -> Words:
    """An answer as the card shows it."""
    if answer is None:
        return ""
    if answer == NOT_APPLICABLE:
        return text("report.not_applicable")
    if item is not None and isinstance(item.answer, Choice):
        named = {option.id: option.name.text for option in item.answer.options}
        return named.get(str(answer), str(answer))
    if item is not None and isinstance(item.answer, Deduct):
        return text("report.times", count=answer)
    if item is not None and isinstance(item.answer, Scale):
        return text("report.on_scale", answer=answer, low=item.answer.low, high=item.answer.high)
    return str(answer)


def _problems(
    version: ScorecardVersion | None, payload: Mapping[str, Any], faults: Mapping[str, Name]
) -> list[ProblemData]:
    items = version.items if version else {}
    return [
        ProblemData(
            item=problem["item"],
            name=items[problem["item"]].name.text if problem["item"] in items else problem["item"],
            problem_class=problem["problem_class"],
            wrong_information=bool(problem["wrong_information"]),
            fault=_fault(problem.get("fault"), faults),
        )
        for problem in payload["problems"]
    ]


def _fault(code: Any, names: Mapping[str, Name]) -> Words:
    """Its name; a code that the catalogue does not have stands as it is."""
    if not isinstance(code, str):
        return ""
    return names[code].text if code in names else code


def _place(call: str, mark: Mapping[str, Any]) -> Place:
    return Place(call, int(mark["at_ms"]), mark["to_ms"])


def _mark(call: str, mark: Mapping[str, Any]) -> Marked:
    return Marked(_place(call, mark), mark["kind"], mark["text"] or "", mark["competency"])


def _scored(version: ScorecardVersion | None, revision: Revision) -> Result | None:
    """Computed again from the answers; None where they do not fit the card."""
    if version is None:
        return None
    try:
        return score(version, answers_of(revision.payload))
    except UserFacingError:
        return None


def _why(version: ScorecardVersion, scored: Result) -> tuple[Text, ...]:
    alike = names_alike(version)
    return tuple(by_name(line, alike) for line in explain(version, scored))


def _shares(version: ScorecardVersion, result: Result) -> list[ItemShare]:
    """Without items in free words, which no score comes from."""
    sections = {section.id: section.name.text for section in version.sections}
    return [
        ItemShare(
            section=sections[found.section],
            name=version.items[found.id].name.text,
            answer=answer_words(version.items[found.id], found.answer),
            nominal=found.nominal,
            applied=found.applied,
            earned=found.earned,
            lost=found.lost,
            bonus=found.bonus,
            counts=found.fraction is not None,
        )
        for found in result.items
        if found.state != "text"
    ]
