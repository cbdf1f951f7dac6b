"""``bundle write | show | merge`` and ``conflicts``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import click

from qa_desktop.cli import output
from qa_desktop.cli.session import WORDS, Group, Session, pass_session
from qa_desktop.domain.masking import mask_in_text, mask_number
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.exchange.bundle.manifest import Audio
from qa_desktop.services import conflicts as settling
from qa_desktop.services.bundle_merging import Merge, merge, preview
from qa_desktop.services.bundle_writing import person_named, write_out
from qa_desktop.store.conflicts import Conflict, find_conflicts
from qa_desktop.texts import text

_FILE = click.Path(path_type=Path)


@click.group("bundle", cls=Group)
def bundle() -> None:
    """Write, look into and merge bundles: the files that people hand each other."""


@bundle.command("write")
@click.argument("out", type=_FILE)
@click.option("--to", type=WORDS, multiple=True, metavar="PERSON", help="Id, work number or name.")
@click.option("--subject", type=WORDS, metavar="ID", help="One evaluation, call or agent.")
@click.option("--audio", type=click.Choice(["none", "full"]), default="none", show_default=True)
@pass_session
def write(
    session: Session, out: Path, to: tuple[str, ...], subject: str | None, audio: str
) -> None:
    """Write what others may lack to OUT (.qab).

    With --to, only what these persons have not said to hold; with --subject, one record with what
    it depends on.
    """
    with session.open_workspace() as workspace:
        written = write_out(
            workspace,
            out,
            to=[person_named(workspace.db, name) for name in to],
            subject=subject,
            audio=cast(Audio, audio),
        )
    document = {
        "ops": written.operations,
        "blobs": written.blobs,
        "files": [str(file) for file in written.files],
        "missing_audio": list(written.missing_audio),
    }
    lines = [session.say(text("bundle.written", count=written.operations, blobs=written.blobs))]
    lines += [str(file) for file in written.files]
    if written.missing_audio:
        lines.append(session.say(text("bundle.audio_missing", count=len(written.missing_audio))))
    session.answer(document, lines)


@bundle.command("show")
@click.argument("file", type=_FILE)
@pass_session
def show(session: Session, file: Path) -> None:
    """Who wrote FILE, and what merging it would do; changes nothing."""
    with session.open_workspace() as workspace:
        _answer(session, preview(workspace, file))


@bundle.command("merge")
@click.argument("file", type=_FILE)
@click.option("--accept-hides", is_flag=True, help="Also when many records would be hidden.")
@pass_session
def merge_bundle(session: Session, file: Path, accept_hides: bool) -> None:
    """Merge FILE: all of it, or nothing. A backup is made before."""
    with session.open_workspace() as workspace:
        _answer(session, merge(workspace, file, accept_hides=accept_hides))


def _answer(session: Session, done: Merge) -> None:
    manifest = done.manifest
    who = done.who or done.person or manifest.replica[:8]
    document = {
        "from": {"person": done.person, "name": done.who, "replica": manifest.replica},
        "written": _moment(manifest.written_at),
        "subject": manifest.subject.entity_id if manifest.subject else None,
        "ops": done.operations,
        "known": done.known,
        "types": dict(done.by_type),
        "blobs": done.blobs,
        "conflicts": len(done.conflicts),
        "hidden": done.hidden,
        "gaps": [[gap.replica, gap.first, gap.last] for gap in done.gaps],
        "forks": [[fork.replica, fork.seq] for fork in done.forks],
    }
    lines = [
        session.say(text("bundle.from", who=who, at=document["written"])),
        session.say(
            text(
                "bundle.brings",
                count=done.operations,
                known=done.known,
                blobs=done.blobs,
                conflicts=len(done.conflicts),
                hidden=done.hidden,
            )
        ),
    ]
    lines += [
        session.say(text("bundle.gap", replica=gap.replica[:8], first=gap.first, last=gap.last))
        for gap in done.gaps
    ]
    lines += [
        session.say(text("bundle.fork", replica=f.replica[:8], seq=f.seq)) for f in done.forks
    ]
    session.answer(document, lines)


@click.group("conflicts", cls=Group, invoke_without_command=True)
@click.pass_context
@pass_session
def conflicts(session: Session, context: click.Context) -> None:
    """Values that were set apart, to be settled once for everybody."""
    if context.invoked_subcommand is not None:
        return
    with session.open_reader() as reader:
        found = find_conflicts(reader.db)
    lines = [line for each in found for line in _lines(each)]
    session.answer([_document(each) for each in found], lines)


@conflicts.command("resolve")
@click.argument("id", type=WORDS)
@click.option("--take", "number", type=int, required=True, metavar="N", help="From 1.")
@pass_session
def resolve(session: Session, id: str, number: int) -> None:
    """Take the N-th value of conflict ID. Of a record deleted and edited, 1 keeps it, 2 deletes."""
    with session.open_workspace() as workspace:
        settling.take_side(workspace, id, number)
        left = find_conflicts(workspace.db)
    session.answer({"conflicts": len(left)}, [session.say(text("conflict.left", count=len(left)))])


def _document(conflict: Conflict) -> dict[str, Any]:
    return {
        "id": conflict.id,
        "type": conflict.entity_type,
        "field": conflict.field,
        "sides": [
            {
                "who": side.who,
                "at": _moment(side.at),
                "value": _masked(conflict.field, side.value),
                "operation": side.operation,
            }
            for side in conflict.sides
        ],
    }


def _lines(conflict: Conflict) -> list[str]:
    sides = [
        f"  {number}  {_moment(side.at)}  {side.who}  {_masked(conflict.field, side.value)}"
        for number, side in enumerate(conflict.sides, start=1)
    ]
    return [output.printable(conflict.id), *sides]


def _masked(field: str, value: Any) -> Any:
    """To settle two numbers of a customer is no way around their mask."""
    if isinstance(value, str):
        return mask_number(value) if field == "customer_number" else mask_in_text(value)
    if isinstance(value, dict):
        return {name: _masked(name, each) for name, each in value.items()}
    return [_masked(field, each) for each in value] if isinstance(value, list) else value


def _moment(ms: int) -> str:
    return local_moment(ms).astimezone().isoformat(timespec="seconds")


COMMANDS = [bundle, conflicts]
