"""After the slip 跟进: how the agent is doing, progress to praise, when to listen again.

Each step is an entry of the coaching log, so it shows where follow-ups do, in the day of whoever
drew the slip.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from qa_desktop.domain.coaching import MODES, working_days_after
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create
from qa_desktop.journal.journal import new_id
from qa_desktop.store.slips import get_slip
from qa_desktop.store.workspace import Changes, Workspace

PURPOSES: Final = ("mood", "praise", "relisten")
"""关心近况, 表扬进步, 复听."""

USUAL_DAYS: Final = {"mood": 3, "praise": 7, "relisten": 14}
"""Working days after the talk: soon how the agent is doing, then what went better, and whether it
lasts once some calls have been made."""


def usual_steps(day: date) -> list[tuple[str, str]]:
    """(purpose, ISO day) of a plan as it begins."""
    return [
        (purpose, working_days_after(day, USUAL_DAYS[purpose]).isoformat()) for purpose in PURPOSES
    ]


def plan_follow_up(
    workspace: Workspace,
    slip: str,
    steps: Sequence[tuple[str, str]],
    about: str,
    held: datetime,
    mode: str = "offline",
) -> Changes:
    """An entry per (purpose, ISO day). Raises ``UserFacingError``: ``slip.unknown``,
    ``slip.bad_step``, ``coaching.no_subject``, ``coaching.bad_mode``."""
    row = get_slip(workspace.db, slip)
    if not about.strip():
        raise UserFacingError("coaching.no_subject")
    if mode not in MODES:
        raise UserFacingError("coaching.bad_mode")
    if not steps or any(not _is_step(purpose, day) for purpose, day in steps):
        raise UserFacingError("slip.bad_step")
    values = {
        "agent": row.agent,
        "evaluation": row.evaluation,
        "slip": slip,
        "mode": mode,
        "about": about.strip(),
        "coach": workspace.person,
        "held": held.replace(tzinfo=None).isoformat(timespec="seconds"),
    }
    return workspace.write(
        [
            create("coaching", new_id(), {**values, "purpose": purpose, "follow_up": day})
            for purpose, day in steps
        ]
    )


def _is_step(purpose: str, day: str) -> bool:
    try:
        return purpose in PURPOSES and date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False
