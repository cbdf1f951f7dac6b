"""``history``, ``digest``, ``check``, ``rebuild``."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

import click

from qa_desktop.cli.session import WORDS, Command, Session, pass_session
from qa_desktop.errors import UserFacingError, for_commands
from qa_desktop.journal import digest as operations
from qa_desktop.journal import projection
from qa_desktop.services import health
from qa_desktop.services.history import HistoryLine, get_history
from qa_desktop.store.calls import find_call_named
from qa_desktop.store.connection import snapshot
from qa_desktop.store.reader import Reader
from qa_desktop.texts import text

_NOT_OK = 3


@click.command("history", cls=Command)
@click.argument("id", type=WORDS)
@pass_session
def history(session: Session, id: str) -> None:
    """Every operation on a record: when, who, what.

    ID is that of any record; a call may also be named by its serial number or file name.
    """
    with session.open_reader() as reader:
        found = get_history(reader.db, id) or _history_of_call(reader, id)
    document = [_document(line) for line in found]
    lines = [
        f"{line['at']}  {line['who']}  {line['kind']}  {_in_words(line['values'])}"
        + (f"  <- {line['file']}" if line["file"] else "")
        for line in document
    ]
    session.answer(document, lines)


def _document(line: HistoryLine) -> dict[str, Any]:
    merged = None if line.merged_at is None else _moment(line.merged_at)
    return {**asdict(line), "at": _moment(line.at), "merged_at": merged}


def _history_of_call(reader: Reader, name: str) -> list[HistoryLine]:
    try:
        call = find_call_named(reader.db, reader.person, name)
    except UserFacingError as error:
        if error.id == "call.unknown":
            raise UserFacingError("cli.history_unknown", name=name) from error
        raise
    return get_history(reader.db, call.id)


def _in_words(values: dict[str, Any]) -> str:
    """Field=value; nested values as JSON."""
    shown = (
        f"{name}={value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
        for name, value in values.items()
    )
    return "  ".join(shown)


def _moment(at_ms: int) -> str:
    """Local time with its offset; one that no calendar holds is shown as the number it is."""
    try:
        return datetime.fromtimestamp(at_ms / 1000).astimezone().isoformat(timespec="milliseconds")
    except (ValueError, OverflowError, OSError):
        return str(at_ms)


@click.command("digest", cls=Command)
@click.option("--scan", is_flag=True, help="Also the digest of the tables as they stand.")
@pass_session
def digest(session: Session, scan: bool) -> None:
    """Digest of the operations held: equal where the same was seen."""
    with session.open_reader() as reader, snapshot(reader.db):
        document: dict[str, Any] = {
            "digest": operations.kept_digest(reader.db),
            "scan": projection.scan(reader.db) if scan else None,
            "ops": operations.count_operations(reader.db),
            "vector": operations.vector(reader.db),
        }
    session.answer(document, _digest_lines(session, document))


def _digest_lines(session: Session, document: dict[str, Any]) -> list[str]:
    lines = [session.say(text("cli.digest", digest=document["digest"]))]
    if document["scan"] is not None:
        lines.append(session.say(text("cli.digest_of_tables", digest=document["scan"])))
    lines.append(session.say(text("cli.digest_count", count=document["ops"])))
    for replica, (last, _) in sorted(document["vector"].items()):
        lines.append(session.say(text("cli.digest_device", replica=replica[:8], last=last)))
    return lines


@click.command("check", cls=Command)
@click.option("--full", is_flag=True, help="Also signatures, a rebuild, the audio, the scores.")
@click.pass_context
@pass_session
def check(session: Session, context: click.Context, full: bool) -> None:
    """Is everything there and right?

    Ends with status 3 when it is not.
    """
    report = health.check_folder(session.workspace_folder(), full=full)
    summary = "cli.check_ok" if report.ok else "cli.check_failed"
    lines = [session.say(text(summary, count=len(report.problems)))]
    for message, remedy, details in health.in_words(report):
        lines += [
            session.say(message),
            f"  {session.say(for_commands(remedy))}",
            *(f"  {each}" for each in details),
        ]
    document = {"ok": report.ok, "problems": report.problems, "notes": report.notes}
    session.answer(document, lines)
    context.exit(0 if report.ok else _NOT_OK)


@click.command("rebuild", cls=Command)
@pass_session
def rebuild(session: Session) -> None:
    """Make the tables anew from the operations."""
    with session.open_workspace() as workspace:
        was_right = health.rebuild(workspace)
    summary = "cli.rebuilt" if was_right else "cli.rebuilt_differed"
    session.answer({"ok": True, "was_right": was_right}, [session.say(text(summary))])


COMMANDS = [history, digest, check, rebuild]
