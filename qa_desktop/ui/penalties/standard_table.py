"""The columns of the penalty standard: a row for each clause."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.domain.penalty_ladder import yuan
from qa_desktop.domain.penalty_standard import Clause, PenaltyStandard
from qa_desktop.domain.slip_fact import SEVERITIES
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.penalties.words import measure_words, said
from qa_desktop.ui.plain_table import PlainColumn, PlainModel


@dataclass(frozen=True)
class ClauseRow:
    """``open_proposals``: how many wait for an answer."""

    standard: PenaltyStandard
    clause: Clause
    open_proposals: int


def clause_model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Penalties", "Clause"), lambda row: row.clause.number, 64
            ),
            PlainColumn(lambda: translate("Penalties", "What it says"), _words, 188),
            *(_measure(place, severity) for place, severity in enumerate(SEVERITIES)),
            PlainColumn(
                lambda: translate("Penalties", "Each repeat"),
                lambda row: translate("Penalties", "+{amount} yuan").format(
                    amount=yuan(row.clause.repeat_cents)
                ),
                fits=True,
                number=True,
            ),
            PlainColumn(
                lambda: translate("Penalties", "Proposals"),
                lambda row: str(row.open_proposals) if row.open_proposals else "",
                64,
                lambda _row: "accent",
                stretches=True,
            ),
        ],
        lambda row: row.clause.fault,
    )


def _measure(place: int, severity: str) -> PlainColumn:
    return PlainColumn(
        lambda: said(f"penalty.severity_{severity}").capitalize(),
        lambda row: measure_words(row.standard, row.clause.measures[place]),
        fits=True,
    )


def _words(row: ClauseRow) -> str:
    return row.clause.words.render(i18n.catalogue_language())
