"""Which slips a command is about: the options that ``slip list`` and ``slip print`` share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import reduce
from typing import Any, Final

import click
from sqlite_utils import Database

from qa_desktop.cli.session import WORDS
from qa_desktop.domain.slip_table import STAGES
from qa_desktop.store.slips import SlipRow, find_slips

_DAY: Final = click.DateTime(["%Y-%m-%d"])
_OPTIONS: Final = (
    click.option("--stage", type=click.Choice(STAGES), help="Only slips at this stage."),
    click.option("--from", "first", type=_DAY, metavar="DATE", help="Drawn on this day or later."),
    click.option("--to", "last", type=_DAY, metavar="DATE", help="Drawn on this day or earlier."),
    click.option("--agent", type=WORDS, help="Of this agent: work number or name."),
    click.option("--team", type=WORDS, help="Of agents who were in this team."),
)


def slip_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """They reach the command as keywords, for ``chosen_slips``."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


def chosen_slips(
    db: Database,
    *,
    stage: str | None = None,
    first: datetime | None = None,
    last: datetime | None = None,
    agent: str | None = None,
    team: str | None = None,
) -> list[SlipRow]:
    """The one drawn last first; all of them where nothing is asked for."""
    begin = first.date().isoformat() if first else ""
    end = last.date().isoformat() if last else "9999"
    return [
        row
        for row in find_slips(db, stage=stage)
        if begin <= row.day <= end
        and agent in (None, row.agent, row.agent_number, row.agent_name)
        and team in (None, row.team, row.team_name)
    ]
