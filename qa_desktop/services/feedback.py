"""The agent's answer to a feedback sheet, and who has been given feedback (PRODUCT.md, C6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qa_desktop.domain.coaching import ANSWERS
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import fact, withdraw
from qa_desktop.journal.journal import new_id
from qa_desktop.journal.personal import Personal
from qa_desktop.store.coaching import FeedbackRow, get_acknowledgement_evaluation
from qa_desktop.store.drafts import delete_draft
from qa_desktop.store.evaluations import get_evaluation
from qa_desktop.store.workspace import Changes, Workspace


def acknowledge(workspace: Workspace, evaluation: str, answer: str, words: str = "") -> Changes:
    """Record what the agent says to the feedback: agrees, or asks for a talk 约谈.

    It covers the revision that stands now; after a correction the agent is asked again, and the
    new answer stands beside the old one. The draft is removed in the same transaction.
    """
    if answer not in ANSWERS:
        raise UserFacingError("coaching.no_answer")
    standing = get_evaluation(workspace.db, evaluation)
    payload = {
        "evaluation": evaluation,
        "covers": standing.id,
        "agent": standing.payload["agent"],
        "answer": answer,
        "words": Personal(words.strip()) if words.strip() else None,
        "recorded_by": workspace.person,
    }
    with workspace.transaction():
        delete_draft(workspace.db, "acknowledgement", evaluation)
        return workspace.write([fact("acknowledgement", new_id(), payload)])


def withdraw_acknowledgement(workspace: Workspace, acknowledgement: str, reason: str) -> Changes:
    """Take an answer back, with a reason; it stays readable in the history."""
    if not reason.strip():
        raise UserFacingError("coaching.reason_missing")
    get_acknowledgement_evaluation(workspace.db, acknowledgement)
    return workspace.write([withdraw("acknowledgement", acknowledgement, reason.strip())])


@dataclass(frozen=True)
class Coverage:
    """n of m: how many evaluations of an agent or a team were given as feedback."""

    id: str
    """The agent's id, or the team's name; empty where there is none."""
    number: str
    name: str
    team: str
    evaluations: int
    given: int
    """The answer covers what stands now, and a talk that was asked for has been held."""
    outdated: int
    talks: int

    @property
    def missing(self) -> int:
        return self.evaluations - self.given


def coverage_by_agent(rows: Iterable[FeedbackRow]) -> list[Coverage]:
    """Agents by work number, those without one last."""
    groups: dict[str, list[FeedbackRow]] = {}
    for row in rows:
        groups.setdefault(row.agent or "", []).append(row)
    found = [_coverage(id, group, "") for id, group in groups.items()]
    return sorted(found, key=lambda each: (not each.number, each.number, each.id))


def coverage_by_team(rows: Iterable[FeedbackRow]) -> list[Coverage]:
    """Teams by name, agents without a team last."""
    groups: dict[str, list[FeedbackRow]] = {}
    for row in rows:
        groups.setdefault(row.team or "", []).append(row)
    found = [_coverage(team, group, team) for team, group in groups.items()]
    return sorted(found, key=lambda each: (not each.id, each.id))


def _coverage(id: str, rows: list[FeedbackRow], team: str) -> Coverage:
    states = [row.state for row in rows]
    first = rows[0]
    return Coverage(
        id=id,
        number="" if team else first.agent_number or "",
        name=team or first.agent_name or "",
        team=first.team or "",
        evaluations=len(rows),
        given=states.count("given"),
        outdated=states.count("outdated"),
        talks=states.count("talk"),
    )
