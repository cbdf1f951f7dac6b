"""The tables of a what-if: agents, teams, the evaluations that move most, what does not fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from qa_desktop.domain.intervals import Interval, of_rate
from qa_desktop.domain.scoring import Choice, ScorecardVersion
from qa_desktop.domain.scoring.rounding import round_half_up
from qa_desktop.domain.what_if import Moved, MovedScore, Places, Tally
from qa_desktop.services.what_if import Unmapped
from qa_desktop.services.what_if_child import WhatIfReport
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.plain_table import PlainColumn, PlainModel
from qa_desktop.ui.words import score_text, with_sign

Named = Callable[[str], str]
"""An agent or a team (its id, "" without one) as it is shown."""


def names_of(report: WhatIfReport) -> Named:
    def shown(id: str) -> str:
        named = report.names.get(id)
        words = " ".join(part for part in (named.number, named.name) if part) if named else ""
        return words or ("—" if not id else id[:8])

    return shown


def moved_model(heading: Callable[[], str], named: Named) -> PlainModel:
    """Of agents or teams: those that move most first, as the report has them."""
    return PlainModel(
        [
            PlainColumn(heading, lambda row: named(row.id), 132, stretches=True),
            _number(lambda: translate("WhatIf", "n"), lambda row: str(row.tally.scored), 52),
            _number(
                lambda: translate("WhatIf", "Mean now"),
                lambda row: mean_span_text(row.tally.mean_before, row.tally.span_before),
                132,
            ),
            _number(
                lambda: translate("WhatIf", "Mean then"),
                lambda row: mean_span_text(row.tally.mean_after, row.tally.span_after),
                132,
            ),
            _number(lambda: translate("WhatIf", "Change"), _change, 72, _change_color),
            _number(lambda: translate("WhatIf", "Rank"), _ranks, 104),
            _number(
                lambda: translate("WhatIf", "Passed now"),
                lambda row: passed_text(row.tally.passed_before, row.tally),
                116,
            ),
            _number(
                lambda: translate("WhatIf", "Passed then"),
                lambda row: passed_text(row.tally.passed_after, row.tally),
                116,
            ),
        ],
        lambda row: row.id,
    )


def scores_model(named: Named) -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("WhatIf", "Agent"),
                lambda row: named(row.agent),
                132,
                stretches=True,
            ),
            _number(
                lambda: translate("WhatIf", "Score now"),
                lambda row: with_sign(score_text(row.before, False), passed=row.passed_before),
                100,
            ),
            _number(
                lambda: translate("WhatIf", "Score then"),
                lambda row: with_sign(score_text(row.after, False), passed=row.passed_after),
                116,
            ),
            _number(
                lambda: translate("WhatIf", "Change"),
                lambda row: signed(Fraction(row.after - row.before, 100)),
                88,
                lambda row: _color(row.after - row.before),
            ),
            PlainColumn(lambda: translate("WhatIf", "Verdict"), _verdict, 220, _verdict_color),
        ],
        lambda row: row.id,
    )


def unmapped_model(*cards: ScorecardVersion | None) -> PlainModel:
    """With the names that these cards have for items and options, the later one's first."""
    items, answers = _item_names(*cards), _option_names(*cards)
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("WhatIf", "Item"),
                lambda row: " ".join(
                    dict.fromkeys(part for part in (row.item, items.get(row.item, "")) if part)
                ),
                220,
            ),
            PlainColumn(
                lambda: translate("WhatIf", "What happens"),
                lambda row: _fate(row, answers),
                stretches=True,
            ),
            _number(
                lambda: translate("WhatIf", "Evaluations"),
                lambda row: str(row.evaluations) if row.kind != "new" else "",
                96,
            ),
        ],
        lambda row: f"{row.kind} {row.item} {row.answer}",
    )


