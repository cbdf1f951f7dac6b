"""``import recordings | agents | calls``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from qa_desktop.cli import output
from qa_desktop.cli.session import WORDS, Group, Session, pass_session
from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.tables import Rejected
from qa_desktop.services.importing import ImportReport, import_recordings
from qa_desktop.services.roster import LoadReport, load_call_list, load_roster
from qa_desktop.texts import text

_FILE = click.Path(path_type=Path)


@click.group("import", cls=Group)
def importing() -> None:
    """Bring in recordings, agents and call lists."""


@importing.command("recordings")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=_FILE)
@click.option(
    "--pattern", "patterns", type=WORDS, multiple=True, help="What the names say; tried in order."
)
@click.option("--dry-run", is_flag=True, help="Look at the files; write nothing.")
@pass_session
def recordings(
    session: Session, paths: tuple[Path, ...], patterns: tuple[str, ...], dry_run: bool
) -> None:
    """Import audio files and folders of them, each by its content, none twice.

    PATTERN has named fields, like {start:%Y%m%d-%H%M%S}-{agent}-{number}.
    """
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise UserFacingError("cli.no_such_path", path=missing[0])
    seen = _Counter(session)
    if dry_run:
        report = import_recordings(
            session.workspace_folder(),
            _refuse_to_write,
            paths,
            patterns=patterns,
            progress=seen,
            dry_run=True,
        )
    else:
        with session.open_workspace() as workspace:
            report = import_recordings(
                workspace.folder,
                lambda change: change(workspace),
                paths,
                patterns=patterns,
                progress=seen,
            )
    _answer_import(session, report, "cli.would_import" if dry_run else "cli.imported")


def _refuse_to_write(_change: object) -> Any:
    raise AssertionError("a dry run writes nothing")


class _Counter:
    """Progress on standard error: a line per hundred files."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._said = 0

    def __call__(self, report: ImportReport, total: int) -> None:
        if report.files >= self._said + 100:
            self._said = report.files
            progress = text("cli.import_progress", files=report.files, total=total)
            output.write_message(self._session.say(progress))


def _answer_import(session: Session, report: ImportReport, id: str) -> None:
    unreadable = [
        {"path": str(failed.path), "why": session.say(failed.why)} for failed in report.unreadable
    ]
    counts = {"added": report.added, "duplicates": report.duplicates}
    summary = text(id, **counts, unreadable=len(unreadable))
    lines = [session.say(summary), *(f"{entry['path']}: {entry['why']}" for entry in unreadable)]
    session.answer({**counts, "unreadable": unreadable}, lines)


@importing.command("agents")
@click.argument("file", type=_FILE)
@pass_session
def agents(session: Session, file: Path) -> None:
    """Load a roster (xlsx, csv): agents are found by their work number."""
    with session.open_workspace() as workspace:
        report = load_roster(workspace, file)
    _answer_load(session, report)


@importing.command("calls")
@click.argument("file", type=_FILE)
@pass_session
def calls(session: Session, file: Path) -> None:
    """Load a call list (xlsx, csv): rows are matched to the recordings that are there."""
    with session.open_workspace() as workspace:
        report = load_call_list(workspace, file)
    _answer_load(session, report)


def _answer_load(session: Session, report: LoadReport) -> None:
    counts = {"added": report.added, "updated": report.updated, "matched": report.matched}
    unmatched, rejected = _said(session, report.unmatched), _said(session, report.rejected)
    summary = text("cli.loaded", **counts, unmatched=len(unmatched), rejected=len(rejected))
    lines = [session.say(summary), *(f"{row['row']}: {row['why']}" for row in unmatched + rejected)]
    session.answer({**counts, "unmatched": unmatched, "rejected": rejected}, lines)


def _said(session: Session, rows: list[Rejected]) -> list[dict[str, Any]]:
    return [{"row": row["row"], "why": session.say(row["why"])} for row in rows]


COMMANDS = [importing]
