"""The warning slip 质检提醒单 on one A4 page: what happened at which second, what it leads to and
why, what the agent said, and who signed (PRODUCT.md, C9)."""

from __future__ import annotations

from typing import Final

from qa_desktop.reports.model import (
    Cell,
    Column,
    Fact,
    Report,
    Run,
    Section,
    Table,
    duration,
    moment,
    seconds,
    words,
)
from qa_desktop.reports.slip_data import FaultLine, SignedLine, SlipData
from qa_desktop.texts import text

SECTIONS: Final = ("strengths", "faults", "measure", "agent", "signatures", "code")


def build(data: SlipData) -> Report:
    return Report(
        kind="slip",
        title=text("slip_paper.title"),
        facts=tuple(_facts(data)),
        sections=(
            Section(
                "strengths",
                text("slip_paper.strengths"),
                points=(words(data.strengths, "good"),) if data.strengths else (),
            ),
            Section(
                "faults",
                text("slip_paper.faults"),
                points=tuple(words(line) for line in data.fatal),
                table=_faults(data),
            ),
            _measure(data),
            _agent(data),
            Section("signatures", text("slip_paper.signatures"), table=_signatures(data)),
            _code(data),
        ),
    )


def _facts(data: SlipData) -> list[Fact]:
    agent = f"{data.agent} · {data.team}" if data.team else data.agent
    found = [
        (text("report.agent"), words(agent)),
        (text("report.serial"), words(data.serial)),
        (text("slip_paper.order"), words(data.order_number)),
        (text("report.started"), moment(data.started)),
        (text("report.duration"), duration(data.duration_ms)),
        (text("slip_paper.inspector"), words(data.inspector)),
        (text("slip_paper.day"), words(data.day)),
        (text("report.score"), words(data.score)),
        (text("report.scorecard"), words(data.scorecard)),
        (text("slip_paper.stage"), words(data.stage)),
    ]
    return [Fact(name, value) for name, value in found if value.lines]


def _faults(data: SlipData) -> Table:
    columns = (
        Column(text("slip_paper.clause"), 10),
        Column(text("slip_paper.fault"), 28),
        Column(text("report.listen_to"), 14),
        Column(text("slip_paper.what_happened"), 48),
    )
    return Table(columns, tuple(map(_fault, data.faults)))


def _fault(line: FaultLine) -> tuple[Cell, ...]:
    named = Cell(
        (
            (Run(line.name),),
            (Run(line.severity), Run(" · "), Run(line.impact)),
            *words(line.score).lines,
        )
    )
    place = Cell((seconds((line.place,)),)) if line.place else words("—", "muted")
    return words(line.clause), named, place, words(line.words)


def _measure(data: SlipData) -> Section:
    """The rung and why; where another was chosen, what was recommended and why not that. Of a slip
    that came to nothing this first, and what had been drawn is no more than that."""
    chosen = [Run(data.rung)]
    if data.amount:
        chosen += [Run(" · "), Run(text("slip_paper.yuan", amount=data.amount))]
    if data.is_dead:
        nothing = text("slip_paper.nothing", stage=data.stage)
        facts = [
            Fact(text("slip_paper.rung"), words(nothing, "strong")),
            Fact(text("slip_paper.was_drawn"), Cell((tuple(chosen),), tone="muted")),
        ]
    else:
        facts = [Fact(text("slip_paper.rung"), Cell((tuple(chosen),), tone="strong"))]
    if data.recommended:
        facts.append(Fact(text("slip_paper.recommended"), words(data.recommended)))
    if data.why_other:
        facts.append(Fact(text("slip_paper.why_other"), words(data.why_other)))
    facts.append(Fact(text("slip_paper.standard"), words(data.standard)))
    points = tuple(words(reason) for reason in data.reasons)
    return Section("measure", text("slip_paper.measure"), facts=tuple(facts), points=points)


def _agent(data: SlipData) -> Section:
    """The agent's own words; room to write where nothing was said yet."""
    if not data.heard:
        finding = words(text("slip_paper.not_heard"), "muted")
    elif data.finding:
        finding = words(data.finding)
    else:
        finding = words(text("slip_paper.found_nothing"))
    facts = [Fact(text("slip_paper.finding"), finding)]
    if data.agent_words:
        facts.append(Fact(text("report.agents_words"), words(data.agent_words)))
    if data.answer:
        facts.append(Fact(text("report.agents_answer"), words(data.answer)))
    return Section("agent", text("slip_paper.agent"), facts=tuple(facts))


def _signatures(data: SlipData) -> Table:
    columns = (
        Column(text("slip_paper.step"), 17),
        Column(text("slip_paper.who"), 36),
        Column(text("slip_paper.when"), 14),
        Column(text("slip_paper.fingerprint"), 16),
        Column(text("slip_paper.signature"), 17),
    )
    return Table(columns, tuple(map(_signed, data.signed)))


def _signed(line: SignedLine) -> tuple[Cell, ...]:
    named = (Run(line.who), Run(" · ")) if line.who else ()
    who = Cell(((*named, Run(line.role)),))
    what = words(line.what)
    if line.words:
        what = Cell((*what.lines, *words(line.words).lines))
    drawn = Cell(((Run("", drawing=line.drawing),),)) if line.drawing else Cell()
    return what, who, moment(line.at), words(line.fingerprint, "muted"), drawn


def _code(data: SlipData) -> Section:
    notes = [text("slip_paper.code_note")]
    if data.is_outdated:
        notes.insert(0, text("slip_paper.outdated"))
    fact = Fact(text("slip_paper.code"), words(data.code, "strong"))
    return Section("code", text("slip_paper.code"), facts=(fact,), notes=tuple(notes))
