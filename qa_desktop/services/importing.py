"""Taking recordings in: files or folders, each by its content, none twice.

Copying, hashing and probing need no database and run wherever the caller is (a pool thread beside
the window); only the short writes go to the writer, a batch at a time. What a batch has written is
safe: an import that was cancelled or killed goes on where it stopped when it is started again.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qa_desktop.audio.facts import AudioFacts
from qa_desktop.audio.probe import probe
from qa_desktop.audio.wav_check import missing_end
from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.filename_pattern import (
    Fields,
    Pattern,
    compile_pattern,
    match_first,
)
from qa_desktop.domain.filename_proposals import propose_patterns
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.errors import CancelledError, UserFacingError, reason_of
from qa_desktop.journal.changes import Change, create, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.journal.personal import normal
from qa_desktop.services.agents import AgentBook
from qa_desktop.services.call_matching import match_new_calls
from qa_desktop.store.blobs import BlobStore, content_hash
from qa_desktop.store.erasures import find_erased_recordings
from qa_desktop.store.imported_files import (
    find_deleted,
    find_file_names,
    find_held,
    find_imported,
    note_imported,
)
from qa_desktop.store.reader import Reader
from qa_desktop.store.workspace import DATABASE, Changes, Workspace
from qa_desktop.texts import Text, text

Write = Callable[[Callable[[Workspace], Changes]], Changes]
"""Runs a function on the writer and waits: ``lambda f: f(workspace)`` without a window."""

_BATCH_SECONDS = 0.3
_BATCH_FILES = 50
_AUDIO_ENDINGS = (
    *("wav", "wave", "mp3", "ogg", "oga", "opus", "flac", "m4a", "mp4", "aac", "amr", "awb"),
    *("3gp", "wma", "gsm", "vox", "v3", "au", "aif", "aiff", "mka", "g722", "g729", "w64", "caf"),
    *("ul", "ulaw", "al", "alaw", "sln"),
)
"""Also such as cannot be heard without a header: left out without a word nobody would miss them."""


@dataclass(frozen=True)
class FileNote:
    path: Path
    why: Text


@dataclass
class ImportReport:
    """What became of the files. ``files`` counts those looked at so far."""

    files: int = 0
    added: int = 0
    duplicates: int = 0
    unreadable: list[FileNote] = field(default_factory=list)
    cut_off: list[FileNote] = field(default_factory=list)
    """Taken in, though their end is missing."""
    subjects: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TakenFile:
    """A file that is safely in the blob store; one that was imported before has no facts."""

    path: Path
    recording: str
    size: int
    mtime_ns: int
    facts: AudioFacts | None


def find_audio_files(sources: Iterable[Path]) -> Iterator[Path]:
    """Files as given; of folders, every file whose ending is that of audio, in order of name.

    Linked folders are not followed, so a loop does no harm. What lies in a workspace is no
    source: its cache holds decoded copies of what was imported.
    """
    for source in sources:
        if source.is_dir():
            found = sorted(source.rglob("*"))
            workspaces = {file.parent for file in found if file.name == DATABASE}
            for file in found:
                hidden = file.name.startswith(".")
                ending = file.suffix.lower().lstrip(".")
                ours = not workspaces.isdisjoint(file.parents)
                if ending in _AUDIO_ENDINGS and not (hidden or ours) and file.is_file():
                    yield file
        else:
            yield source


def call_of_recording(recording: str) -> str:
    """UUIDv5(recording, "call"): two people who import the same file make the same call.

    The namespace is the first 16 bytes of the recording's SHA-256 (EXCHANGE.md, Operation).
    """
    return str(uuid.uuid5(uuid.UUID(bytes=bytes.fromhex(recording)[:16]), "call"))


def import_recordings(
    folder: Path,
    write: Write,
    sources: Iterable[Path],
    *,
    patterns: Sequence[str] = (),
    progress: Callable[[ImportReport, int], None] = lambda _report, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    dry_run: bool = False,
) -> ImportReport:
    """Import into the workspace in ``folder``.

    ``patterns`` are tried in their order on each name; without any, those that fit the names
    best are proposed. ``progress(report, total)`` follows every file, and counts only what has
    been written. Raises ``CancelledError`` after writing what it had.
    """
    files = list(find_audio_files(sources))
    chosen = patterns or propose_patterns([file.name for file in files])
    compiled = [compile_pattern(pattern) for pattern in chosen]
    run = _Run(BlobStore(folder / "audio"), write, compiled, dry_run)
    if dry_run and (folder / DATABASE).exists():
        with Reader.open(folder) as reader:
            run.erased = find_erased_recordings(reader.db)
    try:
        for file in files:
            if cancelled():
                raise CancelledError
            run.take(file, cancelled)
            progress(run.report, len(files))
    finally:
        run.flush()
        run.match_lists()
        progress(run.report, len(files))
    return run.report


class _Run:
    """One import under way: collects a batch, writes it, counts what is written."""

    def __init__(
        self, blobs: BlobStore, write: Write, patterns: list[Pattern], dry_run: bool
    ) -> None:
        self.report = ImportReport()
        self._blobs = blobs
        self._write = write
        self._patterns = patterns
        self._dry_run = dry_run
        self._batch: list[TakenFile] = []
        self._began = time.monotonic()
        self.erased: set[str] = set()
        """Contents that are refused for ever."""
        self._seen = {} if dry_run else self._read_seen()
        self._looked_at: set[str] = set()
        """Contents that a dry run has met."""
        self._new_calls: list[str] = []

    def _read_seen(self) -> dict[str, tuple[int, int, str]]:
        """Files of earlier imports by path: size, time of change, recording."""
        found: dict[str, tuple[int, int, str]] = {}

        def read(workspace: Workspace) -> Changes:
            found.update(find_imported(workspace.db))
            self.erased = find_erased_recordings(workspace.db)
            return Changes(frozenset())

        self._write(read)
        return found

    def take(self, file: Path, cancelled: Callable[[], bool]) -> None:
        try:
            taken = self._take(file, cancelled)
        except UserFacingError as error:
            if error.id.startswith("workspace."):
                raise
            self.report.unreadable.append(FileNote(file, error.message))
        except OSError as error:
            why = text("import.not_readable", reason=reason_of(error))
            self.report.unreadable.append(FileNote(file, why))
        else:
            self._batch.append(taken)
            self._look_at_end(taken)
        self.report.files += 1
        full = len(self._batch) >= _BATCH_FILES
        if full or time.monotonic() - self._began >= _BATCH_SECONDS:
            self.flush()

    def _take(self, file: Path, cancelled: Callable[[], bool]) -> TakenFile:
        state = file.stat()
        seen = self._seen.get(_path_text(file))
        unchanged = seen is not None and seen[:2] == (state.st_size, state.st_mtime_ns)
        if seen and unchanged and self._blobs.has(seen[2]):
            return TakenFile(file, seen[2], state.st_size, state.st_mtime_ns, None)
        if self._dry_run:
            facts, sha256 = probe(file), content_hash(file)
            if sha256 in self.erased:
                raise UserFacingError("import.erased")
            known = sha256 in self._looked_at or self._blobs.has(sha256)
            self._looked_at.add(sha256)
            facts_if_new = None if known else facts
            return TakenFile(file, sha256, state.st_size, state.st_mtime_ns, facts_if_new)
        return take_file(self._blobs, file, cancelled, self.erased)

    def _look_at_end(self, taken: TakenFile) -> None:
        """Somebody would score a call of which they hear a part."""
        lengths = missing_end(taken.path) if taken.facts is not None else None
        if lengths is not None:
            said, there = map(format_duration, lengths)
            name = taken.path.name
            why = text("import.cut_off", file=mask_in_text(name), said=said, there=there)
            self.report.cut_off.append(FileNote(taken.path, why))

    def _without_erased(self, workspace: Workspace, batch: list[TakenFile]) -> list[TakenFile]:
        """One may have been erased after it was copied."""
        erased = find_erased_recordings(workspace.db)
        gone = [taken for taken in batch if taken.recording in erased]
        for taken in gone:
            self._blobs.remove(taken.recording)
            self.report.unreadable.append(FileNote(taken.path, text("import.erased")))
        left = {taken.path for taken in gone}
        self.report.cut_off[:] = [note for note in self.report.cut_off if note.path not in left]
        return [taken for taken in batch if taken.recording not in erased]

    def flush(self) -> None:
        """Write the batch as one act; only then do its files count."""
        batch, self._batch = self._batch, []
        self._began = time.monotonic()
        if self._dry_run:
            new = sum(1 for taken in batch if taken.facts is not None)
            self.report.added += new
            self.report.duplicates += len(batch) - new
        elif batch:
            changes = self._write(lambda workspace: self._record(workspace, batch))
            self.report.subjects |= changes.subjects

    def match_lists(self) -> None:
        """Rows of call lists may have waited for these recordings."""
        if self._new_calls:
            changes = self._write(lambda workspace: match_new_calls(workspace, self._new_calls))
            self.report.subjects |= changes.subjects

    def _record(self, workspace: Workspace, batch: list[TakenFile]) -> Changes:
        batch = self._without_erased(workspace, batch)
        agents = AgentBook(workspace)
        changes: list[Change] = []
        recordings = [taken.recording for taken in batch]
        known = find_held(workspace.db, recordings)
        deleted = find_deleted(workspace.db, recordings)
        names = find_file_names(workspace.db, recordings)
        added = 0
        for taken in batch:
            if taken.recording not in known:
                known.add(taken.recording)
                added += 1
                found = match_first(self._patterns, taken.path.name)
                fields = found[1] if found else Fields()
                changes.append(recording_of(taken))
                changes += _new_call(taken, fields, agents, taken.recording in deleted)
                self._new_calls.append(call_of_recording(taken.recording))
            changes += new_names(taken, names)
        with workspace.transaction():
            written = workspace.write(agents.changes + changes)
            note_taken(workspace, batch)
        self.report.added += added
        self.report.duplicates += len(batch) - added
        return written


def take_file(
    blobs: BlobStore,
    file: Path,
    cancelled: Callable[[], bool] = lambda: False,
    erased: Container[str] = (),
) -> TakenFile:
    """Copy a file into the blob store and read its facts; raises ``UserFacingError`` or
    ``OSError`` for one that cannot be read, is still being written, or was erased."""
    state = file.stat()
    facts = probe(file)
    stored = blobs.put(file, cancelled, erased)
    after = file.stat()
    if (after.st_size, after.st_mtime_ns) != (state.st_size, state.st_mtime_ns):
        # The facts may be those of other bytes, and half a recording would stay for ever.
        raise UserFacingError("import.changing")
    return TakenFile(file, stored.sha256, stored.size, state.st_mtime_ns, facts)


def note_taken(workspace: Workspace, taken: Iterable[TakenFile]) -> None:
    """The next import of these files need not read them again."""
    files = [(_path_text(t.path), t.size, t.mtime_ns, t.recording) for t in taken]
    note_imported(workspace.db, files)


def _path_text(file: Path) -> str:
    """The absolute path as storable text; bytes that are no text are escaped."""
    return str(file.absolute()).encode("utf-8", "backslashreplace").decode()


def _name_text(file: Path) -> str:
    """NFC, as the journal keeps it: what macOS and Windows call the same name is the same."""
    return normal(file.name.encode("utf-8", "backslashreplace").decode())


def new_names(taken: TakenFile, known: set[tuple[str, str]]) -> list[Change]:
    """The file's name, unless it is in ``known`` ((recording, name)), where it is noted.

    The id is drawn, not made from the name: a hash of it would give away the customer's number in
    it even after the name was erased.
    """
    name = _name_text(taken.path)
    if (taken.recording, name) in known:
        return []
    known.add((taken.recording, name))
    return [create("file_name", new_id(), {"recording": taken.recording, "name": name})]


def recording_of(taken: TakenFile) -> Change:
    """Only what follows from the bytes; a recording that was deleted comes back as it was."""
    return create("recording", taken.recording, _facts(taken))


def _new_call(taken: TakenFile, fields: Fields, agents: AgentBook, deleted: bool) -> list[Change]:
    """The call of a recording, or again where an import was undone.

    Restoring brings back what stood before, so what the name says now is set on top of it: a wrong
    pattern may have been the reason for undoing.
    """
    call_id = call_of_recording(taken.recording)
    call = {
        "recording": taken.recording,
        "agent": agents.id_of(fields.agent, team=fields.team) if fields.agent else None,
        "started": fields.start.isoformat(timespec="seconds") if fields.start else None,
        "serial": fields.serial,
        "customer_number": fields.number,
        "order_number": fields.order,
        "disposition": fields.disposition,
        "business": fields.business,
    }
    new = create("call", call_id, call)
    return [new, set_fields("call", call_id, call)] if deleted else [new]


def _facts(taken: TakenFile) -> dict[str, str | int]:
    """None are needed of what was imported before: its record, if it was deleted while this import
    ran, is restored as it was."""
    if taken.facts is None:
        return {}
    return {
        "bytes": taken.size,
        "codec": taken.facts.codec,
        "container": taken.facts.container,
        "channels": taken.facts.channels,
        "sample_rate": taken.facts.sample_rate,
        "duration_ms": taken.facts.duration_ms,
    }
