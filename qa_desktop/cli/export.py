"""``export dataset``: what a workspace holds, for DuckDB, Spark or a warehouse."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qa_desktop.cli.session import Group, Session, pass_session
from qa_desktop.cli.watched import tell, until_nobody_listens
from qa_desktop.texts import text


@click.group("export", cls=Group)
def export() -> None:
    """Write what the workspace holds for other programs."""


@export.command("dataset")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--names",
    is_flag=True,
    help="Also names, work numbers and written words; customers' numbers stay masked.",
)
@click.option("--watched", is_flag=True, hidden=True)
@pass_session
def dataset(session: Session, folder: Path, names: bool, watched: bool) -> None:
    """Every table as partitioned Parquet below DIR.

    A dataset that was written there before is replaced. docs/dataset-format.md describes every
    table and column.
    """
    from qa_desktop.services.dataset import export_dataset

    shows = watched or sys.stderr.isatty()
    with session.open_reader() as reader:
        counts = export_dataset(
            reader.db,
            folder.absolute(),
            names=names,
            progress=tell if shows else lambda _done, _all: None,
            cancelled=until_nobody_listens() if watched else lambda: False,
        )
    lines = [f"{name}  {count:,}" for name, count in counts.items()]
    total = text("cli.dataset_written", folder=str(folder), rows=sum(counts.values()))
    session.answer({"tables": counts}, [*lines, session.say(total)])


COMMANDS = [export]
