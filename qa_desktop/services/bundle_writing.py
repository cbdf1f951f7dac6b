"""Write bundles: everything that others may lack, or one record with what it depends on.

Reading and packing run beside the writer, on a reading connection that sees one moment; the writer
is asked twice, shortly: for the key that signs, and to note what was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count, islice
from pathlib import Path
from typing import IO, Any

from sqlite_utils import Database

from qa_desktop.exchange.bundle.limits import LIMITS, Limits
from qa_desktop.exchange.bundle.lines import operation_line, personal_line
from qa_desktop.exchange.bundle.manifest import (
    Audio,
    ClipMember,
    Manifest,
    Member,
    Purpose,
    Subject,
    bundle_id,
    least_reader,
)
from qa_desktop.exchange.bundle.writing import (
    Lines,
    Progress,
    encrypted_place,
    plain_place,
    write_bundles,
)
from qa_desktop.journal.keys import SigningKey
from qa_desktop.journal.operation import SCHEMA
from qa_desktop.journal.projection import Entity
from qa_desktop.journal.subject import (
    About,
    entities_about,
    names_in_roster,
    operations_about,
)
from qa_desktop.journal.vector import Gap, Vector, beyond, count_covered, count_operations, held
from qa_desktop.services.addressees import keys_to
from qa_desktop.services.clip_cutting import CutClips, cut_clips, marked_annotations
from qa_desktop.store.bundles import (
    BundleNote,
    acknowledged,
    note_bundle,
    note_recordings,
    recordings_at,
)
from qa_desktop.store.connection import roomy, snapshot
from qa_desktop.store.faults import plain_faults
from qa_desktop.store.personal_values import salted_values
from qa_desktop.store.reader import Reader, get_owner
from qa_desktop.store.subjects import find_entity, recordings_of
from qa_desktop.store.workspace import Workspace

OnWriter = Callable[[Callable[[Workspace], Any]], Any]
"""Runs a function on the writer and waits: ``lambda act: act(workspace)`` without a window."""

_BATCH = 500
_USUAL_BYTES = 1_000
"""Of an operation: tells how far a long export is."""
_PERSONAL = re.compile(rb'\{"personal":"([0-9a-f]{64})"\}')


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
class Selection:
    """What goes into an export, chosen from one moment of the database."""

    texts: Callable[[], Iterable[tuple[bytes, bytes]]]
    """Text (UTF-8) and signature of the operations."""
    operations: int
    """About how many."""
    base: Vector = field(default_factory=dict)
    subject: Subject | None = None
    entities: list[Entity] | None = None
    """The records of a subject; None for all."""
    purpose: Purpose = "operations"
    wants: tuple[Gap, ...] = ()
    withheld: frozenset[str] = frozenset()
    """Hashes of personal values that do not go along, though operations name them."""
    besides: tuple[str, ...] = ()
    """Hashes of those that go along whatever the operations name."""

    @classmethod
    def about(cls, chosen: About, **members: Any) -> Selection:
        return cls(
            lambda: ((each.raw.encode(), each.sig) for each in chosen.operations),
            len(chosen.operations),
            withheld=chosen.withheld,
            **members,
        )


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
        return _about(db, subject) if subject else _news(db, to)

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
    ):
        spool.mkdir(parents=True, exist_ok=True)
        keys = () if plain else keys_to(reader.db, to)
        if keys:  # its writer can read it as well: a lost workspace is made again from it
            keys = (*keys, get_owner(reader.db).receive_key)
        chosen = choose(reader.db)
        source = _Source(reader.db, chosen)
        sound = files_open.enter_context(_sound(reader, chosen, to, audio, spool, cancelled))
        there = tuple(sound.files.items())
        head = _head(reader.db, chosen, author, to, audio)
        size = chosen.operations * _USUAL_BYTES + sum(path.stat().st_size for _, path in there)
        try:
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
        except BaseException:
            for file in files[:-1]:
                with suppress(OSError):  # what was wrong first is what has to be said
                    file.unlink(missing_ok=True)
            raise
    purpose = "subject" if chosen.subject else chosen.purpose
    noted = list(zip(files, made, strict=True))
    write(lambda workspace: _note(workspace, noted, purpose, source.count))
    clips = len(sound.clips)
    recordings = 0 if clips else len(there)
    return Written(tuple(files), source.count, recordings, tuple(sound.missing), bool(keys), clips)


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
        annotations = marked_annotations(reader.db, chosen.entities, chosen.base)
        with cut_clips(reader, annotations, spool, cancelled) as cut:
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


def _news(db: Database, to: Sequence[str]) -> Selection:
    """With all names of the roster: who was sent one record has its statements, but not these."""
    base = acknowledged(db, to)
    operations = count_operations(db) - count_covered(db, base)
    besides = tuple(names_in_roster(db)) if base else ()
    return Selection(lambda: beyond(db, base), operations, base, besides=besides)


def _about(db: Database, subject: str) -> Selection:
    entity = find_entity(db, subject)
    entities = entities_about(db, entity)
    chosen = operations_about(db, entities)
    return Selection.about(chosen, subject=Subject(*entity), entities=entities)


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


class _Source:
    """Operations with their personal values, some hundred at a time; erased values are gone."""

    def __init__(self, db: Database, chosen: Selection) -> None:
        self._db = db
        self._chosen = chosen
        self.count = 0

    def lines(self) -> Iterator[Lines]:
        waiting = iter(self._chosen.texts())
        while batch := list(islice(waiting, _BATCH)):
            self.count += len(batch)
            found = dict.fromkeys(hash for raw, _ in batch for hash in _PERSONAL.findall(raw))
            named = [hash.decode("ascii") for hash in found]
            yield Lines(
                b"".join([operation_line(raw, sig) for raw, sig in batch]),
                self._values([hash for hash in named if hash not in self._chosen.withheld]),
            )
        if self._chosen.besides:
            yield Lines(b"", self._values(self._chosen.besides))

    def _values(self, hashes: Sequence[str]) -> bytes:
        return b"".join(map(personal_line, salted_values(self._db, hashes)))
