"""``import recordings | agents | calls | stats | reverse``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from qa_desktop.cli import output
from qa_desktop.cli.session import WORDS, Group, Session, pass_session
from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.tables import KindId, Rejected
from qa_desktop.services.importing import ImportReport, import_recordings
from qa_desktop.services.list_loading import load_file
from qa_desktop.services.list_report import LoadReport
from qa_desktop.texts import text

_FILE = click.Path(path_type=Path)


@click.group("import", cls=Group)
def importing() -> None:
    """Bring in recordings, agents and lists of calls, days and orders."""


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
    cut_off = [{"path": str(each.path), "why": session.say(each.why)} for each in report.cut_off]
    told = (f"{entry['path']}: {entry['why']}" for entry in (*unreadable, *cut_off))
    lines = [session.say(summary), *told]
    more = {"cut_off": cut_off} if cut_off else {}
    session.answer({**counts, "unreadable": unreadable, **more}, lines)


_DRY_RUN = click.option("--dry-run", is_flag=True, help="Count what would change; write nothing.")


@importing.command("agents")
@click.argument("file", type=_FILE)
@click.option("--from", "begins", type=WORDS, metavar="DAY", help="Since when teams hold. [today]")
@_DRY_RUN
@pass_session
def agents(session: Session, file: Path, begins: str | None, dry_run: bool) -> None:
    """Load a roster (xlsx, csv): agents are found by their work number."""
    _load(session, file, "roster", begins=begins, dry_run=dry_run)


@importing.command("calls")
@click.argument("file", type=_FILE)
@_DRY_RUN
@pass_session
def calls(session: Session, file: Path, dry_run: bool) -> None:
    """Load a call list (xlsx, csv): rows are kept and matched to the recordings that are there."""
    _load(session, file, "calls", dry_run=dry_run)


@importing.command("stats")
@click.argument("file", type=_FILE)
@_DRY_RUN
@pass_session
def stats(session: Session, file: Path, dry_run: bool) -> None:
    """Load agent statistics (xlsx, csv): a record per agent and day."""
    _load(session, file, "stats", dry_run=dry_run)


@importing.command("reverse")
@click.argument("file", type=_FILE)
@_DRY_RUN
@pass_session
def reverse(session: Session, file: Path, dry_run: bool) -> None:
    """Load a reverse-check list (xlsx, csv): orders that came back, tied to their calls."""
    _load(session, file, "reverse", dry_run=dry_run)


def _load(
    session: Session, file: Path, kind: KindId, *, begins: str | None = None, dry_run: bool
) -> None:
    with session.open_workspace() as workspace:
        report = load_file(workspace, file, kind, begins=begins, dry_run=dry_run)
    _answer_load(session, report, dry_run)


def _answer_load(session: Session, report: LoadReport, dry_run: bool) -> None:
    counts = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "matched": report.matched,
    }
    unmatched, rejected = _said(session, report.unmatched), _said(session, report.rejected)
    id = "cli.would_load" if dry_run else "cli.loaded"
    summary = text(id, **counts, unmatched=len(unmatched), rejected=len(rejected))
    lines = [session.say(summary), *(f"{row['row']}: {row['why']}" for row in unmatched + rejected)]
    session.answer({**counts, "unmatched": unmatched, "rejected": rejected}, lines)


def _said(session: Session, rows: list[Rejected]) -> list[dict[str, Any]]:
    return [{"row": row["row"], "why": session.say(row["why"])} for row in rows]


COMMANDS = [importing]
