"""Steps 1 and 2 of SCORING.md: which items apply, and what each answer earns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from qa_desktop.domain.scoring.compile import Row, Tables
from qa_desktop.domain.scoring.model import NOT_APPLICABLE, Answers, Consequence
from qa_desktop.domain.scoring.problems import refuse_answer
from qa_desktop.domain.scoring.version import ScorecardVersion


class Chosen(NamedTuple):
    """An answer that brings more than points."""

    position: int
    section: int
    option: str | None
    """``None`` for a ``deduct`` item with occurrences."""
    consequence: Consequence


@dataclass(slots=True)
class Walk:
    """What one pass over the items gathers. Earned counts in the units of the tables."""

    shown: set[str]
    missing: list[str]
    outcomes: list[int | None]
    """By position: what the item earned, ``None`` when it is not counted."""
    chosen: list[Chosen] = field(default_factory=list)
    earned: list[int] = field(default_factory=list)
    weight: list[int] = field(default_factory=list)
    bonus: list[int] = field(default_factory=list)
    """By section: earned and weight of its applicable scored items, earned of its bonus items."""


def walk_card(version: ScorecardVersion, answers: Answers) -> Walk:
    """Raises ``AnswerError``, but only lists the missing answers."""
    tables = version.tables
    if not answers.keys() <= tables.order.keys():
        raise refuse_answer(version, "unknown_item", str(min(answers.keys() - tables.order.keys())))
    walk = _new_walk(tables)
    shown = walk.shown
    for row in tables.rows:
        if row.shown_by is not None and not _is_shown(row, shown, answers):
            continue
        shown.add(row.id)
        answer = answers.get(row.id)
        if type(answer) is str and answer in row.earned:  # most items of most cards: no call
            earned = row.earned[answer]
            if answer in row.effects:
                walk.chosen.append(Chosen(row.position, row.section, answer, row.effects[answer]))
        else:
            counted = _earned(version, row, answer, walk)
            if counted is None:
                continue
            earned = counted
        walk.outcomes[row.position] = earned
        if row.bonus:
            walk.bonus[row.section] += earned
        else:
            walk.earned[row.section] += earned
            walk.weight[row.section] += row.weight
    return walk


def visible_items(version: ScorecardVersion, answers: Answers) -> tuple[str, ...]:
    """Ids of the items whose ``shown_when`` is met or absent, in the card's order; never raises."""
    shown: set[str] = set()
    for row in version.tables.rows:
        if _is_shown(row, shown, answers):
            shown.add(row.id)
    return tuple(item for item in version.items if item in shown)


def applicable_items(version: ScorecardVersion, answers: Answers) -> tuple[str, ...]:
    """Step 1: the visible items that N/A has not taken out, in the card's order; never raises."""
    return tuple(
        item
        for item in visible_items(version, answers)
        if not (version.items[item].na == "exclude" and answers.get(item) == NOT_APPLICABLE)
    )


def _new_walk(tables: Tables) -> Walk:
    nothing = [0] * len(tables.sections)
    return Walk(set(), [], [None] * len(tables.order), [], nothing, nothing[:], nothing[:])


def _is_shown(row: Row, shown: set[str], answers: Mapping[str, object]) -> bool:
    """A hidden or N/A item shows nothing further: ``"n/a"`` is never among the options."""
    return row.shown_by is None or (
        row.shown_by in shown and answers.get(row.shown_by) in row.shown_options
    )


def _earned(version: ScorecardVersion, row: Row, answer: object, walk: Walk) -> int | None:
    """Step 2 for everything but a known option; ``None`` when the item does not count."""
    if row.kind == "text":
        if answer is not None and type(answer) is not str:
            raise refuse_answer(version, "not_text", row.id)
        return None
    if answer is None:
        walk.missing.append(row.id)
        return None
    if answer == NOT_APPLICABLE:
        if row.na == "forbidden":
            raise refuse_answer(version, "na_forbidden", row.id)
        return row.full if row.na == "full" else None
    if row.kind == "choice" or row.kind == "yes_no":
        offered = [*row.earned, *([] if row.na == "forbidden" else [NOT_APPLICABLE])]
        known = " | ".join(offered)
        raise refuse_answer(version, "unknown_option", row.id, answer, known=known)
    if type(answer) is not int:
        problem = "not_number" if row.na == "forbidden" else "not_number_or_na"
        raise refuse_answer(version, problem, row.id, answer)
    return (
        _on_scale(version, row, answer)
        if row.kind == "scale"
        else _after_deduct(version, row, answer, walk)
    )


def _on_scale(version: ScorecardVersion, row: Row, answer: int) -> int:
    if not row.low <= answer <= row.high or (answer - row.low) % row.step:
        limits = {"low": row.low, "high": row.high, "step": row.step}
        raise refuse_answer(version, "off_scale", row.id, answer, **limits)
    return (answer - row.low) * row.unit


def _after_deduct(version: ScorecardVersion, row: Row, answer: int, walk: Walk) -> int:
    if answer < 0:
        raise refuse_answer(version, "negative", row.id, answer)
    if answer and row.effect is not None:
        walk.chosen.append(Chosen(row.position, row.section, None, row.effect))
    return max(0, row.full - answer * row.unit)
