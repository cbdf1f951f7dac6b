"""Service tiers 优/中等/差 of all agents, tiers set by hand, and the numbers of the rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.evaluation import ROLES
from qa_desktop.domain.tiers import LEVELS, TIERS, Project, Scored, Tier, TierChoice, TierRule
from qa_desktop.domain.tiers import tier_of as tier_by_rule
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import Change, create, delete
from qa_desktop.journal.journal import new_id
from qa_desktop.store.people import find_agent_ids
from qa_desktop.store.projects import find_project_memberships
from qa_desktop.store.settings import get_setting, set_setting
from qa_desktop.store.tiers import (
    ChoiceRow,
    find_choices_made,
    find_counted_scores,
    find_tier_choices,
)
from qa_desktop.store.workspace import Changes, Workspace

_MOST_DAYS = 366
_MOST_SCORES = 1000


def find_tiers(db: Database, today: date) -> dict[str, Tier]:
    """The tier of every agent on a day, by agent id."""
    rule = get_tier_rule(db)
    since = datetime.combine(today - timedelta(days=rule.window_days), time.min)
    scores: dict[str, list[Scored]] = {}
    for row in find_counted_scores(db, int(since.timestamp() * 1000)):
        if row.role in ROLES:
            score = Scored(day_of(row.at), row.at, row.hundredths, row.role)
            scores.setdefault(row.agent, []).append(score)
    choices = find_tier_choices(db)
    projects = _latest_projects(db, today)
    return {
        agent: tier_by_rule(
            scores.get(agent, ()),
            today,
            rule,
            project=projects.get(agent),
            choice=_choice(choices.get(agent)),
        )
        for agent in find_agent_ids(db)
    }


def day_of(at_ms: int) -> date:
    """The local day of a wall clock in ms."""
    return local_moment(at_ms).date()


def _choice(row: ChoiceRow | None) -> TierChoice | None:
    """None too for one in words that this version does not know."""
    if row is None or row.tier not in TIERS or row.level not in (None, *LEVELS):
        return None
    return TierChoice(row.tier, row.level, row.reason, row.who, day_of(row.at))


def _latest_projects(db: Database, today: date) -> dict[str, Project]:
    """By agent the project that began last: its own first day, or the agent's in it if later."""
    found: dict[str, Project] = {}
    for agent, memberships in find_project_memberships(db).items():
        for row in memberships:
            begins = max(row.begins, row.project_begins)
            if not row.covers(today.isoformat()) or begins > today.isoformat():
                continue
            try:
                project = Project(row.project_name, date.fromisoformat(begins))
            except ValueError:  # not dated
                continue
            if agent not in found or found[agent].begins <= project.begins:
                found[agent] = project
    return found


def choose_tier(
    workspace: Workspace, agents: Sequence[str], tier: str, reason: str, *, level: str | None = None
) -> Changes:
    """Set the tier of agents by hand, and with ``level`` how much they are listened to.

    Raises ``UserFacingError`` without a reason. Undo brings back what was before.
    """
    if tier not in TIERS or level not in (None, *LEVELS):
        raise UserFacingError("tier.unknown")
    if not reason.strip():
        raise UserFacingError("tier.reason_missing")
    values = {"tier": tier, "level": level, "reason": reason.strip()}
    gone = _choices_dropped(workspace.db, agents)
    made = [create("tier_choice", new_id(), {"agent": agent, **values}) for agent in agents]
    return workspace.write([*gone, *made])


def drop_tier_choice(workspace: Workspace, agents: Sequence[str]) -> Changes:
    """Leave the tier to the scores again."""
    return workspace.write(_choices_dropped(workspace.db, agents))


def _choices_dropped(db: Database, agents: Sequence[str]) -> list[Change]:
    """All that stand, also those beneath the last one: none must come up again."""
    return [delete("tier_choice", choice) for choice in find_choices_made(db, agents)]


def get_tier_rule(db: Database) -> TierRule:
    """The rule in force here; settings that make no sense are as if they were not there."""
    try:
        return _read_rule(get_setting(db, "tier_rule"))
    except UserFacingError:
        return TierRule()


def save_tier_rule(workspace: Workspace, stored: Mapping[str, Any]) -> None:
    """Keep other numbers (see ``rule_as_stored``); raises ``UserFacingError`` for a rule that
    contradicts itself, and the old one holds."""
    _read_rule(stored)
    set_setting(workspace.db, "tier_rule", dict(stored))


def rule_as_stored(rule: TierRule) -> dict[str, Any]:
    """A rule as settings hold it: exact numbers as text."""
    return {
        "good": str(rule.good),
        "fair": str(rule.fair),
        "window_days": rule.window_days,
        "window_count": rule.window_count,
        "least": rule.least,
        "first_days": rule.first_days,
        "role": rule.role,
        "levels": dict(rule.levels),
    }


def _read_rule(stored: Mapping[str, Any]) -> TierRule:
    wanted = {**rule_as_stored(TierRule()), **stored}
    try:
        rule = TierRule(
            good=Fraction(str(wanted["good"])),
            fair=Fraction(str(wanted["fair"])),
            window_days=int(wanted["window_days"]),
            window_count=int(wanted["window_count"]),
            least=int(wanted["least"]),
            first_days=int(wanted["first_days"]),
            role=str(wanted["role"]),
            levels={tier: str(wanted["levels"][tier]) for tier in TIERS},
        )
    except (ValueError, TypeError, KeyError, ZeroDivisionError) as error:
        raise UserFacingError("tier.bad_rule") from error
    sound = (
        rule.good > rule.fair
        and 1 <= rule.window_days <= _MOST_DAYS
        and 0 <= rule.window_count <= _MOST_SCORES
        and 1 <= rule.least <= _MOST_SCORES
        and not 0 < rule.window_count < rule.least
        and 0 <= rule.first_days <= _MOST_DAYS
        and rule.role in ROLES
        and set(rule.levels.values()) <= set(LEVELS)
    )
    if not sound:
        raise UserFacingError("tier.bad_rule")
    return rule
