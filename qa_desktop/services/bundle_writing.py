"""Write bundles: everything that others may lack, or one record with what it depends on.

Reading and packing run beside the writer, on a reading connection that sees one moment; the writer
is asked twice, shortly: for the key that signs, and to note what was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import IO, Any

from sqlite_utils import Database

from qa_desktop.exchange.bundle.limits import LIMITS, Limits
from qa_desktop.exchange.bundle.manifest import (
    Audio,
    ClipMember,
    Manifest,
    Member,
    bundle_id,
    least_reader,
)
from qa_desktop.exchange.bundle.writing import (
    Progress,
    encrypted_place,
    plain_place,
    write_bundles,
)
from qa_desktop.journal.keys import SigningKey
from qa_desktop.journal.operation import SCHEMA
from qa_desktop.journal.vector import held
from qa_desktop.services.addressees import keys_to
from qa_desktop.services.bundle_selection import Selection, Source, about, news
from qa_desktop.services.clip_cutting import CutClips, cut_clips, referring
from qa_desktop.store.bundles import (
    BundleNote,
    note_bundle,
    note_recordings,
    recordings_at,
)
from qa_desktop.store.connection import roomy, snapshot
from qa_desktop.store.faults import plain_faults
from qa_desktop.store.reader import Reader, get_owner
from qa_desktop.store.subjects import recordings_of
from qa_desktop.store.workspace import Workspace

OnWriter = Callable[[Callable[[Workspace], Any]], Any]
"""Runs a function on the writer and waits: ``lambda act: act(workspace)`` without a window."""

_USUAL_BYTES = 1_000
"""Of an operation: tells how far a long export is."""


@dataclass(frozen=True)
class Written:
    """Files of one export: more than one where the limits of a bundle asked for it."""

    files: tuple[Path, ...]
    operations: int
    blobs: int
    missing_audio: tuple[str, ...]
    """Recordings that should have gone along and are not on this computer."""
    encrypted: bool = False
    clips: int = 0
    """Seconds of recordings that went along."""


@dataclass(frozen=True)
class _Author:
    replica: SigningKey
    person: str
    at: int
    team: str | None


def spool_of(folder: Path) -> Path:
    """Where in a workspace bundles lie in the clear while they are made or read; what a crash
    leaves there goes when the workspace is opened."""
    return folder / "cache" / "bundles"


def write_out(
    workspace: Workspace,
    out: Path,
    *,
    to: Sequence[str] = (),
    subject: str | None = None,
    audio: Audio = "none",
    plain: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """``write_beside`` for who holds the workspace and nothing else to do with it."""
    return write_beside(
        workspace.folder,
        lambda act: act(workspace),
        out,
        to=to,
        subject=subject,
        audio=audio,
        plain=plain,
        cancelled=cancelled,
    )


def write_beside(
    folder: Path,
    write: OnWriter,
    out: Path,
    *,
    to: Sequence[str] = (),
    subject: str | None = None,
    audio: Audio = "none",
    plain: bool = False,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write ``out`` (``.qab``); ``to`` are persons (ids), ``subject`` the id of a record.

    Without a subject, everything beyond what all of ``to`` have acknowledged, and recordings that
    they are not known to hold. Encrypted to them
    where a key of each is known, unless ``plain``. ``folder`` is that of the workspace; runs on
    any thread but the writer's.
    """

    def choose(db: Database) -> Selection:
        return about(db, subject) if subject else news(db, to)

    return export(
        folder,
        write,
        out,
        choose,
        to=to,
        audio=audio,
        plain=plain,
        progress=progress,
        cancelled=cancelled,
    )


