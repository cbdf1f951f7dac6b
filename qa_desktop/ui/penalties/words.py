"""Versions, measures and proposals of the penalty standard as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qa_desktop.domain.penalty_differences import signers
from qa_desktop.domain.penalty_ladder import yuan
from qa_desktop.domain.penalty_standard import Clause, Measure, PenaltyStandard
from qa_desktop.domain.slip_fact import DUE_DAYS, IMPACTS
from qa_desktop.store.penalty_standards import StandardRow, row_on
from qa_desktop.store.standard_proposals import ProposalRow
from qa_desktop.texts import text
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.words import day_text


def said(id: str, **parameters: object) -> str:
    """A text of the catalogue in the person's language."""
    return text(id, **parameters).render(i18n.catalogue_language())


def rung_words(standard: PenaltyStandard, code: str) -> str:
    """By the standard's own name."""
    return standard.rung(code).name.render(i18n.catalogue_language())


def measure_words(standard: PenaltyStandard, measure: Measure) -> str:
    """``口头提醒 5 元``: what a fine costs stands beside every rung, as repeats lead up to it."""
    rung = rung_words(standard, measure.rung)
    return said("penalty.measure", rung=rung, amount=yuan(measure.amount_cents))


def clause_title(clause: Clause) -> str:
    return f"{clause.number} {clause.words.render(i18n.catalogue_language())}"


def version_name(row: StandardRow, rows: Sequence[StandardRow]) -> str:
    """In a list of versions."""
    today = date.today().isoformat()
    if row.id is None:
        name = translate("Penalties", "As shipped")
    else:
        name = translate("Penalties", "From {day}").format(day=day_text(row.begins))
    if row == row_on(rows, today):
        return translate("Penalties", "{version} (in force)").format(version=name)
    if row.begins > today:
        return translate("Penalties", "{version} (to come)").format(version=name)
    return name


def version_lines(row: StandardRow) -> list[str]:
    """From when, by whom, why."""
    if row.id is None:
        return [translate("Penalties", "As shipped with the program."), _on_papers(row)]
    words = translate("Penalties", "In force from {day}").format(day=day_text(row.begins))
    lines = [words]
    if row.by:
        lines.append(translate("Penalties", "Published by {name}").format(name=row.by))
    if row.reason:
        lines.append(translate("Penalties", "Why: {reason}").format(reason=row.reason))
    return [*lines, _on_papers(row)]


def _on_papers(row: StandardRow) -> str:
    words = translate("Penalties", "Slips name it {version}")
    return words.format(version=row.standard.id[:8])


def rule_lines(standard: PenaltyStandard) -> list[str]:
    """The rules for all clauses, a sentence each."""
    steps = standard.repeat_steps
    lines = [
        translate("Penalties", "Fines of an agent in a month: at most {cap} yuan.").format(
            cap=yuan(standard.monthly_cap_cents)
        ),
        translate(
            "Penalties", "The same fault within {days} days is a repeat: {n} rung(s) up each time."
        ).format(days=standard.window_days, n=steps),
    ]
    words = translate("Penalties", "{impact}: {n} rung(s) up.")
    for impact, up in zip(IMPACTS[1:], standard.impact_steps[1:], strict=True):
        told = words.format(impact=said(f"penalty.impact_{impact}"), n=up)
        lines.append(told[:1].upper() + told[1:])
    words = translate("Penalties", "Repeats and impact lead at most to: {rung}.")
    lines.append(words.format(rung=rung_words(standard, standard.steepest)))
    lines.append(
        translate("Penalties", "The agent may be heard before the lead has confirmed.")
        if standard.hearing_first
        else translate("Penalties", "The agent is heard after the lead has confirmed.")
    )
    words = translate("Penalties", "When a due date passes: {meaning}.")
    lines.append(words.format(meaning=said(f"penalty.silence_{standard.silence}")))
    return lines


def due_lines(standard: PenaltyStandard) -> list[str]:
    words = translate("Penalties", "{step}: {n} day(s)")
    return [words.format(step=said(f"penalty.days_{d}"), n=standard.days[d]) for d in DUE_DAYS]


def rung_lines(standard: PenaltyStandard) -> list[str]:
    """Each rung and who signs it off."""
    language = i18n.catalogue_language()
    words = translate("Penalties", "{rung}: {who}")
    return [
        words.format(rung=each.name.render(language), who=signers(each).render(language))
        for each in standard.rungs
    ]


def proposal_line(row: ProposalRow) -> str:
    """Who proposes what."""
    words = translate("Penalties", "{name}: {words}")
    return words.format(name=row.by_name or "—", words=row.words)


def proposal_state(row: ProposalRow) -> str:
    return {
        "open": translate("Penalties", "Open"),
        "accepted": translate("Penalties", "Accepted"),
        "refused": translate("Penalties", "Refused"),
    }.get(row.state, row.state)


def answer_line(row: ProposalRow) -> str:
    """What became of it, and why; nothing while it is open."""
    if row.state == "open":
        return ""
    words = translate("Penalties", "{state}: {reason}")
    return words.format(state=proposal_state(row), reason=row.reason or "—")
