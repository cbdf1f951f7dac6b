"""The feedback sheet 反馈单 of one evaluation (PRODUCT.md, C6): what was good first, then what to
change, each with the seconds to listen to; then the score.

Notes and questions are the inspector's own and never on it: the agent takes the sheet away."""

from __future__ import annotations

from typing import Final

from qa_desktop.domain.annotations import COMPETENCIES
from qa_desktop.reports import wording
from qa_desktop.reports.data import Answered, EvaluationData, FeedbackData, ItemOutcome, Marked
from qa_desktop.reports.model import (
    Cell,
    Column,
    Fact,
    Line,
    Report,
    Run,
    Section,
    Table,
    Tone,
    duration,
    moment,
    seconds,
    words,
)
from qa_desktop.texts import text

SECTIONS: Final = (
    "strengths",
    "change",
    "items",
    "competencies",
    "score",
    "why",
    "answer",
)


def build(data: FeedbackData) -> Report:
    each = data.evaluation
    why = each.why if data.with_why else ()
    return Report(
        kind="feedback",
        title=text("report.feedback_title"),
        facts=tuple(_facts(each)),
        sections=(
            _marks("strengths", each.strengths, each, "strength", "good"),
            _marks("change", each.advice, each, "weakness", "change"),
            Section("items", text("report.section_items"), table=_items(each)),
            Section(
                "competencies", text("report.section_competencies"), points=_competencies(each)
            ),
            Section("score", text("report.section_score"), facts=tuple(_score(each))),
            Section("why", text("report.section_why"), points=tuple(words(line) for line in why)),
            Section("answer", text("report.section_answer"), facts=tuple(_answer(data.answer))),
        ),
    )


def _facts(each: EvaluationData) -> list[Fact]:
    call = each.call
    agent = f"{each.agent.shown} · {each.agent.team}" if each.agent.team else each.agent.shown
    scorer = Cell(((Run(each.scorer.shown), Run(" · "), Run(wording.role(each.role))),))
    found = [
        (text("report.agent"), words(agent)),
        (text("report.scorer"), scorer),
        (text("report.started"), moment(call.started)),
        (text("report.duration"), duration(call.duration_ms)),
        (text("report.serial"), words(call.serial)),
        (text("report.customer"), words(call.customer)),
        (text("report.business"), words(call.business)),
        (text("report.saved_as"), words(call.disposition)),
        (text("report.method"), words(wording.method(each.method))),
        (text("report.submitted"), moment(each.submitted)),
        (text("report.corrected_at"), moment(each.corrected)),
        (text("report.correction_reason"), words(each.correction_reason)),
    ]
    return [Fact(name, value) for name, value in found if value.lines]


def _marks(id: str, said: str, each: EvaluationData, kind: str, tone: Tone) -> Section:
    """What was said about the whole call, then the moments."""
    points = [words(said, tone)] if said else []
    points += [_mark(mark, tone) for mark in each.marks if mark.kind == kind]
    if id == "strengths":
        points += [_earned(item) for item in each.items if item.bonus and item.earned > 0]
    if points:
        return Section(id, text(f"report.section_{id}"), points=tuple(points))
    is_in_items = id == "change" and any(item.lost > 0 for item in each.items)
    nothing = (text("report.change_in_items" if is_in_items else f"report.nothing_{id}"),)
    return Section(id, text(f"report.section_{id}"), notes=nothing)


def _mark(mark: Marked, tone: Tone) -> Cell:
    """``00:12–00:18 words``."""
    first, *more = mark.words.splitlines() or [""]
    line: Line = (*seconds((mark.place,)), Run("  "), Run(first))
    return Cell((line, *((Run(row),) for row in more)), tone=tone)


def _earned(item: ItemOutcome) -> Cell:
    """A bonus that was earned is a strength."""
    line: list[Run] = [*seconds(item.places), Run("  ")] if item.places else []
    return Cell(((*line, Run(text("report.bonus_earned", item=item.name))),), tone="good")


def _items(each: EvaluationData) -> Table:
    """Items that lost points or were commented on; the others need no words."""
    shown = [item for item in each.items if item.lost > 0 or item.comment]
    columns = (
        Column(text("report.item"), 24),
        Column(text("report.answer"), 20),
        Column(text("report.lost"), 8, is_number=True),
        Column(text("report.listen_to"), 16),
        Column(text("report.comment"), 32),
    )
    rows = tuple(
        (
            words(item.name),
            words(item.answer),
            words(wording.loss_words(item) if item.lost > 0 else ""),
            Cell(tuple((run,) for run in seconds(item.places) if run.place)),
            words(item.comment),
        )
        for item in shown
    )
    return Table(columns, rows)


def _competencies(each: EvaluationData) -> tuple[Cell, ...]:
    """Per competency the moments of strength, then those to work on."""
    points = []
    for code in COMPETENCIES:
        runs: list[Run] = []
        for kind, label in (("strength", "report.good_at"), ("weakness", "report.work_on")):
            places = tuple(
                mark.place for mark in each.marks if (mark.competency, mark.kind) == (code, kind)
            )
            if places:
                runs += [Run("  "), Run(text(label)), Run(" "), *seconds(places)]
        if runs:
            points.append(Cell(((Run(wording.competency(code)), *runs),)))
    return tuple(points)


def _problems(each: EvaluationData) -> Cell | None:
    """``B 答非所问``, a line each, the gravest first; what is there twice once."""
    lines: list[Line] = []
    for problem in sorted(each.problems, key=lambda p: p.problem_class or "Z"):
        parts = [part for part in (problem.problem_class, problem.fault) if part]
        line = tuple(run for part in parts for run in (Run(part), Run(" ")))[:-1]
        if line and line not in lines:
            lines.append(line)
    return Cell(tuple(lines)) if lines else None


def _score(each: EvaluationData) -> list[Fact]:
    facts = [
        Fact(text("report.score"), wording.score(each)),
        Fact(text("report.verdict"), wording.verdict(each)),
        Fact(text("report.scorecard"), words(each.scorecard)),
    ]
    if problems := _problems(each):
        facts.append(Fact(text("report.problems"), problems))
    if each.wrong_information:
        value = words(text("report.wrong_information"), "critical")
        facts.append(Fact(text("report.remarks"), value))
    if each.circumstance:
        facts.append(
            Fact(text("report.circumstance"), words(wording.circumstance(each.circumstance)))
        )
    return facts


def _answer(answer: Answered | None) -> list[Fact]:
    """What the agent said, else room to write it by hand."""
    if answer is None:
        return [
            Fact(text("report.agents_answer"), words(text("report.answer_blank"))),
            Fact(text("report.signature"), words(text("report.signature_blank"))),
        ]
    said = words(text(f"report.answer_{answer.answer}"))
    by = text("report.recorded_by", name=answer.recorded_by, at=f"{answer.at:%Y-%m-%d %H:%M}")
    facts = [Fact(text("report.agents_answer"), said)]
    if answer.words:
        facts.append(Fact(text("report.agents_words"), words(answer.words)))
    facts.append(Fact(text("report.recorded"), words(by, "muted")))
    if not answer.is_current:
        stale = words(text("report.answer_outdated"), "change")
        facts.append(Fact(text("report.remarks"), stale))
    return facts
