"""``slip fund``: the fund's ledger, and what the KPI assistant signs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from qa_desktop.cli.passphrases import with_keys
from qa_desktop.cli.session import WORDS, Command, Group, Session, pass_session
from qa_desktop.domain.penalty_ladder import yuan
from qa_desktop.services.fund import (
    cents_of,
    find_owed,
    find_team_of_fund,
    receive_fines,
    reverse,
    spend,
)
from qa_desktop.services.fund_sheet import save_fund_sheet
from qa_desktop.store.fund import FundLine, balances, find_entry_named, fund_lines
from qa_desktop.store.slips import find_slip_named
from qa_desktop.store.workspace import Changes
from qa_desktop.texts import text

_MONTH = click.option("--month", type=WORDS, help="Only this month, like 2026-11.")
_TEAM = click.option("--team", type=WORDS, help="Only this team, by its name.")
_DAY = click.option("--day", type=WORDS, help="Another day than today, like 2026-11-22.")


@click.group(cls=Group)
def fund() -> None:
    """The fund: what closed slips owe, what was handed over and spent."""


@fund.command("list", cls=Command)
@_MONTH
@_TEAM
@pass_session
def list_fund(session: Session, month: str | None, team: str | None) -> None:
    """Every line of the ledger, the oldest first, and the balance per team and month."""
    with session.open_reader() as reader:
        wanted = find_team_of_fund(reader.db, team) if team else None
        lines = fund_lines(reader.db, wanted, month)
        held = [
            each
            for each in balances(reader.db)
            if wanted in (None, each.team) and month in (None, each.month)
        ]
        owed = {line.id for line in find_owed(reader.db)}
    document = {
        "lines": [_line(line) | {"owed": line.kind == "due" and line.id in owed} for line in lines],
        "balances": [{**asdict(each), "owed": each.owed, "held": each.held} for each in held],
    }
    told = [_told(session, line) for line in lines]
    told += [
        session.say(
            text("fund.balance_line", month=each.month, team=each.team_name or "—",
                 owed=yuan_of(each.owed), held=yuan_of(each.held))
        )
        for each in held
    ]  # fmt: skip
    session.answer(document, told or [session.say(text("fund.none"))])


def yuan_of(cents: int) -> str:
    """Also below 0: what goes back."""
    return yuan(cents) if cents >= 0 else f"-{yuan(-cents)}"


def _line(line: FundLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "kind": line.kind,
        "day": line.day,
        "month": line.month,
        "team": line.team_name,
        "slip": line.slip,
        "agent_number": line.agent_number,
        "agent": line.agent_name,
        "amount_cents": line.amount_cents,
        "capped_cents": line.capped_cents,
        "reason": line.reason,
        "by": line.by,
        "reverses": line.reverses,
        "reversed": line.is_reversed,
        "goes_back": line.goes_back,
    }


def _told(session: Session, line: FundLine) -> str:
    agent = " ".join(part for part in (line.agent_number, line.agent_name) if part)
    kind = session.say(text(f"fund.kind_{line.kind}"))
    parts = (line.id[:13], line.day, kind, line.team_name, agent, yuan(line.amount_cents))
    return "  ".join(part for part in (*parts, line.reason, line.by) if part)


@fund.command("receive", cls=Command)
@click.argument("slips", type=WORDS, nargs=-1, required=True)
@_DAY
@pass_session
def receive(session: Session, slips: tuple[str, ...], day: str | None) -> None:
    """Fines of these slips were handed over: a signed receipt for each."""
    with session.open_workspace() as workspace:
        wanted = [find_slip_named(workspace.db, name) for name in slips]
        on = day or date.today().isoformat()
        changes = with_keys(session, workspace, lambda: receive_fines(workspace, wanted, on))
    _answer(session, changes, "fund.booked_receipts")


@fund.command("spend", cls=Command)
@click.argument("amount", type=WORDS)
@click.option("--for", "reason", type=WORDS, required=True, help="What for.")
@_TEAM
@_DAY
@pass_session
def spend_money(
    session: Session, amount: str, reason: str, team: str | None, day: str | None
) -> None:
    """AMOUNT in yuan was spent from a team's fund; --team may be left out where there is one."""
    with session.open_workspace() as workspace:
        wanted = find_team_of_fund(workspace.db, team)
        on, cents = day or date.today().isoformat(), cents_of(amount)
        changes = with_keys(session, workspace, lambda: spend(workspace, wanted, on, cents, reason))
    _answer(session, changes, "fund.booked_spending")


@fund.command("reverse", cls=Command)
@click.argument("entry", type=WORDS)
@click.option("--reason", type=WORDS, required=True, help="Why it counts no longer.")
@_DAY
@pass_session
def reverse_entry(session: Session, entry: str, reason: str, day: str | None) -> None:
    """A receipt or a spending counts no longer: ENTRY is its id, or the beginning of it."""
    with session.open_workspace() as workspace:
        wanted = find_entry_named(workspace.db, entry)
        on = day or date.today().isoformat()
        changes = with_keys(session, workspace, lambda: reverse(workspace, wanted, on, reason))
    _answer(session, changes, "fund.booked_reversal")


def _answer(session: Session, changes: Changes, said: str) -> None:
    entries = list(changes.ids)
    session.answer({"entries": entries}, [session.say(text(said, count=len(entries)))])


@fund.command("sheet", cls=Command)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="pdf, html or xlsx.")
@_MONTH
@_TEAM
@pass_session
def sheet(session: Session, out: Path, month: str | None, team: str | None) -> None:
    """The fund sheet to a file, by its ending."""
    with session.open_reader() as reader:
        wanted = find_team_of_fund(reader.db, team) if team else None
        folder = reader.folder
    rows = save_fund_sheet(folder, out, session.language, month=month, team=wanted)
    session.answer({"file": str(out), "balances": rows}, [str(out)])
