"""Did it help? And what to train next: rates of the trained topics, who still needs them, and the
training plan 阶段培训方案."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.training_effect import (
    WINDOW_DAYS,
    Effect,
    Heard,
    Proposed,
    Topic,
    effect,
    propose_topics,
    windows,
)
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, delete, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.services.sessions import iso_day
from qa_desktop.store.scorecards import all_cards
from qa_desktop.store.sessions import get_session
from qa_desktop.store.training import (
    failed_keys,
    find_attended,
    find_heard,
    find_needs,
    find_plan_topics,
)
from qa_desktop.store.workspace import Changes, Workspace


def heard_of(db: Database, topic: Topic, first: str, last: str) -> Iterator[Heard]:
    """Every counted evaluation of the calls of these ISO days that could show the topic; an item
    is the same in all versions of its card."""
    if topic.kind != "item":
        return find_heard(db, topic.kind, topic.key, first, last)
    code, _, item = topic.key.partition("/")
    cards = [card.id for card in all_cards(db) if card.code == code]
    return find_heard(db, "item", item, first, last, cards)


def measure(
    db: Database,
    session: str,
    topics: Sequence[Topic] | None = None,
    days: int = WINDOW_DAYS,
) -> list[Effect]:
    """What became of the session's topics, or of others. Raises ``UserFacingError``:
    ``session.not_held``, ``session.no_topics``."""
    row = get_session(db, session)
    if row.held is None:
        raise UserFacingError("session.not_held")
    chosen = topics or [topic for code in row.topics if (topic := Topic.read(code))]
    if not chosen:
        raise UserFacingError("session.no_topics")
    spans = windows(date.fromisoformat(row.held[:10]), days)
    attended = find_attended(db, session)
    first, last = spans.before[0], spans.after[1]
    return [effect(topic, heard_of(db, topic, first, last), attended, spans) for topic in chosen]


@dataclass(frozen=True)
class Need:
    """Somebody who still needs a topic. ``about`` says it in the coach's words."""

    agent: str
    topic: Topic
    about: str


def follow_up(
    workspace: Workspace, session: str, needs: Sequence[Need], day: str, held: datetime
) -> Changes:
    """One act: each gets an entry of the coaching log, due on an ISO day, and stands in the list
    that sampling takes up; who stands there already for this topic is not put there twice."""
    due = iso_day(day)
    if not needs:
        raise UserFacingError("session.nobody_chosen")
    known = {(each.agent, each.topic) for each in find_needs(workspace.db)}
    changes = []
    for need in needs:
        if not need.about.strip():
            raise UserFacingError("coaching.no_subject")
        values: dict[str, Any] = {
            "agent": need.agent,
            "mode": "offline",
            "about": need.about.strip(),
            "follow_up": due,
            "coach": workspace.person,
            "held": held.replace(tzinfo=None).isoformat(timespec="seconds"),
        }
        changes.append(create("coaching", new_id(), values))
        if (need.agent, need.topic.code) not in known:
            values = {"agent": need.agent, "topic": need.topic.code, "session": session}
            values["since"] = held.date().isoformat()
            changes.append(create("training_need", new_id(), values))
    return workspace.write(changes)


def finish_need(workspace: Workspace, need: str, *, done: bool = True) -> Changes:
    return workspace.write([set_fields("training_need", need, {"done": int(done) or None})])


def propose(db: Database, first: str, last: str) -> list[Proposed]:
    """Topics that the calls of these ISO days speak for: faults and competencies."""
    return propose_topics(
        (topic, heard)
        for kind in ("fault", "competency")
        for key in failed_keys(db, kind, first, last)
        if (topic := Topic.read(f"{kind}:{key}"))
        for heard in find_heard(db, kind, key, first, last)
    )


@dataclass(frozen=True)
class PlanForm:
    """Days are ISO days; ``owner`` is a person, None: whoever writes."""

    title: str = ""
    begins: str | None = None
    ends: str | None = None
    owner: str | None = None
    aim: str = ""


def add_plan(workspace: Workspace, form: PlanForm) -> Changes:
    """Its id is ``ids[0]``. Raises ``UserFacingError``: ``session.no_title``,
    ``session.bad_day``, ``session.bad_span``."""
    return workspace.write([create("training_plan", new_id(), _plan(workspace, form))])


def edit_plan(workspace: Workspace, plan: str, form: PlanForm) -> Changes:
    return workspace.write([set_fields("training_plan", plan, _plan(workspace, form))])


def delete_plan(workspace: Workspace, plan: str) -> Changes:
    return workspace.write([delete("training_plan", plan)])


def _plan(workspace: Workspace, form: PlanForm) -> dict[str, Any]:
    if not form.title.strip():
        raise UserFacingError("session.no_title")
    begins, ends = iso_day(form.begins), iso_day(form.ends)
    if begins and ends and ends < begins:
        raise UserFacingError("session.bad_span")
    return {
        "title": form.title.strip(),
        "begins": begins,
        "ends": ends,
        "owner": form.owner or workspace.person,
        "aim": form.aim.strip() or None,
    }


@dataclass(frozen=True)
class PlanTopicForm:
    """``topic`` is a code, or empty for one in words only; ``agents``: whose need it is, empty:
    everybody's."""

    topic: str = ""
    words: str = ""
    why: str = ""
    agents: tuple[str, ...] = ()
    session: str | None = None
    day: str | None = None
    owner: str | None = None


def add_plan_topics(workspace: Workspace, plan: str, forms: Sequence[PlanTopicForm]) -> Changes:
    """At the end, in one act."""
    place = len(find_plan_topics(workspace.db, plan))
    return workspace.write(
        [
            create(
                "plan_topic",
                new_id(),
                {"training_plan": plan, "place": place + further, **_plan_topic(form)},
            )
            for further, form in enumerate(forms)
        ]
    )


def edit_plan_topic(workspace: Workspace, topic: str, form: PlanTopicForm) -> Changes:
    return workspace.write([set_fields("plan_topic", topic, _plan_topic(form))])


def order_plan_topics(workspace: Workspace, topics: Sequence[str]) -> Changes:
    return workspace.write(
        [set_fields("plan_topic", id, {"place": place}) for place, id in enumerate(topics)]
    )


def delete_plan_topic(workspace: Workspace, topic: str) -> Changes:
    return workspace.write([delete("plan_topic", topic)])


def _plan_topic(form: PlanTopicForm) -> dict[str, Any]:
    if not form.words.strip() and Topic.read(form.topic) is None:
        raise UserFacingError("session.no_words")
    return {
        "topic": form.topic or None,
        "words": form.words.strip() or None,
        "why": form.why.strip() or None,
        "agents": list(form.agents) or None,
        "session": form.session,
        "day": iso_day(form.day),
        "owner": form.owner,
    }
