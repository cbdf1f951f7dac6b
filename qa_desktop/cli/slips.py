"""``slip``: warning slips listed, shown, and checked against their signatures."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click

from qa_desktop.cli import passphrases
from qa_desktop.cli.session import WORDS, Command, Group, Session, pass_session
from qa_desktop.cli.slip_choice import chosen_slips, slip_options
from qa_desktop.cli.slip_fund import fund
from qa_desktop.cli.slip_print import print_command
from qa_desktop.cli.slip_standard import standard
from qa_desktop.domain.penalty_ladder import yuan
from qa_desktop.domain.slip_table import DEAD
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.errors import UserFacingError
from qa_desktop.services.slip_checking import (
    Checked,
    Claims,
    beside_the_standard,
    check_bundle,
    check_slip,
    code_of,
    differences,
)
from qa_desktop.services.slip_moves import possible_moves
from qa_desktop.services.slip_paper_checking import check_pdf
from qa_desktop.services.slip_verdict import outcome_of, signatures_of, subject_of
from qa_desktop.store.key_session import KeySession
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.slips import SlipRow, find_slip_named, read_slip
from qa_desktop.texts import Text, text

_BUNDLE = ".qab"
_PAPER = ".pdf"
_REFUSED = 3


@click.group(cls=Group)
def slip() -> None:
    """Warning slips: list them, show one, check what was signed."""


@slip.command("list", cls=Command)
@slip_options
@pass_session
def list_slips(session: Session, /, **asked: Any) -> None:
    """Every slip that fits, the one drawn last first."""
    with session.open_reader() as reader:
        rows = chosen_slips(reader.db, **asked)
    lines = [_line(session, row) for row in rows] or [session.say(text("slip.none"))]
    session.answer([_row(row) for row in rows], lines)


def _row(row: SlipRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "day": row.day,
        "agent_number": row.agent_number,
        "agent": row.agent_name,
        "serial": row.serial,
        "faults": list(row.faults),
        "rung": row.rung,
        "amount_cents": row.amount_cents,
        "stage": row.stage,
        "waiting": row.waiting,
        "since_ms": row.since_ms,
        "due_ms": row.due_ms,
        "outdated": row.is_outdated,
    }


def _line(session: Session, row: SlipRow) -> str:
    agent = " ".join(part for part in (row.agent_number, row.agent_name) if part)
    rung = session.say(row.rung_name)
    amount = f" {session.say(text('slip.money', amount=yuan(row.amount_cents)))}"
    amount = amount if row.amount_cents and row.stage not in DEAD else ""
    stage = session.say(text(f"slip.stage_{row.stage}"))
    return f"{row.id[:13]}  {row.day}  {agent}  {rung}{amount}  {stage}"


@slip.command("show", cls=Command)
@click.argument("name", type=WORDS)
@pass_session
def show_slip(session: Session, name: str) -> None:
    """One slip with all that was done: NAME is its id, a beginning of it, or the serial number."""
    with session.open_reader() as reader:
        found = read_slip(reader.db, find_slip_named(reader.db, name))
        moves = possible_moves(reader.db, found.row.id)
        warnings = [session.say(each) for each in beside_the_standard(reader.db, found)]
    code = code_of(found)
    document = {
        **_row(found.row),
        "code": code,
        "lines": found.drawn["faults"],
        "moves": [
            {
                "op": each.op,
                "move": each.move,
                "person": each.person,
                "name": each.name,
                "role": each.role,
                "at_ms": each.at_ms,
                "stage": each.stage,
            }
            for each in found.moves
        ],
        "without_effect": [{"op": op, "why": why} for op, why in found.refused],
        "yours": list(moves),
        "warnings": warnings,
    }
    told = [
        f"{local_moment(each.at_ms):%Y-%m-%d %H:%M}  "
        f"{session.say(text(f'slip.move_{each.move}'))}  {each.name}"
        for each in found.moves
    ]
    session.answer(document, [_line(session, found.row), *told, *warnings, code])


@slip.command("verify", cls=Command)
@click.argument("what", type=WORDS)
@click.option("--amount", help="What the paper says: the amount in yuan.")
@click.option("--name", help="… the agent's name.")
@click.option("--number", help="… the agent's work number.")
@click.option("--second", help="… a second of the recording: 72 or 1:12.")
@click.option("--date", "day", help="… the day on which the slip was drawn.")
@pass_session
def verify_slip(session: Session, /, what: str, **said: str | None) -> None:
    """Who signed exactly what: WHAT is the code on a paper, a slip, a bundle, or the PDF of slips,
    whose words are compared too. What a paper says can be given to be compared."""
    file = Path(what)
    with session.open_reader() as reader:
        kind = file.suffix.lower()
        if kind == _BUNDLE:
            keys = KeySession(KeyStore())
            look = partial(check_bundle, reader.db, reader.folder, keys, file)
            found = passphrases.with_keys_beside(session, keys, look)
        elif kind == _PAPER:
            found = check_pdf(reader.db, file)
        elif file.is_file():  # a page for the browser, a photo: nothing in it can be compared
            raise UserFacingError("slip.no_pdf", file=file.name)
        else:
            found = [check_slip(reader.db, what)]
    documents = []
    lines: list[str] = []
    is_good = True
    for each in found:
        problems = [*each.problems, *differences(each, Claims(**said))]
        is_good = is_good and not problems
        documents.append(_document(session, each, problems))
        lines += _told(session, each, problems)
    session.answer(documents if kind == _BUNDLE or len(documents) > 1 else documents[0], lines)
    if not is_good:
        raise click.exceptions.Exit(_REFUSED)


def _document(session: Session, found: Checked, problems: list[Text]) -> dict[str, Any]:
    return {
        "slip": found.slip,
        "ok": not problems,
        "code": found.code,
        "stage": found.stage,
        **found.shown,
        "signatures": [asdict(each) for each in found.signatures],
        "later": list(found.later),
        "notes": [session.say(note) for note in found.notes],
        "problems": [session.say(problem) for problem in problems],
    }


def _told(session: Session, found: Checked, problems: list[Text]) -> list[str]:
    spoken = session.language
    return [
        *subject_of(found, spoken),
        *signatures_of(found, spoken),
        *outcome_of(found, problems, spoken),
    ]


slip.add_command(print_command)
slip.add_command(fund)
slip.add_command(standard)

COMMANDS = [slip]
