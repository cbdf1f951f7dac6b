"""Which rung of the ladder a fault recommends, and why: the same for everyone (PRODUCT.md C9).

Pure: no agent and no inspector enters ``recommend``, so the same facts cannot be treated
differently. What is more severe, hits harder or comes again never recommends a lower rung.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from qa_desktop.domain.penalty_rungs import RUNGS, Rung
from qa_desktop.domain.penalty_standard import Clause, PenaltyStandard
from qa_desktop.domain.slip_fact import IMPACTS, SEVERITIES
from qa_desktop.texts import Text, catalogue, text


@dataclass(frozen=True)
class Case:
    """A fault on an earlier slip. ``day`` is ISO."""

    slip: str
    agent: str
    fault: str
    day: str
    rung: Rung


@dataclass(frozen=True)
class Recommendation:
    rung: Rung
    amount_cents: int
    """Of a fine, after the month's cap; else 0."""
    clause: Clause | None
    """None where the standard has no line for the fault."""
    reasons: tuple[Text, ...]
    """Why, in order; the earlier cases are told one by one."""
    earlier: tuple[Case, ...]
    """The repeats that counted, the latest first."""
    sign_offs: tuple[str, ...]

    @property
    def drawn(self) -> dict[str, Any]:
        """As a slip keeps it."""
        return {"rung": self.rung, "amount_cents": self.amount_cents}


def repeats(
    cases: Iterable[Case], agent: str, fault: str, day: str, window_days: int
) -> tuple[Case, ...]:
    """Earlier cases of the same fault of the same agent within the window before ``day`` (ISO),
    the latest first; of one slip only one, the latest and most severe, whoever wrote down what
    first."""
    begins = (date.fromisoformat(day) - timedelta(days=window_days)).isoformat()
    found = {
        each.slip: each
        for each in sorted(cases, key=lambda case: (case.day, RUNGS.index(case.rung)))
        if each.agent == agent and each.fault == fault and begins <= each.day <= day
    }
    return tuple(sorted(found.values(), key=lambda case: (case.day, case.slip), reverse=True))


def recommend(
    standard: PenaltyStandard,
    fault: str,
    severity: str,
    impact: str,
    earlier: Sequence[Case] = (),
    *,
    default_rung: Rung = "verbal_reminder",
    fined_cents: int = 0,
) -> Recommendation:
    """What the standard says to a fault.

    ``severity`` of ``SEVERITIES``, ``impact`` of ``IMPACTS``; ``earlier`` as ``repeats`` finds
    them; ``default_rung`` is the fault catalogue's, where the standard has no line; ``fined_cents``
    what the agent has been fined this month already.
    """
    clause = standard.clause_of(fault)
    place = SEVERITIES.index(severity)
    first: Rung = clause.measures[place].rung if clause else default_rung
    harder = standard.impact_steps[IMPACTS.index(impact)]
    again = standard.repeat_steps * len(earlier)
    rung = _up(standard, first, harder + again)
    wanted = _fine(clause, place, len(earlier)) if rung == "fine" else 0
    amount = within_cap(wanted, fined_cents, standard.monthly_cap_cents)
    reasons = [_first_reason(standard, clause, severity, first)]
    if harder:
        reasons.append(text(f"penalty.because_{impact}", steps=harder))
    reasons += [_told(standard, case) for case in earlier]
    if again:
        reasons.append(text("penalty.because_repeats", count=len(earlier), steps=again))
    if rung != RUNGS[min(RUNGS.index(first) + harder + again, len(RUNGS) - 1)]:
        reasons.append(text("penalty.because_steepest", rung=rung_text(standard, rung)))
    if amount < wanted:
        reasons.append(_because_cap(standard))
    offs = standard.rung(rung).sign_offs
    return Recommendation(rung, amount, clause, tuple(reasons), tuple(earlier), offs)


def _up(standard: PenaltyStandard, first: Rung, steps: int) -> Rung:
    """Repeats and impact lead to the steepest rung at most; what the clause itself says holds."""
    start, top = RUNGS.index(first), RUNGS.index(standard.steepest)
    return RUNGS[max(start, min(start + steps, top))]


def _fine(clause: Clause | None, severity: int, repeated: int) -> int:
    if clause is None:
        return 0
    return clause.measures[severity].amount_cents + clause.repeat_cents * repeated


def within_cap(wanted_cents: int, fined_cents: int, cap_cents: int) -> int:
    """What may still be fined this month."""
    return max(0, min(wanted_cents, cap_cents - fined_cents))


def capped(fines: Iterable[tuple[int, int]]) -> list[int]:
    """What counts of fines that come in this order, each as (cents, cap in cents of its own
    standard), so that their sum stays within the cap: two inspectors apart cannot know of each
    other's."""
    counted: list[int] = []
    for amount, cap in fines:
        counted.append(within_cap(amount, sum(counted), cap))
    return counted


def overall(
    standard: PenaltyStandard, found: Sequence[Recommendation], *, fined_cents: int = 0
) -> Recommendation:
    """One slip for several faults: the highest rung, the fines together within the cap."""
    highest = max(found, key=lambda each: RUNGS.index(each.rung))
    wanted = sum(each.amount_cents for each in found) if highest.rung == "fine" else 0
    amount = within_cap(wanted, fined_cents, standard.monthly_cap_cents)
    cases = {case.slip: case for each in found for case in each.earlier}
    told = {_key(reason): reason for each in found for reason in each.reasons}
    if amount < wanted:
        cap = _because_cap(standard)
        told[_key(cap)] = cap
    return Recommendation(
        highest.rung,
        amount,
        highest.clause,
        tuple(told.values()),
        tuple(cases.values()),
        standard.rung(highest.rung).sign_offs,
    )


def _because_cap(standard: PenaltyStandard) -> Text:
    return text("penalty.because_cap", cap=yuan(standard.monthly_cap_cents))


def _key(reason: Text) -> str:
    return repr((reason.id, sorted(reason.params.items(), key=repr)))


def _first_reason(
    standard: PenaltyStandard, clause: Clause | None, severity: str, first: Rung
) -> Text:
    rung = rung_text(standard, first)
    if clause is None:
        return text("penalty.because_catalogue", rung=rung)
    words = text(f"penalty.severity_{severity}")
    return text("penalty.because_clause", clause=clause.number, severity=words, rung=rung)


def _told(standard: PenaltyStandard, case: Case) -> Text:
    """「6 月 3 日同一问题口头提醒」."""
    day = date.fromisoformat(case.day)
    return text(
        "penalty.because_earlier",
        year=day.year, month=day.month, day=day.day, date=case.day,
        rung=rung_text(standard, case.rung),
    )  # fmt: skip


def rung_text(standard: PenaltyStandard, rung: str) -> Text:
    """As the standard calls it, where that is not what everybody does."""
    usual, name = f"rung.{rung}", standard.rung(rung).name
    if catalogue()[usual] == {"zh": name.zh, "en": name.en}:
        return text(usual)  # the centre's own word may stand for a part of it
    return text("scoring.name", zh=name.zh, en=name.en)


def yuan(cents: int) -> str:
    """Cents as people write them: ``20`` or ``20.50``, in yuan."""
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)
