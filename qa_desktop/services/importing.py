"""Taking recordings in: files or folders, each by its content, none twice.

Copying, hashing and probing need no database and run wherever the caller is (a pool thread beside
the window); only the short writes go to the writer, a batch at a time. What a batch has written is
safe: an import that was cancelled or killed goes on where it stopped when it is started again.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qa_desktop.audio.facts import AudioFacts
from qa_desktop.audio.probe import probe
from qa_desktop.domain.filename_pattern import (
    Fields,
    Pattern,
    compile_pattern,
    match_first,
)
from qa_desktop.domain.filename_proposals import propose_patterns
from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.journal.changes import Change, create
from qa_desktop.services.agents import AgentBook
from qa_desktop.store.blobs import BlobStore
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.texts import Text, text

Write = Callable[[Callable[[Workspace], Changes]], Changes]
"""Runs a function on the writer and waits: ``lambda f: f(workspace)`` without a window."""

_BATCH_SECONDS = 0.3
_BATCH_FILES = 50
_AUDIO_ENDINGS = (
    *("wav", "wave", "mp3", "ogg", "oga", "opus", "flac", "m4a", "mp4", "aac", "amr", "awb"),
    *("3gp", "wma", "gsm", "vox", "v3", "au", "aif", "aiff", "mka"),
)


@dataclass(frozen=True)
class Unreadable:
    path: Path
    why: Text


@dataclass
class ImportReport:
    """What became of the files. ``files`` counts those looked at so far."""

    files: int = 0
    added: int = 0
    duplicates: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)
    subjects: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Taken:
    """A file that is safely in the blob store (or was seen before, with no facts)."""

    path: Path
    recording: str
    size: int
    mtime_ns: int
    facts: AudioFacts | None


def find_audio_files(sources: Iterable[Path]) -> Iterator[Path]:
    """Files as given; of folders, every file whose ending is that of audio, in order of name.

    Links inside a folder are not followed, so a loop or a link out of it does no harm.
    """
    for source in sources:
        if source.is_dir():
            for file in sorted(source.rglob("*")):
                hidden = file.name.startswith(".")
                ending = file.suffix.lower().lstrip(".")
                if ending in _AUDIO_ENDINGS and not hidden and file.is_file():
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
    try:
        for file in files:
            if cancelled():
                raise CancelledError
            run.take(file, cancelled)
            progress(run.report, len(files))
    finally:
        run.flush()
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
        self._batch: list[_Taken] = []
        self._began = time.monotonic()
        self._seen = {} if dry_run else self._read_seen()

    def _read_seen(self) -> dict[str, tuple[int, int, str]]:
        """Files of earlier imports by path: size, time of change, recording."""
        found: dict[str, tuple[int, int, str]] = {}

        def read(workspace: Workspace) -> Changes:
            rows = workspace.db.conn.execute(
                "SELECT path, size, mtime_ns, recording FROM imported_file"
            )
            found.update({path: (size, mtime, recording) for path, size, mtime, recording in rows})
            return Changes(frozenset())

        self._write(read)
        return found

    def take(self, file: Path, cancelled: Callable[[], bool]) -> None:
        try:
            taken = self._take(file, cancelled)
        except UserFacingError as error:
            if error.id.startswith("workspace."):
                raise
            self.report.unreadable.append(Unreadable(file, error.message))
        except OSError as error:
            why = text("import.not_readable", reason=error.strerror or str(error))
            self.report.unreadable.append(Unreadable(file, why))
        else:
            self._batch.append(taken)
        self.report.files += 1
        full = len(self._batch) >= _BATCH_FILES
        if full or time.monotonic() - self._began >= _BATCH_SECONDS:
            self.flush()

    def _take(self, file: Path, cancelled: Callable[[], bool]) -> _Taken:
        state = file.stat()
        seen = self._seen.get(_path_text(file))
        if seen and seen[:2] == (state.st_size, state.st_mtime_ns):
            return _Taken(file, seen[2], state.st_size, state.st_mtime_ns, None)
        facts = probe(file)
        if self._dry_run:
            return _Taken(file, "", state.st_size, state.st_mtime_ns, facts)
        stored = self._blobs.put(file, cancelled)
        return _Taken(file, stored.sha256, stored.size, state.st_mtime_ns, facts)

    def flush(self) -> None:
        """Write the batch as one act; only then do its files count."""
        batch, self._batch = self._batch, []
        self._began = time.monotonic()
        if self._dry_run:
            self.report.added += len(batch)
        elif batch:
            changes = self._write(lambda workspace: self._record(workspace, batch))
            self.report.subjects |= changes.subjects

    def _record(self, workspace: Workspace, batch: list[_Taken]) -> Changes:
        agents = AgentBook(workspace)
        changes: list[Change] = []
        known = {id for (id,) in workspace.db.conn.execute("SELECT id FROM recording")}
        added = 0
        for taken in batch:
            if taken.facts is None or taken.recording in known:
                changes += _another_name(workspace, taken)
                continue
            known.add(taken.recording)
            added += 1
            found = match_first(self._patterns, taken.path.name)
            changes += _new_recording(taken, taken.facts, found[1] if found else Fields(), agents)
        with workspace.transaction():
            written = workspace.write(agents.changes + changes)
            workspace.db.conn.executemany(
                "INSERT OR REPLACE INTO imported_file VALUES (?, ?, ?, ?)",
                [(_path_text(t.path), t.size, t.mtime_ns, t.recording) for t in batch],
            )
        self.report.added += added
        self.report.duplicates += len(batch) - added
        return written


def _path_text(file: Path) -> str:
    """The absolute path as storable text; bytes that are no text are escaped."""
    return str(file.absolute()).encode("utf-8", "backslashreplace").decode()


def _name_text(file: Path) -> str:
    return file.name.encode("utf-8", "backslashreplace").decode()


def _file_name_id(recording: str, name: str) -> str:
    """The same file under the same name is the same record on every machine."""
    return str(uuid.uuid5(uuid.UUID(bytes=bytes.fromhex(recording)[:16]), f"name:{name}"))


def _name_of(taken: _Taken) -> Change:
    name = _name_text(taken.path)
    values = {"recording": taken.recording, "name": name}
    return create("file_name", _file_name_id(taken.recording, name), values)


def _another_name(workspace: Workspace, taken: _Taken) -> list[Change]:
    """A duplicate under a name that is not known yet."""
    id = _file_name_id(taken.recording, _name_text(taken.path))
    known = workspace.db.conn.execute("SELECT 1 FROM file_name WHERE id = ?", [id]).fetchone()
    return [] if known else [_name_of(taken)]


def _new_recording(
    taken: _Taken, facts: AudioFacts, fields: Fields, agents: AgentBook
) -> list[Change]:
    recording = {
        "bytes": taken.size,
        "codec": facts.codec,
        "container": facts.container,
        "channels": facts.channels,
        "sample_rate": facts.sample_rate,
        "duration_ms": facts.duration_ms,
    }
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
    return [
        create("recording", taken.recording, recording),
        _name_of(taken),
        create("call", call_of_recording(taken.recording), call),
    ]
