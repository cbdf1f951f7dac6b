"""The handout 案例讲义 of a playlist: what is heard, what is asked, what was good and what was not
(PRODUCT.md, C8). The trainer's own notes are never on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.playlist import Stop
from qa_desktop.domain.shown_playlist import ShownCase, ShownPlaylist
from qa_desktop.reports.model import (
    Cell,
    Column,
    Fact,
    Report,
    Run,
    Section,
    Table,
    Tone,
    Words,
    words,
)
from qa_desktop.texts import text

SECTIONS: Final = ()
"""As many as there are cases: a form goes through all of them."""
_TONES: Final[dict[str, Tone]] = {"strength": "good", "weakness": "change"}


@dataclass(frozen=True)
class HandoutData:
    """``with_answers``: what the trainer reveals; without it there is room to write."""

    playlist: ShownPlaylist
    with_answers: bool = True


def build(data: HandoutData) -> Report:
    found = data.playlist
    return Report(
        kind="handout",
        title=found.title,
        facts=(
            Fact(text("handout.kind"), words(text(f"playlist.kind_{found.kind}"))),
            Fact(text("handout.cases"), words(str(len(found.cases)))),
            Fact(text("handout.minutes"), words(text("handout.in_minutes", minutes=found.minutes))),
        ),
        sections=tuple(
            _case(number, case, data.with_answers) for number, case in enumerate(found.cases, 1)
        ),
    )


def case_name(number: int, title: str) -> Words:
    """``案例 2 · 资费解释``."""
    named = text("handout.case", number=number)
    return text("handout.case_named", case=named, title=title) if title else named


def _case(number: int, case: ShownCase, with_answers: bool) -> Section:
    begin, end = case.span
    facts = [
        (text("handout.anonymous" if case.hidden else "report.agent"), case.agent),
        (text("report.serial"), case.serial),
        (text("handout.seconds"), f"{format_duration(begin)}–{format_duration(end)}"),
        (text("handout.question"), case.question),
    ]
    points: list[Cell] = []
    if with_answers:
        for kind, said in (("strength", case.strengths), ("weakness", case.weaknesses)):
            if said.strip():
                points.append(_said(kind, said))
    return Section(
        f"case_{number}",
        case_name(number, case.title),
        facts=tuple(Fact(name, words(value)) for name, value in facts if value),
        points=tuple(points),
        table=_stops(case, with_answers) if case.stops else None,
    )


def _said(kind: str, said: str) -> Cell:
    name = Run(text(f"handout.{kind}"))
    first, *rest = said.strip().splitlines()
    return Cell(((name, Run(" "), Run(first)), *((Run(line),) for line in rest)), tone=_TONES[kind])


def _stops(case: ShownCase, with_answers: bool) -> Table:
    columns = (
        Column(text("handout.at"), 9),
        Column(text("handout.asked"), 33),
        Column(text("handout.answer"), 58),
    )
    return Table(columns, tuple(_stop(stop, with_answers) for stop in case.stops))


def _stop(stop: Stop, with_answers: bool) -> tuple[Cell, ...]:
    asked = stop.question or text("handout.what_heard")
    if not with_answers:
        answer = words("\n\n\N{NO-BREAK SPACE}")
    elif stop.kind in _TONES and stop.comment.strip():
        answer = _said(stop.kind, stop.comment)
    else:
        answer = words(stop.comment)
    return words(format_duration(stop.at_ms)), words(asked), answer
