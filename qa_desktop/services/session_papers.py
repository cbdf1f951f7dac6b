"""Papers of the training: minutes of a session, whether it helped, the training plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlite_utils import Database

from qa_desktop.domain.quiz import PASS_PERCENT
from qa_desktop.domain.session import ATTENDANCE, satisfaction
from qa_desktop.domain.shown_playlist import ShownCase
from qa_desktop.domain.training_effect import WINDOW_DAYS, Topic, windows
from qa_desktop.errors import UserFacingError
from qa_desktop.reports import session_minutes, training_effect, training_plan, wording
from qa_desktop.reports.data import Party
from qa_desktop.reports.model import Report, Words
from qa_desktop.reports.session_minutes import (
    AttemptLine,
    CaseLine,
    MinutesData,
    PointLine,
    PresenceLine,
    SuggestionLine,
)
from qa_desktop.reports.training_effect import EffectData
from qa_desktop.reports.training_plan import PlanData, PlanLine
from qa_desktop.services.playlist_showing import read_shown
from qa_desktop.services.report_data import People
from qa_desktop.services.training import measure
from qa_desktop.store.fault_catalogue import fault_names
from qa_desktop.store.playlists import find_playlists
from qa_desktop.store.quizzes import find_attempts, find_sheets
from qa_desktop.store.scorecards import all_cards
from qa_desktop.store.sessions import (
    find_attendees,
    find_points,
    find_sessions,
    find_suggestions,
    get_session,
)
from qa_desktop.store.training import find_plan_topics, find_plans
from qa_desktop.texts import Language, text


def minutes_report(db: Database, session: str, language: Language = "zh") -> Report:
    """Minutes of a session as it stands; ``language`` is that of the stand-ins for hidden names.
    Raises ``UserFacingError`` ("session.unknown")."""
    row = get_session(db, session)
    sheets = find_sheets(db, session)
    at, planned = row.held or row.planned, row.planned_otherwise
    return session_minutes.build(
        MinutesData(
            title=row.title,
            kind=row.kind,
            held=datetime.fromisoformat(at) if at else None,
            planned=datetime.fromisoformat(planned) if planned else None,
            place=row.place,
            trainer=row.trainer_name,
            minutes=row.minutes,
            agenda=row.agenda,
            pass_percent=PASS_PERCENT if row.pass_percent is None else row.pass_percent,
            cases=_cases(db, row.playlist, language),
            presence=[
                PresenceLine(Party(x.agent, x.number, x.name, x.team), x.state, x.reason)
                for x in find_attendees(db, session)
                if x.state in ATTENDANCE
            ],
            points=[
                PointLine(x.words, x.owner_name, _day(x.due), x.done, x.result)
                for x in find_points(db, session)
            ],
            suggestions=[
                SuggestionLine(
                    Party(x.agent, x.agent_number, x.agent_name) if x.agent else None,
                    x.words,
                    x.answer,
                    x.answered_by,
                )
                for x in find_suggestions(db, session)
            ],
            attempts=[
                AttemptLine(
                    Party(x.agent, x.agent_number, x.agent_name), x.number, x.right, x.asked,
                    x.passed, x.was,
                )
                for x in find_attempts(db, session)
                if x.counts
            ],
            satisfaction=satisfaction(each.sheet for each in sheets),
            remarks=[each.words for each in sheets if each.words],
            by_trainer=sum(each.by_trainer for each in sheets),
        )
    )  # fmt: skip


def _cases(db: Database, playlist: str | None, language: Language) -> list[CaseLine]:
    """Of a playlist that is not here (any more) nothing is told."""
    if playlist is None or all(row.id != playlist for row in find_playlists(db)):
        return []
    shown = read_shown(db, playlist, language).cases
    return [_case(number, case, language) for number, case in enumerate(shown, 1)]


def _case(number: int, case: ShownCase, language: Language) -> CaseLine:
    """What was said about it as a whole, then at its stops; names as the room got to see them."""

    def told(whole: str, kind: str) -> str:
        at_stops = (stop.comment for stop in case.told.stops if stop.kind == kind)
        return "\n".join(words for words in (whole, *at_stops) if words)

    named = text("handout.case", number=number).render(language)
    return CaseLine(
        case.title or (case.agent if case.hidden else named),
        case.told.to_ms - case.told.from_ms,
        told(case.strengths, "strength"),
        told(case.weaknesses, "weakness"),
    )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def topic_names(db: Database, topics: Iterable[Topic]) -> dict[str, Words]:
    """What topics are called, by their codes; of what nobody knows any more the key."""
    faults = fault_names(db)
    items = {
        f"{card.code}/{item.id}": item.name.text
        for card in all_cards(db)
        for item in card.items.values()
    }
    found: dict[str, Words] = {}
    for topic in topics:
        if topic.kind == "competency":
            found[topic.code] = wording.competency(topic.key)
        elif topic.kind == "item":
            found[topic.code] = items.get(topic.key, topic.key)
        else:
            name = faults.get(topic.key)
            found[topic.code] = name.text if name else topic.key
    return found


def effect_report(
    db: Database, session: str, topics: Sequence[Topic] | None = None, days: int = WINDOW_DAYS
) -> Report:
    """``services.training.measure`` as a paper; its refusals."""
    row = get_session(db, session)
    found = measure(db, session, topics, days)
    people = People(db)
    spans = windows(date.fromisoformat(row.day), days)
    agents = {one.agent for each in found for one in each.individuals}
    return training_effect.build(
        EffectData(
            row.title,
            row.trainer_name,
            spans,
            found,
            topic_names(db, [each.topic for each in found]),
            {agent: people.agent(agent, None) for agent in agents},
        )
    )


def plan_report(db: Database, plan: str) -> Report:
    """A training plan as a document. Raises ``UserFacingError`` ("session.no_plan")."""
    row = next((each for each in find_plans(db) if each.id == plan), None)
    if row is None:
        raise UserFacingError("session.no_plan")
    topics = find_plan_topics(db, plan)
    known = [topic for each in topics if (topic := Topic.read(each.topic))]
    names: Mapping[str, Words] = topic_names(db, known)
    people, titles = People(db), {each.id: each.title for each in find_sessions(db)}
    return training_plan.build(
        PlanData(
            row.title,
            _day(row.begins),
            _day(row.ends),
            row.owner_name,
            row.aim,
            [
                PlanLine(
                    each.words or names.get(each.topic, each.topic),
                    each.why,
                    [people.agent(agent, None) for agent in each.agents],
                    titles.get(each.session or "", ""),
                    _day(each.day),
                    each.owner_name,
                )
                for each in topics
            ],
        )
    )
