"""What a slip rests on beside its own facts: the standard that was in force, the earlier cases that
it counts, and what is left of the month's cap. The flow reads nothing but the slip, so whoever
reads it is told here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlite_utils import Database

from qa_desktop.domain.penalty_ladder import Case, recommend, repeats
from qa_desktop.domain.penalty_standard import PenaltyStandard
from qa_desktop.domain.slip_table import DEAD
from qa_desktop.errors import UserFacingError
from qa_desktop.store.penalty_standards import row_in_force
from qa_desktop.store.slips import Slip, SlipRow, find_cases, get_slip
from qa_desktop.texts import Text, text

_NOT_SO: Final = "slip.check_earlier"


def wrong_earlier(db: Database, slip: Slip, standard: PenaltyStandard) -> Iterator[Text]:
    """Earlier cases that are none: of somebody else, of another fault, day or rung, out of the
    window, or one slip twice."""
    for line in slip.drawn["faults"]:
        cases = [_case(slip, line, each) for each in line["earlier"]]
        agent, day = slip.row.agent, slip.row.day
        if repeats(cases, agent, line["fault"], day, standard.window_days) != tuple(cases):
            yield text(_NOT_SO, day=day)
        for each in line["earlier"]:
            found = _slip_here(db, each["slip"])
            if found is not None and not _is_case(found, slip, line, each):
                yield text(_NOT_SO, day=each["day"])


def _case(slip: Slip, line: Mapping[str, Any], each: Mapping[str, Any]) -> Case:
    return Case(each["slip"], slip.row.agent, line["fault"], each["day"], each["rung"])


def _slip_here(db: Database, slip: str) -> SlipRow | None:
    try:
        return get_slip(db, slip)
    except UserFacingError:
        return None


def _is_case(found: SlipRow, slip: Slip, line: Mapping[str, Any], each: Mapping[str, Any]) -> bool:
    said = (slip.row.agent, each["day"], each["rung"])
    is_same = (found.agent, found.day, found.rung) == said
    return is_same and line["fault"] in found.faults and found.id != slip.row.id


def told_of_grounds(db: Database, slip: Slip, standard: PenaltyStandard) -> Iterator[Text]:
    """What need not be wrong, and has to be known: two machines apart do not know the same."""
    if row_in_force(db, slip.row.day).standard.id != slip.row.standard:
        yield text("slip.check_other_standard", day=slip.row.day)
    for line in slip.drawn["faults"]:
        yield from _told_of_cases(db, slip, line, standard)
        cases = [_case(slip, line, each) for each in line["earlier"]]
        told = recommend(standard, line["fault"], line["severity"], line["impact"], cases)
        if told.clause is not None and line["amount_cents"] < told.amount_cents:
            yield text("slip.check_less")


def _told_of_cases(
    db: Database, slip: Slip, line: Mapping[str, Any], standard: PenaltyStandard
) -> Iterator[Text]:
    named = set()
    for each in line["earlier"]:
        named.add(each["slip"])
        found = _slip_here(db, each["slip"])
        if found is None:
            yield text("slip.check_earlier_away", day=each["day"])
        elif found.stage in DEAD:
            yield text("slip.check_earlier_dead", day=each["day"])
    row = slip.row
    before = [each for each in find_cases(db, row.agent, row.day) if each.day < row.day]
    for case in repeats(before, row.agent, line["fault"], row.day, standard.window_days):
        if case.slip not in named:
            yield text("slip.check_earlier_left_out", day=case.day)