def _item_names(*cards: ScorecardVersion | None) -> dict[str, str]:
    language = i18n.catalogue_language()
    return {
        id: item.name.render(language)
        for card in cards
        if card is not None
        for id, item in card.items.items()
    }


def _option_names(*cards: ScorecardVersion | None) -> dict[tuple[str, str], str]:
    """By item and option."""
    language = i18n.catalogue_language()
    return {
        (id, option.id): option.name.render(language)
        for card in cards
        if card is not None
        for id, item in card.items.items()
        if isinstance(item.answer, Choice)
        for option in item.answer.options
    }


def mean_text(mean: Fraction | None) -> str:
    return "—" if mean is None else f"{round_half_up(mean, 2):f}"


def mean_span_text(mean: Fraction | None, span: Interval | None) -> str:
    """``84.20 (81.0–87.4)``: a mean with how far it can be trusted."""
    if mean is None or span is None:
        return mean_text(mean)
    low, high = (f"{round_half_up(each, 1):f}" for each in (span.low, span.high))
    return f"{mean_text(mean)} ({low}–{high})"


def signed(change: Fraction) -> str:
    """``+1.25``, ``−0.50``, ``0``."""
    shown = round_half_up(abs(change), 2)
    if not shown:
        return "0"
    return f"{'+' if change > 0 else '−'}{shown:f}"


def percent(share: Fraction) -> str:
    return f"{round_half_up(100 * share, 1):f}"


def passed_text(passed: int, tally: Tally) -> str:
    """``18/20 (90.0%)``: never a rate without what it was counted from."""
    if not tally.scored:
        return "—"
    return f"{passed}/{tally.scored} ({percent(Fraction(passed, tally.scored))}%)"


def span_text(passed: int, tally: Tally) -> str:
    """How far a pass rate can be trusted."""
    found = of_rate(passed, tally.scored)
    if found is None:
        return ""
    words = translate("WhatIf", "95 % interval {low}–{high} %")
    return words.format(low=percent(found.low), high=percent(found.high))


def _number(
    heading: Callable[[], str],
    words: Callable[[Any], str],
    width: int,
    color: Callable[[Any], str | None] = lambda _row: None,
) -> PlainColumn:
    return PlainColumn(heading, words, width, color, number=True)


def _change(row: Moved) -> str:
    return signed(row.tally.change) if row.tally.scored else "—"


def _change_color(row: Moved) -> str | None:
    return _color(row.tally.change)


def _color(change: Fraction | int) -> str | None:
    return None if not change else "strength" if change > 0 else "critical"


def _ranks(row: Moved) -> str:
    """``3``, ``3 → 1``; ``2–5`` where intervals overlap and there is no rank to be told."""
    if row.before is None or row.after is None:
        return "—"
    if row.before == row.after:
        return _place(row.after)
    return f"{_place(row.before)} → {_place(row.after)}"


def _place(places: Places) -> str:
    return str(places.first) if places.first == places.last else f"{places.first}–{places.last}"


def _verdict(row: MovedScore) -> str:
    if row.passed_before == row.passed_after:
        return (
            translate("WhatIf", "stays passed")
            if row.passed_after
            else translate("WhatIf", "stays failed")
        )
    return (
        translate("WhatIf", "failed → passed")
        if row.passed_after
        else translate("WhatIf", "passed → failed")
    )


def _verdict_color(row: MovedScore) -> str | None:
    if row.passed_before == row.passed_after:
        return "muted"
    return "strength" if row.passed_after else "critical"


def _fate(row: Unmapped, answers: Mapping[tuple[str, str], str]) -> str:
    if row.kind == "gone":
        return translate("WhatIf", "Not in the draft: its answers are left out")
    if row.kind == "refused":
        words = translate("WhatIf", "The draft does not take the answer “{answer}”: as if missing")
        return words.format(answer=answers.get((row.item, row.answer or ""), row.answer))
    return translate("WhatIf", "New in the draft: nobody has answered it yet, it does not count")
