"""``report NAME``: the registry's reports as files, by the ending: xlsx, pdf, html."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from qa_desktop.cli.session import WORDS, Command, Group, Session, pass_session
from qa_desktop.cli.watched import tell, until_nobody_listens
from qa_desktop.errors import UserFacingError
from qa_desktop.reports.printing import PrintTarget
from qa_desktop.reports.registry import REPORTS, ReportKind
from qa_desktop.services.report_data import PeriodRequest
from qa_desktop.services.reporting import (
    FeedbackRequest,
    Request,
    make_report,
    own_forms,
    print_report,
    write_report,
)
from qa_desktop.store.evaluations import find_evaluation_named, find_scorers
from qa_desktop.store.people import find_agents, find_teams
from qa_desktop.store.reader import Reader
from qa_desktop.texts import text

_DAY = click.DateTime(["%Y-%m-%d"])
_FILE = click.Path(path_type=Path)

_OUT = [
    click.Option(["--out"], type=_FILE, help="xlsx, pdf or html, by its ending."),
    click.Option(["--printer"], hidden=True),
    click.Option(["--watched"], is_flag=True, hidden=True),
]
"""``--watched``: the window runs this; progress goes to standard error, and when its end of
standard input is closed the work is given up. ``--printer``: what its print dialog was told
(``PrintTarget.as_text``), in place of a file."""

_PERIOD = [
    click.Option(["--from", "first"], type=_DAY, required=True, metavar="DATE"),
    click.Option(["--to", "last"], type=_DAY, required=True, metavar="DATE", help="Included."),
    click.Option(["--agent"], type=WORDS, help="Work number or name."),
    click.Option(["--team"], type=WORDS, help="Name of the team."),
    click.Option(["--scorer"], type=WORDS, help="Number or name."),
]

_EVALUATION = [
    click.Option(
        ["--evaluation"],
        type=WORDS,
        required=True,
        help="Id (or its beginning), or the call's serial number.",
    ),
]
_WHY = click.Option(["--why"], is_flag=True, help="Also how the score was worked out.")


@click.group("report", cls=Group)
def report() -> None:
    """Write a report to a file: xlsx, pdf or html, by its ending."""


def _command(kind: ReportKind) -> click.Command:
    own = _PERIOD if kind.needs == "period" else _EVALUATION
    if kind.id == "feedback":
        own = [*own, _WHY]
    wanted = _period if kind.needs == "period" else _evaluation

    @pass_session
    def run(
        session: Session, /, out: Path | None, printer: str | None, watched: bool, **values: Any
    ) -> None:
        target = out or (PrintTarget.from_text(printer) if printer else None)
        if target is None:
            raise click.MissingParameter(param_hint="'--out'", param_type="option")
        with session.open_reader() as reader:
            document = _write(session, reader, kind, wanted(reader, values), target, watched)
        session.answer(document, [session.say(text("cli.report_written", **document))])

    return Command(kind.id, params=[*own, *_OUT], callback=run, help=f"{kind.name.render('en')}.")


def _write(
    session: Session,
    reader: Reader,
    kind: ReportKind,
    request: Request,
    target: Path | PrintTarget,
    watched: bool,
) -> dict[str, Any]:
    cancelled = until_nobody_listens() if watched else lambda: False
    made = make_report(reader.db, kind.id, request, cancelled)
    do = partial(
        print_report if isinstance(target, PrintTarget) else write_report,
        made,
        forms=own_forms(reader.folder),
        progress=tell if watched else lambda _done, _all: None,
        cancelled=cancelled,
    )
    file = target.output if isinstance(target, PrintTarget) else str(target)
    return {"rows": do(target, language=session.language), "file": file}


def _period(reader: Reader, values: dict[str, Any]) -> PeriodRequest:
    return PeriodRequest(
        _day(values["first"]),
        _day(values["last"]),
        agent=_agent(reader, values["agent"]),
        team=_team(reader, values["team"]),
        scorer=_scorer(reader, values["scorer"]),
    )


def _evaluation(reader: Reader, values: dict[str, Any]) -> FeedbackRequest:
    evaluation = find_evaluation_named(reader.db, values["evaluation"])
    return FeedbackRequest(evaluation, values.get("why", False))


def _day(moment: datetime) -> date:
    return moment.date()


def _agent(reader: Reader, name: str | None) -> str | None:
    if name is None:
        return None
    for agent in find_agents(reader.db):
        if name in (agent.id, agent.number, agent.name):
            return agent.id
    raise UserFacingError("report.agent_unknown", name=name)


def _team(reader: Reader, name: str | None) -> str | None:
    if name is None:
        return None
    teams = find_teams(reader.db)
    if name not in teams and name not in teams.values():
        raise UserFacingError("report.team_unknown", name=name)
    return teams.get(name, name)


def _scorer(reader: Reader, name: str | None) -> str | None:
    if name is None:
        return None
    for person, number, shown in find_scorers(reader.db):
        if name in (person, number, shown):
            return person
    raise UserFacingError("report.scorer_unknown", name=name)


for _kind in REPORTS:
    report.add_command(_command(_kind))

COMMANDS = [report]
