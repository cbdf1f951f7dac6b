"""``slip standard``: the penalty standard shown, a file of it checked, and published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from qa_desktop.cli.passphrases import with_keys
from qa_desktop.cli.scorecard_versions import reading
from qa_desktop.cli.session import WORDS, Command, Group, Session, pass_session
from qa_desktop.domain.penalty_differences import signers, standard_differences
from qa_desktop.domain.penalty_ladder import yuan
from qa_desktop.domain.penalty_standard import Clause, PenaltyStandard, StandardError
from qa_desktop.services.penalty_standards import check_day, load_standard, publish_standard
from qa_desktop.services.standard_drafts import export_standard
from qa_desktop.store.penalty_standards import (
    StandardRow,
    find_standards,
    row_on,
    shipped_row,
)
from qa_desktop.texts import Text, text

_FILE = click.Path(path_type=Path)
_REFUSED = 3


@click.group(cls=Group)
def standard() -> None:
    """The penalty standard: which fault costs what."""


@standard.command("show", cls=Command)
@click.option("--on", "day", type=WORDS, help="In force on this day instead of today.")
@click.option("--out", type=_FILE, help="Write it to this toml file as well.")
@pass_session
def show_standard(session: Session, day: str | None, out: Path | None) -> None:
    """The standard in force, its versions, and what each clause says."""
    on = day or date.today().isoformat()
    check_day(on)
    with reading(session) as db:
        rows = find_standards(db) if db is not None else [shipped_row()]
    row = row_on(rows, on)
    if out is not None:
        export_standard(row.standard, out)
    document = {
        **_version(session, row),
        "standard": row.standard.data,
        "versions": [_version(session, each) for each in rows],
    }
    session.answer(document, [*_told(session, row), *([str(out)] if out else [])])


def _version(session: Session, row: StandardRow) -> dict[str, Any]:
    return {
        "version": row.standard.id,
        "name": row.standard.name.render(session.language),
        "begins": row.begins if row.id else None,
        "reason": row.reason,
        "by": row.by,
        "built_in": row.id is None,
    }


def _told(session: Session, row: StandardRow) -> Iterator[str]:
    found = row.standard
    said = text("penalty.in_force", day=row.begins, by=row.by or "–", reason=row.reason)
    yield found.name.render(session.language)
    yield session.say(said if row.id else text("penalty.as_shipped"))
    yield session.say(
        text(
            "penalty.general",
            cap=yuan(found.monthly_cap_cents),
            days=found.window_days,
            steepest=text(f"rung.{found.steepest}"),
        )
    )
    for rung in found.rungs:
        yield f"  {rung.name.render(session.language)}: {session.say(signers(rung))}"
    yield from (_clause(session, each) for each in found.clauses)


def _clause(session: Session, clause: Clause) -> str:
    words = clause.words.render(session.language)
    said = [
        session.say(
            text("penalty.measure", rung=text(f"rung.{m.rung}"), amount=yuan(m.amount_cents))
        )
        for m in clause.measures
    ]
    return f"{clause.number}  {words} ({clause.fault})  {' / '.join(said)}"


@standard.command("check", cls=Command)
@click.argument("file", type=_FILE)
@pass_session
def check_standard(session: Session, file: Path) -> None:
    """Whether FILE (toml) is a standard, and how it differs from the one in force. Ends 3 when
    something is wrong in it."""
    try:
        found = load_standard(file)
    except StandardError as error:
        session.answer(_refused(session, error), list(_problem_lines(session, error)))
        raise click.exceptions.Exit(_REFUSED) from error
    with reading(session) as db:
        rows = find_standards(db) if db is not None else [shipped_row()]
    changed = _differences(session, row_on(rows, date.today().isoformat()).standard, found)
    document = {"version": found.id, "ok": True, "problems": [], "differences": changed}
    good = session.say(text("penalty.file_good", clauses=len(found.clauses)))
    session.answer(document, [good, *(changed or [session.say(text("penalty.same"))])])


def _refused(session: Session, error: StandardError) -> dict[str, Any]:
    problems = [{"where": path, "what": session.say(said)} for path, said in error.problems]
    return {"version": None, "ok": False, "problems": problems, "differences": []}


def _problem_lines(session: Session, error: StandardError) -> Iterator[str]:
    return (f"{path or '–'}: {session.say(said)}" for path, said in error.problems)


def _differences(session: Session, old: PenaltyStandard, new: PenaltyStandard) -> list[str]:
    found: list[Text] = standard_differences(old, new)
    return [session.say(each) for each in found]


@standard.command("publish", cls=Command)
@click.argument("file", type=_FILE)
@click.option("--from", "begins", type=WORDS, required=True, help="In force from this day on.")
@click.option("--reason", type=WORDS, required=True, help="Why, for everybody who reads it.")
@pass_session
def publish_file(session: Session, file: Path, begins: str, reason: str) -> None:
    """Publish the standard in FILE (toml): for quality leads."""
    found = load_standard(file)
    with session.open_workspace() as workspace:
        before = row_on(find_standards(workspace.db), begins).standard
        with_keys(session, workspace, lambda: publish_standard(workspace, found, begins, reason))
    changed = _differences(session, before, found)
    document = {"version": found.id, "begins": begins, "differences": changed}
    session.answer(document, [session.say(text("penalty.published", day=begins)), *changed])
