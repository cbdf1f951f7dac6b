"""``scorecard whatif`` in words: the whole, agents, teams, what moves most, what does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from qa_desktop.cli.session import Session
from qa_desktop.domain.intervals import Interval
from qa_desktop.domain.scoring import Choice, Item
from qa_desktop.domain.scoring.rounding import decimal_text
from qa_desktop.domain.what_if import Moved, Places
from qa_desktop.services.what_if_child import WhatIfReport
from qa_desktop.texts import text


def report_lines(
    session: Session, report: WhatIfReport, items: Mapping[str, Item]
) -> Iterator[str]:
    """What the window shows; ``items``: those of the card before and after."""
    whole = report.whole
    yield session.say(
        text(
            "scorecard.whatif_whole",
            count=whole.scored,
            before=_mean(whole.mean_before, whole.span_before),
            after=_mean(whole.mean_after, whole.span_after),
            passed=whole.passed_before,
            passes=whole.passed_after,
        )
    )

    def called(id: str) -> str:
        named = report.names.get(id)
        words = f"{named.number} {named.name}".strip() if named else ""
        return words or id or session.say(text("scorecard.whatif_nobody"))

    for heading, rows in (("agents", report.agents), ("teams", report.teams)):
        if rows:
            yield session.say(text(f"scorecard.whatif_{heading}"))
        yield from (_moved_line(called(moved.id), moved) for moved in rows)
    if report.scores:
        yield session.say(text("scorecard.whatif_movers"))
    for score in report.scores:
        before, after = (
            f"{decimal_text(Fraction(points, 100), 2)} "
            + session.say(text(f"scorecard.whatif_{'passed' if passed else 'failed'}"))
            for points, passed in (
                (score.before, score.passed_before),
                (score.after, score.passed_after),
            )
        )
        yield f"  {score.id}  {called(score.agent)}  {before} → {after}"
    if report.unmapped:
        yield session.say(text("scorecard.whatif_unmapped"))
    for each in report.unmapped:
        item = items.get(each.item)
        name = item.name.render(session.language) if item is not None else each.item
        answer = _answer_name(session, item, each.answer)
        params = {"item": name, "answer": answer, "count": each.evaluations}
        yield "  " + session.say(text(f"scorecard.whatif_{each.kind}", **params))


def _moved_line(who: str, moved: Moved) -> str:
    """``  0617 王小明  78.3 (56.8–99.8) → 80.1 (58.2–100)  3/7 → 4/7  #2–5 → #1``"""
    tally, places = moved.tally, [each for each in (moved.before, moved.after) if each]
    before = _mean(tally.mean_before, tally.span_before)
    after = _mean(tally.mean_after, tally.span_after)
    passed = f"{tally.passed_before}/{tally.scored} → {tally.passed_after}/{tally.scored}"
    told = "  " + " → ".join(_place(each) for each in places) if len(places) == 2 else ""
    return f"  {who}  {before} → {after}  {passed}{told}"


def _mean(mean: Fraction | None, span: Interval | None) -> str:
    if mean is None or span is None:
        return _points(mean)
    return f"{_points(mean)} ({decimal_text(span.low, 1)}–{decimal_text(span.high, 1)})"


def _answer_name(session: Session, item: Item | None, answer: str | None) -> str:
    options = item.answer.options if item and isinstance(item.answer, Choice) else ()
    names = {option.id: option.name.render(session.language) for option in options}
    return names.get(answer or "", answer or "")


def _place(places: Places) -> str:
    """``#3``, or ``#2–5`` where the intervals overlap."""
    return f"#{places.first}" + (f"–{places.last}" if places.last > places.first else "")


def _points(value: Any) -> str:
    return "–" if value is None else decimal_text(value, 2)
