"""``faults``: the catalogue of faults listed, and files of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from qa_desktop.cli.scorecard_versions import reading
from qa_desktop.cli.session import Command, Group, Session, pass_session
from qa_desktop.domain.scoring.fault_catalogue import Fault
from qa_desktop.services.fault_catalogue import FaultRow, list_faults, take_faults
from qa_desktop.services.fault_files import export_faults, read_fault_file
from qa_desktop.store.fault_catalogue import shipped_faults
from qa_desktop.texts import text

_FILE = click.Path(path_type=Path)


@click.group(cls=Group)
def faults() -> None:
    """The catalogue of faults that scorecards name by their codes."""


@faults.command("list", cls=Command)
@click.option("--all", "all_", is_flag=True, help="Retired ones too.")
@pass_session
def list_catalogue(session: Session, all_: bool) -> None:
    """Every fault by its code, and the codes of scorecards that the catalogue does not have."""
    with reading(session) as db:
        rows = (
            [FaultRow(f, True, True, (), 0) for f in shipped_faults().values()]
            if db is None
            else list_faults(db)
        )
    shown = [row for row in rows if all_ or not row.fault.retired]
    found = [_document(session, row) for row in shown]
    session.answer(found, [_line(session, row) for row in shown])


def _document(session: Session, row: FaultRow) -> dict[str, Any]:
    fault = row.fault
    return {
        "code": fault.code,
        "name": fault.name.render(session.language),
        "class": fault.problem_class,
        "rung": fault.rung,
        "retired": fault.retired,
        "known": row.is_known,
        "built_in": row.is_shipped,
        "cards": len({use.card for use in row.uses if not use.is_draft}),
        "evaluations": row.marks,
    }


def _line(session: Session, row: FaultRow) -> str:
    parts = [row.fault.code, *_words(session, row.fault)]
    if not row.is_known:
        parts.append(session.say(text("fault.not_in_catalogue")))
    return "  ".join(parts)


def _words(session: Session, fault: Fault) -> list[str]:
    words = [fault.name.render(session.language), fault.problem_class or "–"]
    if fault.rung:
        words.append(session.say(text(f"rung.{fault.rung}")))
    if fault.retired:
        words.append(session.say(text("fault.retired")))
    return words


@faults.command("import", cls=Command)
@click.argument("file", type=_FILE)
@pass_session
def import_catalogue(session: Session, file: Path) -> None:
    """Take the faults of FILE (toml, xlsx, csv): new codes are added, known ones become as the file
    says, others stay."""
    read = read_fault_file(file)
    with session.open_workspace() as workspace:
        taken = take_faults(workspace, read.faults)
    counts = {"added": len(taken.added), "changed": len(taken.changed), "same": taken.same}
    told = [session.say(each) for each in read.rejected]
    document = {**counts, "rejected": told}
    said = [text("fault.taken", **counts)]
    if told:
        said.append(text("fault.rows_left", count=len(told)))
    session.answer(document, [*map(session.say, said), *told])


@faults.command("export", cls=Command)
@click.argument("out", type=_FILE)
@pass_session
def export_catalogue(session: Session, out: Path) -> None:
    """Write the whole catalogue to OUT: toml or xlsx, by its ending."""
    with reading(session) as db:
        count = export_faults(db, out, session.language)
    session.answer({"faults": count, "file": str(out)}, [str(out)])


COMMANDS = [faults]
