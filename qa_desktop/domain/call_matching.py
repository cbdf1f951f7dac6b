"""Which row of a call list speaks of which call: never a guess.

A serial number that both know is an identity. Without one, a row and a call of the same agent fit
when their starts and durations are as close as the tolerances allow, and they are one only where
each fits nothing but the other. A sorted merge: 100,000 rows against 100,000 calls take seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

Why = Literal["none", "several", "rivals"]
"""No call fits; several do; the one that does is fitted by other rows too."""

CROWD: Final = 50
"""More calls of one agent than this within the tolerance are not told apart."""

_LIKELY_S: Final = 600


class Spoken(NamedTuple):
    """A call as either side knows it; empty or None is what that side does not say."""

    key: str
    serial: str
    agent: str
    start_s: int | None
    """Seconds since any fixed moment, the same for both sides; local time."""
    duration_ms: int | None


class Tolerance(NamedTuple):
    start_s: int
    duration_ms: int


class Open(NamedTuple):
    """Why a row has no call: how many calls fit, and the other rows that fit the only one."""

    why: Why
    calls: int = 0
    rows: tuple[str, ...] = ()


@dataclass
class Matching:
    """Row → call, and every other row with its reason."""

    pairs: dict[str, str] = field(default_factory=dict)
    open: dict[str, Open] = field(default_factory=dict)


def match_calls(rows: Sequence[Spoken], calls: Sequence[Spoken], tolerance: Tolerance) -> Matching:
    """Each row at most one call and the other way round. The order of either does not matter."""
    found = Matching()
    rest = _by_serial(rows, calls, found)
    taken = set(found.pairs.values())
    by_agent = _grouped(call for call in calls if call.key not in taken)
    fitting: dict[str, list[str]] = {}
    for agent, theirs in _grouped(rest).items():
        fitting |= _fitting(theirs, by_agent.get(agent, []), tolerance)
    suitors: dict[str, list[str]] = {}
    for row, near in fitting.items():
        for call in near:
            suitors.setdefault(call, []).append(row)
    for each in rest:
        near = fitting.get(each.key, [])
        if len(near) != 1:
            found.open[each.key] = Open("several" if near else "none", len(near))
        elif len(suitors[near[0]]) > 1:
            found.open[each.key] = Open("rivals", 1, tuple(suitors[near[0]]))
        else:
            found.pairs[each.key] = near[0]
    return found


def _by_serial(rows: Sequence[Spoken], calls: Sequence[Spoken], found: Matching) -> list[Spoken]:
    """Settles the rows whose serial some call has; the rest."""
    having: dict[str, list[str]] = {}
    for call in calls:
        if call.serial:
            having.setdefault(call.serial, []).append(call.key)
    saying: dict[str, list[str]] = {}
    for row in rows:
        if row.serial in having:
            saying.setdefault(row.serial, []).append(row.key)
    for serial, keys in saying.items():
        for key in keys:
            if len(having[serial]) > 1:
                found.open[key] = Open("several", len(having[serial]))
            elif len(keys) > 1:
                found.open[key] = Open("rivals", 1, tuple(keys))
            else:
                found.pairs[key] = having[serial][0]
    return [row for row in rows if row.serial not in having]


def _grouped(spoken: Iterable[Spoken]) -> dict[str, list[Spoken]]:
    """By agent, those with a start, in its order; who has no agent fits nobody."""
    groups: dict[str, list[Spoken]] = {}
    for each in spoken:
        if each.agent and each.start_s is not None:
            groups.setdefault(each.agent, []).append(each)
    for group in groups.values():
        group.sort(key=_start)
    return groups


def _fitting(
    rows: Sequence[Spoken], calls: Sequence[Spoken], tolerance: Tolerance
) -> dict[str, list[str]]:
    """By row, the calls that fit; both in the order of their starts, so one pass is enough."""
    found: dict[str, list[str]] = {}
    first = 0
    for row in rows:
        while first < len(calls) and _start(calls[first]) < _start(row) - tolerance.start_s:
            first += 1
        near = list(_within(calls, first, _start(row) + tolerance.start_s))
        if len(near) > CROWD:
            found[row.key] = [call.key for call in near]
        else:
            found[row.key] = [call.key for call in near if _agree(row, call, tolerance)]
    return found


def _within(calls: Sequence[Spoken], first: int, latest: int) -> Iterator[Spoken]:
    """No more than it takes to see a crowd."""
    for place in range(first, min(len(calls), first + CROWD + 1)):
        if _start(calls[place]) > latest:
            return
        yield calls[place]


def _agree(row: Spoken, call: Spoken, tolerance: Tolerance) -> bool:
    """Different serials are different calls; a duration that one side lacks says nothing."""
    if row.serial and call.serial and row.serial != call.serial:
        return False
    if row.duration_ms is None or call.duration_ms is None:
        return True
    return abs(row.duration_ms - call.duration_ms) <= tolerance.duration_ms


def _start(spoken: Spoken) -> int:
    assert spoken.start_s is not None  # noqa: S101 - grouped by it
    return spoken.start_s


class Candidate(NamedTuple):
    """A call that a row may speak of, and what speaks for it."""

    key: str
    same_serial: bool
    same_agent: bool
    early_s: int | None
    """Seconds that the call began before the row says; negative when after."""
    duration_off_ms: int | None
    same_number: bool

    @property
    def is_likely(self) -> bool:
        """So near that it may be offered to be joined at once; others are there to be chosen."""
        near = self.early_s is not None and abs(self.early_s) <= _LIKELY_S
        return self.same_serial or ((self.same_agent or self.same_number) and near)


def rank_candidates(
    row: Spoken, calls: Sequence[Spoken], same_number: frozenset[str], limit: int = 20
) -> list[Candidate]:
    """The likeliest first: serial, agent, how close the start, how close the duration."""
    ranked = [_candidate(row, call, call.key in same_number) for call in calls]
    ranked.sort(key=_unlikeliness)
    return ranked[:limit]


def _candidate(row: Spoken, call: Spoken, same_number: bool) -> Candidate:
    early = off = None
    if row.start_s is not None and call.start_s is not None:
        early = row.start_s - call.start_s
    if row.duration_ms is not None and call.duration_ms is not None:
        off = abs(row.duration_ms - call.duration_ms)
    return Candidate(
        call.key,
        bool(row.serial) and row.serial == call.serial,
        bool(row.agent) and row.agent == call.agent,
        early,
        off,
        same_number,
    )


def _unlikeliness(found: Candidate) -> tuple[object, ...]:
    return (
        not found.same_serial,
        not found.same_number,
        not found.same_agent,
        abs(found.early_s) if found.early_s is not None else 1 << 40,
        found.duration_off_ms if found.duration_off_ms is not None else 1 << 40,
        found.key,
    )
