"""``score``, ``scorecard check | list | show``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from qa_desktop.cli.session import WORDS, Command, Group, Session, pass_session
from qa_desktop.domain.scoring import NOT_APPLICABLE, Choice, Deduct, Item, Scale
from qa_desktop.services.scorecards import check_template, score_file
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.scorecards import find_version
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
    """Check a template; list and show the built-in scorecards."""


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


@scorecard.command("list")
@pass_session
def list_scorecards(session: Session) -> None:
    """The scorecards there are."""
    found = [
        {
            "id": version.id,
            "code": version.code,
            "name": version.name.render(session.language),
            "items": len(version.items),
            "built_in": True,
        }
        for version in built_in_templates()
    ]
    lines = (f"{card['code']}  {card['name']}  ({card['items']})" for card in found)
    session.answer(found, lines)


@scorecard.command("show")
@click.argument("name", type=WORDS)
@pass_session
def show(session: Session, name: str) -> None:
    """A scorecard by its code, its name, or the id of a version (or its beginning)."""
    version = find_version(name)
    lines = [f"{version.name.render(session.language)}  {version.id}"]
    for section in version.sections:
        lines.append(f"{section.id} {section.name.render(session.language)} {section.weight}")
        lines += [
            f"    {item.id} {item.name.render(session.language)} {item.weight or '+'}"
            f"  [{_answers(item)}]"
            for item in section.items
        ]
    session.answer({"id": version.id, "card": json.loads(version.canonical)}, lines)


def _answers(item: Item) -> str:
    """What an answers file may say for an item."""
    kind = item.answer
    if isinstance(kind, Choice):
        answers = " | ".join(option.id for option in kind.options)
    elif isinstance(kind, Scale):
        answers = f"{kind.low}…{kind.high}"
    else:
        answers = "0, 1, 2, …" if isinstance(kind, Deduct) else "…"
    return answers if item.na == "forbidden" else f"{answers} | {NOT_APPLICABLE}"


COMMANDS = [score, scorecard]
