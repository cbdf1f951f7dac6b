"""``bundle write | show | merge`` and ``conflicts``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import click

from qa_desktop.cli import output, passphrases
from qa_desktop.cli.session import WORDS, Group, Session, pass_session
from qa_desktop.domain.masking import mask_in_text, mask_number
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.exchange.bundle.manifest import AUDIO, Audio
from qa_desktop.services import conflicts as settling
from qa_desktop.services.addressees import person_named
from qa_desktop.services.bundle_merging import Merge, look_beside, merge, preview
from qa_desktop.services.bundle_writing import OnWriter, Written, write_out
from qa_desktop.services.gap_requests import answer_file, write_request
from qa_desktop.services.receipts import write_receipt
from qa_desktop.store.conflicts import Conflict, find_conflicts
from qa_desktop.store.key_session import KeySession
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.people import people_of_replicas
from qa_desktop.store.workspace import Workspace
from qa_desktop.texts import Text, text

_FILE = click.Path(path_type=Path)


@click.group("bundle", cls=Group)
def bundle() -> None:
    """Write, look into and merge bundles: the files that people hand each other."""


_TO = click.option(
    "--to", type=WORDS, multiple=True, metavar="PERSON", help="Id, work number or name."
)
_PLAIN = click.option("--plain", is_flag=True, help="Do not encrypt it to these persons.")


@bundle.command("write")
@click.argument("out", type=_FILE)
@_TO
@click.option("--subject", type=WORDS, metavar="ID", help="One evaluation, call, agent or slip.")
@click.option("--audio", type=click.Choice(AUDIO), default="none", show_default=True)
@_PLAIN
@pass_session
def write(
    session: Session, out: Path, to: tuple[str, ...], subject: str | None, audio: str, plain: bool
) -> None:
    """Write what others may lack to OUT (.qab).

    With --to, only what these persons have not said to hold, encrypted to them where their keys
    are known; with --subject, one record with what it depends on.
    """
    with session.open_workspace() as workspace:
        written = write_out(
            workspace,
            out,
            to=_persons(workspace, to),
            subject=subject,
            audio=cast(Audio, audio),
            plain=plain,
        )
    _answer_written(session, written, bool(to) and not plain)


@bundle.command("receipt")
@click.argument("out", type=_FILE)
@_TO
@_PLAIN
@pass_session
def receipt(session: Session, out: Path, to: tuple[str, ...], plain: bool) -> None:
    """Write to OUT what is held here, so that others need not send it again."""
    with session.open_workspace() as workspace:
        persons = _persons(workspace, to)
        written = write_receipt(workspace.folder, _on(workspace), out, to=persons, plain=plain)
    _answer_written(session, written, bool(to) and not plain)


@bundle.command("request")
@click.argument("out", type=_FILE)
@_TO
@_PLAIN
@pass_session
def request(session: Session, out: Path, to: tuple[str, ...], plain: bool) -> None:
    """Write to OUT which records are missing here."""
    with session.open_workspace() as workspace:
        persons = _persons(workspace, to)
        written = write_request(workspace.folder, _on(workspace), out, to=persons, plain=plain)
    _answer_written(session, written, bool(to) and not plain)


@bundle.command("answer")
@click.argument("file", type=_FILE)
@click.argument("out", type=_FILE)
@_PLAIN
@pass_session
def answer(session: Session, file: Path, out: Path, plain: bool) -> None:
    """Write to OUT those of the records asked for in FILE (a request) that are held here."""
    with session.open_workspace() as workspace:
        written = passphrases.with_keys(
            session,
            workspace,
            lambda: answer_file(workspace.folder, _on(workspace), file, out, plain=plain),
        )
    _answer_written(session, written, not plain)


def _persons(workspace: Workspace, names: tuple[str, ...]) -> list[str]:
    return [person_named(workspace.db, name) for name in names]


def _on(workspace: Workspace) -> OnWriter:
    return lambda act: act(workspace)


def _answer_written(session: Session, written: Written, meant_secret: bool) -> None:
    document = {
        "ops": written.operations,
        "blobs": written.blobs,
        "clips": written.clips,
        "files": [str(file) for file in written.files],
        "missing_audio": list(written.missing_audio),
        "encrypted": written.encrypted,
    }
    lines = [session.say(text("bundle.written", count=written.operations))]
    if written.blobs:
        lines.append(session.say(text("bundle.audio_went", count=written.blobs)))
    if written.clips:
        lines.append(session.say(text("bundle.clips_went", count=written.clips)))
    lines += [str(file) for file in written.files]
    if written.missing_audio:
        lines.append(session.say(text("bundle.audio_missing", count=len(written.missing_audio))))
    if written.encrypted or meant_secret:
        id = "bundle.encrypted" if written.encrypted else "bundle.not_encrypted"
        lines.append(session.say(text(id)))
    session.answer(document, lines)


@bundle.command("show")
@click.argument("file", type=_FILE)
@pass_session
def show(session: Session, file: Path) -> None:
    """Who wrote FILE, and what merging it would do; changes nothing.

    While a window has the workspace, merging is not tried: conflicts, hidden records, gaps and
    forks are not told then.
    """
    with session.open_either() as opened:
        if isinstance(opened, Workspace):
            done = passphrases.with_keys(session, opened, lambda: preview(opened, file))
        else:
            keys = KeySession(KeyStore())
            done = passphrases.with_keys_beside(
                session, keys, lambda: look_beside(opened, keys, file)
            )
        _answer(session, done, people_of_replicas(opened.db))


@bundle.command("merge")
@click.argument("file", type=_FILE)
@click.option("--accept-hides", is_flag=True, help="Also when many records would be hidden.")
@pass_session
def merge_bundle(session: Session, file: Path, accept_hides: bool) -> None:
    """Merge FILE: all of it, or nothing. A backup is made before."""
    with session.open_workspace() as workspace:
        done = passphrases.with_keys(
            session, workspace, lambda: merge(workspace, file, accept_hides=accept_hides)
        )
        _answer(session, done, people_of_replicas(workspace.db))


def _device(people: Mapping[str, str], replica: str) -> Text:
    """By the name of the person who writes with it; what is hidden or new has none."""
    if name := people.get(replica):
        return text("bundle.device_of", who=name, device=replica[:8])
    return text("bundle.device", device=replica[:8])


def _answer(session: Session, done: Merge, people: Mapping[str, str]) -> None:
    """``people``: the name behind each replica, as far as it is known without this bundle."""
    manifest = done.manifest
    if done.who:
        people = {**people, manifest.replica: done.who}
    who = done.who or done.person or manifest.replica[:8]
    document = {
        "from": {"person": done.person, "name": done.who, "replica": manifest.replica},
        "stranger": done.is_stranger,
        "revoked": done.is_revoked,
        "written": _moment(manifest.written_at),
        "subject": manifest.subject.entity_id if manifest.subject else None,
        "ops": done.operations,
        "known": done.known,
        "types": dict(done.by_type),
        "blobs": done.blobs,
        "clips": done.clips,
        "purpose": manifest.purpose,
        "wants": [[gap.replica, gap.first, gap.last] for gap in manifest.wants],
        "conflicts": len(done.conflicts),
        "hidden": done.hidden,
        "gaps": [[gap.replica, gap.first, gap.last] for gap in done.gaps],
        "forks": [[fork.replica, fork.seq] for fork in done.forks],
    }
    if not done.was_tried:
        document |= dict.fromkeys(("conflicts", "hidden", "gaps", "forks"))
    lines = [
        session.say(text("bundle.from", who=who, at=document["written"])),
        session.say(
            text(
                "bundle.brings" if done.was_tried else "bundle.brings_beside",
                count=done.operations,
                known=done.known,
                blobs=done.blobs,
                conflicts=len(done.conflicts),
                hidden=done.hidden,
            )
        ),
    ]
    if done.is_revoked:
        lines.append(session.say(text("bundle.revoked")))
    if done.is_stranger:
        lines.append(session.say(text("bundle.stranger")))
    if done.clips:
        lines.append(session.say(text("bundle.clips_came", count=done.clips)))
    if manifest.purpose == "receipt":
        lines.append(session.say(text("bundle.receipt")))
    if manifest.wants:
        asked = sum(gap.last - gap.first + 1 for gap in manifest.wants)
        lines.append(session.say(text("bundle.request", count=asked)))
    lines += [
        session.say(
            text(
                "bundle.gap",
                device=_device(people, gap.replica),
                first=gap.first,
                last=gap.last,
            )
        )
        for gap in done.gaps
    ]
    lines += [
        session.say(text("bundle.fork", device=_device(people, fork.replica), seq=fork.seq))
        for fork in done.forks
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
    lines = lines or [session.say(text("conflict.none"))]
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