def export(
    folder: Path,
    write: OnWriter,
    out: Path,
    choose: Callable[[Database], Selection],
    *,
    to: Sequence[str] = (),
    audio: Audio = "none",
    plain: bool = False,
    limits: Limits = LIMITS,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write what ``choose`` says, whole or not at all."""
    author: _Author = write(_author)
    spool = spool_of(folder)
    files: list[Path] = []

    def place(number: int) -> AbstractContextManager[IO[bytes]]:
        files.append(out if number == 1 else _free_name(out, number))
        if keys:
            return encrypted_place(files[-1], keys, spool, cancelled)
        return plain_place(files[-1], cancelled)

    with (
        plain_faults(folder),
        Reader.open(folder) as reader,
        roomy(reader.db),
        snapshot(reader.db),
        ExitStack() as files_open,
        _all_or_none(files),
    ):
        spool.mkdir(parents=True, exist_ok=True)
        keys = () if plain else keys_to(reader.db, to)
        if keys:  # its writer can read it as well: a lost workspace is made again from it
            keys = (*keys, get_owner(reader.db).receive_key)
        chosen = choose(reader.db)
        source = Source(reader.db, chosen)
        sound = files_open.enter_context(_sound(reader, chosen, to, audio, spool, cancelled))
        there = tuple(sound.files.items())
        head = _head(reader.db, chosen, author, to, audio)
        size = chosen.operations * _USUAL_BYTES + sum(path.stat().st_size for _, path in there)
        made = write_bundles(
            place,
            source.lines(),
            there,
            lambda members: _described(head, members, sound.clips),
            author.replica,
            limits=limits,
            spool=spool,
            progress=lambda done, _: progress(min(done, size), size),
            cancelled=cancelled,
        )
    purpose = "subject" if chosen.subject else chosen.purpose
    noted = list(zip(files, made, strict=True))
    write(lambda workspace: _note(workspace, noted, purpose, source.count))
    clips = len(sound.clips)
    recordings = 0 if clips else len(there)
    return Written(tuple(files), source.count, recordings, tuple(sound.missing), bool(keys), clips)


@contextmanager
def _all_or_none(files: list[Path]) -> Iterator[None]:
    """The last of ``files`` is not whole when something goes wrong; the others go then too."""
    try:
        yield
    except BaseException:
        for file in files[:-1]:
            with suppress(OSError):  # what was wrong first is what has to be said
                file.unlink(missing_ok=True)
        raise


def _free_name(out: Path, number: int) -> Path:
    """For a further file: nobody chose its name, so it takes nobody's place."""
    names = (out.with_stem(f"{out.stem}-{each}") for each in count(number))
    return next(name for name in names if not name.exists())


@contextmanager
def _sound(
    reader: Reader,
    chosen: Selection,
    to: Sequence[str],
    audio: Audio,
    spool: Path,
    cancelled: Callable[[], bool],
) -> Iterator[CutClips]:
    """The files that go along, while the block lasts."""
    if audio == "clips":
        chosen_clips = referring(reader.db, chosen.entities, chosen.base)
        with cut_clips(reader, chosen_clips, spool, cancelled) as cut:
            yield cut
        return
    wanted = recordings_of(reader.db, chosen.entities) if audio == "full" else []
    if to and chosen.subject is None and wanted:
        known = set.intersection(*(recordings_at(reader.db, person) for person in to))
        wanted = [sha256 for sha256 in wanted if sha256 not in known]
    there = {sha256: reader.blobs.path(sha256) for sha256 in wanted if reader.blobs.has(sha256)}
    yield CutClips([], there, [sha256 for sha256 in wanted if sha256 not in there])


def _described(
    head: Manifest, members: tuple[Member, ...], clips: Sequence[ClipMember]
) -> Manifest:
    """Of one file; clips are told where they lie."""
    blobs = {member.blob for member in members}
    here = tuple(clip for clip in clips if clip.sha256 in blobs)
    made = replace(head, members=members, clips=here)
    return replace(made, reader=least_reader(made))


def _author(workspace: Workspace) -> _Author:
    journal = workspace.journal
    return _Author(journal.replica, workspace.person, journal.clock.now(), workspace.trust_group)


def _head(
    db: Database, chosen: Selection, author: _Author, to: Sequence[str], audio: Audio
) -> Manifest:
    return Manifest(
        reader=1,
        schema=SCHEMA,
        team=author.team,
        replica=author.replica.public,
        person=author.person,
        written_at=author.at,
        base=chosen.base,
        have=held(db),
        subject=chosen.subject,
        audio=audio,
        addressees=tuple(to),
        members=(),
        purpose=chosen.purpose,
        wants=chosen.wants,
    )


def _note(
    workspace: Workspace, noted: Sequence[tuple[Path, Manifest]], purpose: str, operations: int
) -> None:
    """The operations count for the first file."""
    with workspace.transaction():
        for number, (file, manifest) in enumerate(noted):
            id = bundle_id(manifest)
            for person in manifest.addressees or ("",):
                note = BundleNote(
                    f"{id}:{person}" if person else id,
                    "out",
                    file.name,
                    person,
                    manifest.written_at,
                    0 if number else operations,
                    manifest.have,
                    str(file.absolute()),
                    purpose,
                )
                note_bundle(workspace.db, note)
                note_recordings(
                    workspace.db, note.id, person, [each.sha256 for each in manifest.recordings]
                )
