"""Write bundles: everything that others may lack, or one record with what it depends on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.lines import operation_line, personal_line
from qa_desktop.exchange.bundle.manifest import (
    VERSION,
    Audio,
    Manifest,
    Subject,
    bundle_id,
)
from qa_desktop.exchange.bundle.writing import Contents, split_blobs, write_bundle
from qa_desktop.journal.operation import SCHEMA
from qa_desktop.journal.projection import Entity
from qa_desktop.journal.subject import entities_about, operations_about
from qa_desktop.journal.vector import beyond, held
from qa_desktop.store.bundles import BundleNote, acknowledged, note_bundle
from qa_desktop.store.people import find_persons_named
from qa_desktop.store.personal_values import salted_values
from qa_desktop.store.subjects import find_entity, recordings_of
from qa_desktop.store.workspace import Workspace

Lines = Iterable[tuple[str, bytes]]
"""Text and signature of operations."""

_PERSONAL = re.compile(r'\{"personal":"([0-9a-f]{64})"\}')


@dataclass(frozen=True)
class Written:
    """Files of one export: a second one holds the recordings that had no room in the first."""

    files: tuple[Path, ...]
    operations: int
    blobs: int
    missing_audio: tuple[str, ...]
    """Recordings that should have gone along and are not on this computer."""


def write_out(
    workspace: Workspace,
    out: Path,
    *,
    to: Sequence[str] = (),
    subject: str | None = None,
    audio: Audio = "none",
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write ``out`` (``.qab``); ``to`` are persons (ids), ``subject`` the id of a record.

    Without a subject, everything beyond what all of ``to`` have acknowledged.
    """
    db = workspace.db
    about = find_entity(db, subject) if subject else None
    base = {} if about else acknowledged(db, to)
    source = _Source(db, about, base)
    wanted = recordings_of(db, source.entities) if audio == "full" else []
    blobs = workspace.blobs
    there = [(sha256, blobs.path(sha256)) for sha256 in wanted if blobs.has(sha256)]
    head = Manifest(
        reader=VERSION,
        schema=SCHEMA,
        team=workspace.trust_group,
        replica=workspace.journal.replica.public,
        person=workspace.person,
        written_at=workspace.journal.clock.now(),
        base=base,
        have=held(db),
        subject=Subject(*about) if about else None,
        audio=audio,
        addressees=tuple(to),
        members=(),
    )
    groups = split_blobs(there)
    files = [out, *(out.with_stem(f"{out.stem}-{n}") for n in range(2, len(groups) + 1))]
    for file, group in zip(files, groups, strict=True):
        contents = source.contents(group) if file == out else Contents((), (), group)
        manifest = write_bundle(
            file,
            contents,
            lambda members: replace(head, members=members),
            workspace.journal.replica,
            cancelled=cancelled,
        )
        _note(workspace, file, manifest, source.count if file == out else 0)
    missing = tuple(sha256 for sha256 in wanted if not blobs.has(sha256))
    return Written(tuple(files), source.count, len(there), missing)


def _note(workspace: Workspace, file: Path, manifest: Manifest, operations: int) -> None:
    id = bundle_id(manifest)
    with workspace.transaction():
        for person in manifest.addressees or ("",):
            note_bundle(
                workspace.db,
                BundleNote(
                    f"{id}:{person}" if person else id,
                    "out",
                    file.name,
                    person,
                    manifest.written_at,
                    operations,
                    manifest.have,
                ),
            )


class _Source:
    """What goes in, read twice from the database rather than held in memory."""

    def __init__(
        self, db: Database, about: Entity | None, base: dict[str, tuple[int, str]]
    ) -> None:
        self._db = db
        self._base = base
        self.entities = entities_about(db, about) if about else None
        self._chosen = operations_about(db, self.entities) if self.entities else None
        self.count = 0

    def contents(self, blobs: tuple[tuple[str, Path], ...]) -> Contents:
        return Contents(self._operations(), self._personal(), blobs)

    def _lines(self) -> Lines:
        if self._chosen is not None:
            return ((operation.raw, operation.sig) for operation in self._chosen)
        return beyond(self._db, self._base)

    def _operations(self) -> Iterator[bytes]:
        for raw, sig in self._lines():
            self.count += 1
            yield operation_line(raw, sig)

    def _personal(self) -> Iterator[bytes]:
        """The values that the operations name; erased ones are gone."""
        waiting: dict[str, None] = {}
        for raw, _ in self._lines():
            waiting.update(dict.fromkeys(_PERSONAL.findall(raw)))
            if len(waiting) > 500:
                yield from map(personal_line, salted_values(self._db, list(waiting)))
                waiting.clear()
        yield from map(personal_line, salted_values(self._db, list(waiting)))


def person_named(db: Database, name: str) -> str:
    """A person by id, work number or name; for ``--to``."""
    found = find_persons_named(db, name)
    if len(found) != 1:
        raise UserFacingError(
            "bundle.no_such_person" if not found else "bundle.two_persons", name=name
        )
    return found[0]
