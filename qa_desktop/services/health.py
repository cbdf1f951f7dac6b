"""Is everything there and right? The check and what it finds; rebuilding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from qa_desktop.domain.evaluation_fact import is_whole
from qa_desktop.domain.scoring import AnswerError, score
from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.journal import health, projection
from qa_desktop.journal.vector import find_forks, find_gaps
from qa_desktop.services.evaluating import answers_of, exact_result
from qa_desktop.store import call_index
from qa_desktop.store.blobs import BlobStore
from qa_desktop.store.clips import find_clip_files
from qa_desktop.store.connection import snapshot
from qa_desktop.store.interrupting import interruptible
from qa_desktop.store.personal_values import payload_with_values
from qa_desktop.store.reader import Reader
from qa_desktop.store.scorecards import get_version
from qa_desktop.store.soundness import dangling_references, known_recordings
from qa_desktop.store.workspace import Workspace
from qa_desktop.texts import Text, text

Watch = Callable[[str, int, int], None]
"""Told the step that a check is at (a key of ``STEPS``), how much of it is done, and its total (0
where nobody knows)."""
Cancelled = Callable[[], bool]

STEPS = (
    *("database", "chain", "audio"),
    *("signatures", "personal", "projection", "scores", "references"),
)
"""In their order; those from ``signatures`` on only in a full check."""
_QUICK = 3


class Held(Protocol):
    """What can be checked: an open ``Workspace`` or a ``Reader`` beside one."""

    @property
    def db(self) -> Database: ...

    @property
    def blobs(self) -> BlobStore: ...

    @property
    def clips(self) -> BlobStore: ...


@dataclass(frozen=True)
class Finding:
    """One thing that a check came upon. ``kind`` names the sentence and the remedy for people
    (``check.<kind>`` in the catalogue); ``detail`` is for support, without personal values."""

    kind: str
    detail: str
    is_damage: bool = True


@dataclass
class CheckReport:
    """``problems`` are damage; ``notes`` are things that may still arrive or were deleted."""

    findings: list[Finding] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        return [finding.detail for finding in self.findings if finding.is_damage]

    @property
    def notes(self) -> list[str]:
        return [finding.detail for finding in self.findings if not finding.is_damage]

    @property
    def ok(self) -> bool:
        return not self.problems

    def by_kind(self) -> dict[str, list[Finding]]:
        """Damage first, each kind in the order of the steps."""
        found: dict[str, list[Finding]] = {}
        for finding in sorted(self.findings, key=lambda each: not each.is_damage):
            found.setdefault(finding.kind, []).append(finding)
        return found


def _nobody(_step: str, _done: int, _total: int) -> None:
    """Nobody is watching."""


def _never() -> bool:
    return False


def check(
    held: Held, *, full: bool = False, watch: Watch = _nobody, cancelled: Cancelled = _never
) -> CheckReport:
    """SQLite's own checks, missing blobs, gaps and forks. ``full`` also verifies every
    signature and personal value, compares the projection with a rebuild, reads every blob, scores
    again and looks for parents that are not here.

    A file so bad that a step cannot be finished is a finding too, and the others go on. Raises
    ``CancelledError``.
    """
    report = CheckReport()
    makers = _makers(held, full, watch, cancelled)
    with interruptible(held.db, cancelled), snapshot(held.db):
        for step in STEPS if full else STEPS[:_QUICK]:
            watch(step, 0, 0)
            try:
                for finding in makers[step]():
                    report.findings.append(finding)
            except sqlite3.DatabaseError as error:
                if cancelled():
                    raise CancelledError from error
                report.findings.append(Finding("unreadable", f"{step}: {error}"))
            if cancelled():
                raise CancelledError
    return report


def in_words(report: CheckReport) -> list[tuple[Text, Text, list[str]]]:
    """What was found, what to do about it, and the details of each kind; damage first."""
    return [
        (
            text(f"check.{kind}", count=len(found)),
            text(f"check.{kind}_remedy"),
            [each.detail for each in found],
        )
        for kind, found in report.by_kind().items()
    ]


def check_folder(
    folder: Path, *, full: bool = False, watch: Watch = _nobody, cancelled: Cancelled = _never
) -> CheckReport:
    """The same of a workspace that nobody has opened here; a file that cannot even be opened for
    its damage is a finding."""
    try:
        with Reader.open(folder) as reader:
            return check(reader, full=full, watch=watch, cancelled=cancelled)
    except UserFacingError as error:
        if error.id != "workspace.damaged":
            raise
        return CheckReport([Finding("unreadable", error.say("en"))])


def _makers(
    held: Held, full: bool, watch: Watch, cancelled: Cancelled
) -> dict[str, Callable[[], Iterable[Finding]]]:
    db = held.db
    return {
        "database": lambda: _damaged("database", health.check_database(db)),
        "chain": lambda: _check_chain(db),
        "audio": lambda: _check_audio(held, full, partial(watch, "audio"), cancelled),
        "signatures": lambda: _damaged(
            "operations", health.check_operations(db, partial(watch, "signatures"), cancelled)
        ),
        "personal": lambda: _damaged("personal", health.check_personal(db)),
        "projection": lambda: _check_projection(db),
        "scores": lambda: _check_scores(db),
        "references": lambda: _check_references(db),
    }


def _damaged(kind: str, details: Iterable[str]) -> Iterator[Finding]:
    return (Finding(kind, detail) for detail in details)


def _check_chain(db: Database) -> Iterator[Finding]:
    for gap in find_gaps(db):
        words = f"replica {gap.replica[:16]} lacks {gap.first} to {gap.last}"
        yield Finding("gap", words, is_damage=False)
    for fork in find_forks(db):
        words = f"replica {fork.replica[:16]} has {len(fork.ids)} operations {fork.seq}"
        yield Finding("fork", words)


def _check_audio(
    held: Held, full: bool, progress: Callable[[int, int], None], cancelled: Cancelled
) -> Iterator[Finding]:
    known = known_recordings(held.db)
    for done, recording in enumerate(sorted(known)):
        if cancelled():
            raise CancelledError
        progress(done, len(known))
        if not held.blobs.has(recording):
            yield Finding("audio_missing", f"audio missing: {recording[:16]}", is_damage=False)
        elif full:
            yield from _damaged("audio_damaged", _damage(held.blobs, recording))
    yield from _check_clips(held, full, cancelled)
    unused = sum(1 for name in held.blobs.all() if name not in known) if full else 0
    if unused:  # an import that was undone, or killed between file and record
        words = f"{unused} audio files belong to no recording"
        yield Finding("audio_unused", words, is_damage=False)


def _check_clips(held: Held, full: bool, cancelled: Cancelled) -> Iterator[Finding]:
    """Clips that came with bundles; whoever sent them can send them again."""
    for sha256 in find_clip_files(held.db):
        if cancelled():
            raise CancelledError
        if not held.clips.has(sha256):
            yield Finding("clip_missing", f"clip missing: {sha256[:16]}", is_damage=False)
        elif full:
            yield from _damaged("audio_damaged", _damage(held.clips, sha256))


def _damage(blobs: BlobStore, recording: str) -> list[str]:
    try:
        return [] if blobs.is_intact(recording) else [f"audio damaged: {recording[:16]}"]
    except OSError as error:
        return [f"audio unreadable: {recording[:16]} ({error.strerror})"]


def _check_projection(db: Database) -> Iterator[Finding]:
    if projection.scan(db) != health.scan_of_rebuild(db):
        yield Finding("projection", "the projection differs from a rebuild")
    for problem in call_index.check(db):
        yield Finding("projection", problem)


def _check_scores(db: Database) -> Iterator[Finding]:
    """Score every revision again from its answers; the stored exact results must agree."""
    where = "entity_type = 'evaluation' AND kind = 'fact'"
    for operation in projection.read_operations(db, where):
        named, payload = f"evaluation {operation.entity_id}", operation.payload
        whole = payload_with_values(db, payload)
        if not is_whole(whole):
            yield Finding("score", f"{named}: unreadable")
            continue
        try:
            answers = answers_of(whole)
            again = exact_result(score(get_version(payload["scorecard"], db), answers))
            if again != payload["result"]:
                yield Finding("score", f"{named}: the result differs")
        except AnswerError as error:
            yield Finding("score", f"{named}: the answers do not fit the card ({error.id})")
        except UserFacingError as error:  # a card that this program does not know
            yield Finding("card_unknown", f"{named}: {error.id}", is_damage=False)


def _check_references(db: Database) -> Iterator[Finding]:
    for child, parent, count in dangling_references(db):
        words = f"{count} {child} rows name a {parent} that is not here"
        yield Finding("reference", words, is_damage=False)


def rebuild(workspace: Workspace) -> bool:
    """Make the projection anew from the operations; whether it had been right before."""
    before = _scan(workspace.db)
    workspace.rebuild()
    return projection.scan(workspace.db) == before


def _scan(db: Database) -> str | None:
    """None where a table is lost: to rebuild is the cure."""
    try:
        return projection.scan(db)
    except sqlite3.OperationalError:
        return None
