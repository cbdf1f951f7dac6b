"""``score``, ``scorecard check``; ``scorecard_versions`` has the other commands."""

from __future__ import annotations

from pathlib import Path

import click

from qa_desktop.cli.scorecard_versions import VERSION_COMMANDS
from qa_desktop.cli.session import Command, Group, Session, pass_session
from qa_desktop.services.scorecards import check_template, score_file
from qa_desktop.texts import text

_FILE = click.Path(path_type=Path)
_NOT_OK = 3


@click.command("score", cls=Command)
@click.option("--scorecard", type=_FILE, required=True, help="A template (toml).")
@click.option("--answers", type=_FILE, required=True, help='{"item": option, number or "n/a"}')
@pass_session
def score(session: Session, scorecard: Path, answers: Path) -> None:
    """Score answers with a scorecard; needs no workspace."""
    document = score_file(scorecard, answers, session.language)
    session.answer(document, document["explain"])


@click.group("scorecard", cls=Group)
def scorecard() -> None:
    """Check templates; list, compare and publish scorecards."""


@scorecard.command("check")
@click.argument("file", type=_FILE)
@click.pass_context
@pass_session
def check(session: Session, context: click.Context, file: Path) -> None:
    """Everything that is wrong with a template FILE. Ends with status 3 when anything is."""
    report = check_template(file)
    problems = [
        {
            "path": problem.path,
            "line": problem.line,
            "message": problem.message.render(session.language),
        }
        for problem in report.problems
    ]
    lines = [problem.render(session.language) for problem in report.problems]
    session.answer(
        {"ok": report.ok, "problems": problems}, lines or [session.say(text("cli.template_ok"))]
    )
    context.exit(0 if report.ok else _NOT_OK)


for _command in VERSION_COMMANDS:
    scorecard.add_command(_command)

COMMANDS = [score, scorecard]
