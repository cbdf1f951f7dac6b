"""Did the training help: each topic before and after, of who was there and who was not, and who
still needs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from qa_desktop.domain.training_effect import Change, Effect, Windows
from qa_desktop.reports.data import Party
from qa_desktop.reports.model import Cell, Column, Fact, Report, Section, Table, Words, rate, words
from qa_desktop.texts import text

SECTIONS: Final = ("rates", "individuals")
_TONES: Final = {"fell": "good", "rose": "critical", "unclear": "muted", "too_few": "muted"}


@dataclass(frozen=True)
class EffectData:
    """``names``: what each topic is called, by its code."""

    title: str
    trainer: str
    spans: Windows
    effects: Sequence[Effect]
    names: Mapping[str, Words]
    agents: Mapping[str, Party]


def build(data: EffectData) -> Report:
    return Report(
        kind="training-effect",
        title=text("effect.title", title=data.title),
        facts=(
            Fact(text("minutes.trainer"), words(data.trainer)),
            Fact(text("effect.before"), words("–".join(data.spans.before))),
            Fact(text("effect.after"), words("–".join(data.spans.after))),
        ),
        sections=(
            Section("rates", text("effect.rates"), table=_rates(data)),
            Section("individuals", text("effect.individuals"), table=_individuals(data)),
        ),
        notes=(text("effect.how"),),
    )


def _rates(data: EffectData) -> Table:
    columns = (
        Column(text("effect.topic"), 26),
        Column(text("effect.who"), 16),
        Column(text("effect.before"), 21, is_number=True),
        Column(text("effect.after"), 21, is_number=True),
        Column(text("effect.verdict"), 16),
    )
    return Table(
        columns,
        tuple(
            (
                words(data.names[each.topic.code] if who == "everybody" else ""),
                words(text(f"effect.{who}")),
                *_change(change),
            )
            for each in data.effects
            for who, change in (
                ("everybody", each.everybody),
                ("attended", each.attended),
                ("others", each.others),
            )
        ),
    )


def _change(change: Change) -> tuple[Cell, ...]:
    verdict = words(text(f"effect.{change.verdict}"), _TONES[change.verdict])  # type: ignore[arg-type]
    before, after = change.before, change.after
    return rate(before.failed, before.heard), rate(after.failed, after.heard), verdict


def _individuals(data: EffectData) -> Table:
    columns = (
        Column(text("report.agent"), 22),
        Column(text("minutes.team"), 16),
        Column(text("effect.topic"), 24),
        Column(text("effect.was_there"), 10),
        Column(text("effect.before"), 14, is_number=True),
        Column(text("effect.after"), 14, is_number=True),
    )
    return Table(
        columns,
        tuple(
            (
                words(data.agents[one.agent].shown),
                words(data.agents[one.agent].team),
                words(data.names[each.topic.code]),
                words(text("effect.yes" if one.attended else "effect.no")),
                words(_count(one.change.before.failed, one.change.before.heard)),
                words(_count(one.change.after.failed, one.change.after.heard)),
            )
            for each in data.effects
            for one in each.individuals
            if one.still_needs_it
        ),
    )


def _count(failed: int, heard: int) -> Words:
    return text("minutes.of", part=failed, whole=heard) if heard else "—"
