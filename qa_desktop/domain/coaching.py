"""Words and small rules of feedback and coaching 辅导 (PRODUCT.md, C6)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Literal

ANSWERS: Final = ("agrees", "talk")
"""What the agent says to the feedback sheet: 认可, 约谈 (asks for a talk)."""

MODES: Final = ("online", "offline")
"""在线 (while listening, at once) and 离线 (afterwards)."""

_SATURDAY: Final = 5

FeedbackState = Literal["none", "outdated", "talk", "given"]
"""``none``: nobody has given it; ``outdated``: it was, and the evaluation was corrected since;
``talk``: the agent asked for a talk that has not been held; ``given``."""


def feedback_state(
    standing: str, covered: str | None, answer: str | None, *, was_coached: bool
) -> FeedbackState:
    """Where the feedback on an evaluation stands.

    ``standing`` is the evaluation's revision now, ``covered`` the one that the agent's last answer
    was about (None: there is no answer); ``was_coached``: a coaching entry about the evaluation was
    written after that answer.
    """
    if covered is None:
        return "none"
    if covered != standing:
        return "outdated"
    return "talk" if answer == "talk" and not was_coached else "given"


def days_overdue(follow_up: str, today: date) -> int:
    """Days since a follow-up (ISO date) was due; 0 on the day, negative before it."""
    return (today - date.fromisoformat(follow_up)).days


def working_days_after(day: date, count: int) -> date:
    """Saturdays and Sundays are passed over; holidays nobody has told us."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day
