"""Playlists of cases 案例集: how long a case takes, and whether it shows both sides (PRODUCT.md,
C8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from qa_desktop.domain.annotations import Annotation

KINDS: Final = ("weekly", "weak_agents", "exchange_meeting", "one_to_one")
"""周例会案例分析, 薄弱坐席小组, 质检话务交流会, 一对一."""

STOP_KINDS: Final = ("strength", "weakness", "question")
"""优点, 不足, 讨论 (neither of both)."""

LONGEST_SESSION: Final = 8 * 60
"""Minutes."""

_MINUTE_MS: Final = 60_000
_TALK_MS: Final = 90_000
"""At each stop: a question, what the room says, the comment."""

OneSided = Literal["blame", "praise"]


@dataclass(frozen=True)
class Stop:
    """A moment of the recording at which the room talks; ``at_ms`` from the recording's
    beginning."""

    id: str
    at_ms: int
    kind: str
    question: str = ""
    comment: str = ""
    annotation: str | None = None


@dataclass(frozen=True)
class Told:
    """What counts of a case: the seconds that are heard, what is said about them."""

    from_ms: int
    to_ms: int
    stops: tuple[Stop, ...] = ()
    strengths: str = ""
    weaknesses: str = ""
    minutes: int | None = None


def expected_ms(case: Told) -> int:
    """How long it takes: what the trainer said, else the sound once and a talk at each stop."""
    if case.minutes is not None:
        return case.minutes * _MINUTE_MS
    return max(case.to_ms - case.from_ms, 0) + _TALK_MS * max(len(case.stops), 1)


def one_sided(cases: Iterable[Told]) -> OneSided | None:
    """Whether only weaknesses or only strengths are shown; None where both are, or nothing yet."""
    praise = blame = False
    for case in cases:
        kinds = {stop.kind for stop in case.stops}
        praise |= bool(case.strengths.strip()) or "strength" in kinds
        blame |= bool(case.weaknesses.strip()) or "weakness" in kinds
    if praise == blame:
        return None
    return "praise" if praise else "blame"


def heard_stops(case: Told) -> list[Stop]:
    """Those within the seconds that are heard, in their order."""
    inside = (stop for stop in case.stops if case.from_ms <= stop.at_ms <= case.to_ms)
    return sorted(inside, key=lambda stop: (stop.at_ms, stop.id))


def stops_from(
    annotations: Iterable[Annotation], from_ms: int, to_ms: int
) -> list[tuple[int, str, str, str]]:
    """(at ms, kind, comment, annotation) of what was marked as a discussion stop in these seconds.
    A region stops at its end: what it is about has been heard then."""
    found = []
    for each in annotations:
        at_ms = each.span[1]
        if each.discussion_stop and from_ms <= at_ms <= to_ms:
            kind = each.kind if each.kind in STOP_KINDS else "question"
            found.append((at_ms, kind, each.text, each.id))
    return sorted(found)


def stand_ins(agents: Sequence[str | None]) -> list[str]:
    """A letter for each case instead of its agent: the same agent (id) the same letter, in the
    order in which they are heard; who is not known gets one of their own."""
    known: dict[str, str] = {}
    found: list[str] = []
    count = 0
    for agent in agents:
        if agent is None or agent not in known:
            letter = _letters(count)
            count += 1
            if agent is not None:
                known[agent] = letter
        else:
            letter = known[agent]
        found.append(letter)
    return found


def _letters(number: int) -> str:
    """A … Z, AA …"""
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
