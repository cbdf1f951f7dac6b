"""``scorecard publish`` and ``retire``: from which day, for whom, and what calls begin with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from sqlite_utils import Database

from qa_desktop.cli import output
from qa_desktop.cli.passphrases import with_keys
from qa_desktop.cli.session import WORDS, Command, Session, pass_session
from qa_desktop.cli.wrong_usage import WrongUsageError
from qa_desktop.domain.usual_cards import UsualCards
from qa_desktop.errors import UserFacingError
from qa_desktop.services.scorecard_editing import Terms, get_draft_named, publish, retire
from qa_desktop.services.scorecard_files import draft_of_file, read_whole_card
from qa_desktop.store.fault_catalogue import unknown_codes
from qa_desktop.store.people import find_teams
from qa_desktop.store.scorecards import find_business_words, find_version
from qa_desktop.store.settings import get_setting, set_setting
from qa_desktop.texts import Text, text

_DAY = click.DateTime(["%Y-%m-%d"])
_FILE = click.Path(path_type=Path)
_TERMS = (
    click.option("--reason", type=WORDS, required=True),
    click.option("--begins", type=_DAY, metavar="DATE", help="From this day on. [default: today]"),
    click.option(
        "--business", "businesses", type=WORDS, multiple=True,
        help="Only for calls with this business, disposition or skill group.",
    ),
    click.option("--team", "teams", type=WORDS, multiple=True, help="For this team only."),
)  # fmt: skip


def _with_terms(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_TERMS):
        command = option(command)
    return command


@click.command("publish", cls=Command)
@click.argument("file", type=_FILE, required=False)
@click.option(
    "--draft", type=WORDS, help="A draft of this workspace, by its id or its card's name."
)
@_with_terms
@click.option("--usual", is_flag=True, help="Calls begin with it, in this workspace.")
@pass_session
def publish_card(
    session: Session, file: Path | None, draft: str | None, reason: str, begins: datetime | None,
    businesses: tuple[str, ...], teams: tuple[str, ...], usual: bool,
) -> None:  # fmt: skip
    """Publish a template FILE (toml, xlsx), or a draft, as the version in force from a day on."""
    if (file is None) == (draft is None):
        raise WrongUsageError(text("cli.file_or_draft"))
    read = read_whole_card(file) if file is not None else None
    with session.open_workspace() as workspace:
        db = workspace.db
        terms = _terms(db, reason, begins, businesses, teams)
        saved = draft_of_file(db, read) if read is not None else get_draft_named(db, draft or "")
        done = with_keys(session, workspace, lambda: publish(workspace, saved, terms))
        code, unknown = done.version.code, unknown_codes(db, done.version)
        cards = UsualCards(get_setting(db, "scorecard"), get_setting(db, "scorecard_by_business"))
        if usual:
            cards = cards.taking(code, terms.businesses, terms.teams)
            set_setting(db, "scorecard", cards.usual)
            set_setting(db, "scorecard_by_business", dict(cards.by_business))
    is_usual = not cards.may_take(code, terms.businesses, terms.teams)
    document = {
        "id": done.version.id,
        "code": code,
        "begins": terms.begins,
        "usual": is_usual,
        "unknown_faults": unknown,
    }
    told = [_begins_with(cards, code, terms)]
    if unknown:
        told.append(text("cli.card_unknown_faults", codes=tuple(unknown)))
    session.answer(document, [done.version.id])
    if not session.as_json:  # beside the id, which scripts read
        for line in told:
            output.write_message(session.say(line))


def _begins_with(cards: UsualCards, code: str, terms: Terms) -> Text:
    if not cards.may_take(code, terms.businesses, terms.teams):
        return text("cli.card_begins_with_it")
    if not terms.businesses:
        return text("cli.card_begins_with_other", name=cards.usual)
    names = tuple(cards.others(code, terms.businesses))
    return text("cli.card_begins_with_others", names=names)


@click.command("retire", cls=Command)
@click.argument("name", type=WORDS)
@_with_terms
@pass_session
def retire_card(
    session: Session, name: str, reason: str, begins: datetime | None,
    businesses: tuple[str, ...], teams: tuple[str, ...],
) -> None:  # fmt: skip
    """Take a scorecard out of use; what was scored with it stays as it is."""
    with session.open_workspace() as workspace:
        terms = _terms(workspace.db, reason, begins, businesses, teams)
        code = find_version(name, workspace.db).code
        with_keys(session, workspace, lambda: retire(workspace, code, terms))
    session.answer({"code": code, "begins": terms.begins}, [code])


def _terms(
    db: Database,
    reason: str,
    begins: datetime | None,
    businesses: tuple[str, ...],
    teams: tuple[str, ...],
) -> Terms:
    """Raises ``UserFacingError`` for words that are of nobody: the card would be for nobody."""
    known = find_business_words(db) if businesses else []
    for name in businesses:
        if name not in known:
            names = tuple(known) or "–"
            raise UserFacingError("scorecard.business_unknown", name=name, names=names)
    day = (begins.date() if begins else date.today()).isoformat()
    return Terms(reason, day, businesses, teams_named(db, teams))


def teams_named(db: Database, names: tuple[str, ...]) -> tuple[str, ...]:
    """Their ids. Raises ``UserFacingError`` ("report.team_unknown")."""
    teams = find_teams(db)
    for name in names:
        if name not in teams and name not in teams.values():
            raise UserFacingError("report.team_unknown", name=name)
    return tuple(teams.get(name, name) for name in names)
