"""The columns of the list of slips."""

from __future__ import annotations

from datetime import datetime

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.slip_table import DEAD
from qa_desktop.store.slips import SlipRow
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.plain_table import PlainColumn, PlainModel
from qa_desktop.ui.slips import words


def slip_model() -> PlainModel:
    """Slips and whom each waits for."""
    return PlainModel(
        [
            PlainColumn(lambda: translate("Slips", "Agent"), agent_of, 100),
            PlainColumn(
                lambda: translate("Slips", "Rung"),
                lambda row: words.rung_and_amount(
                    row.rung_name, 0 if row.stage in DEAD else row.amount_cents
                ),
                128,
            ),
            PlainColumn(
                lambda: translate("Slips", "State"),
                words.stage_words,
                104,
                words.stage_color,
            ),
            PlainColumn(lambda: translate("Slips", "Waits for"), words.waiting_words, 104),
            PlainColumn(
                lambda: translate("Slips", "Due"),
                lambda row: words.due_in_list(row, datetime.now()),
                84,
                _due_color,
            ),
            PlainColumn(
                lambda: translate("Slips", "Since"),
                lambda row: words.since_words(row, datetime.now()),
                84,
            ),
            PlainColumn(lambda: translate("Slips", "Drawn"), lambda row: row.day, 100),
            PlainColumn(
                lambda: translate("Slips", "Serial no."),
                lambda row: row.serial or "",
                140,
                stretches=True,
            ),
        ],
        lambda row: row.id,
    )


def agent_of(row: SlipRow) -> str:
    return agent_words(row.agent_number, row.agent_name) or "—"


def _due_color(row: SlipRow) -> str | None:
    late = row.due_ms is not None and row.due_ms < datetime.now().timestamp() * 1_000
    return "critical" if late else None
