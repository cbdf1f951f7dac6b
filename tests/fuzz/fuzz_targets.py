"""What is fed with hostile bytes, and what must hold whatever they are.

A target takes bytes. It returns quietly when they are taken in or refused in words; any other
exception is a bug. ``fuzz_run.py`` drives them by coverage, ``test_fuzz_replay.py`` with what is
committed beside this file.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "journal"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import independent_verifier as independent
from factories_journal import person_keys
from factories_team import TEAM
from fuzz_bundles import KEYS, SMALL

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.encryption import decrypt
from qa_desktop.exchange.bundle.lines import read_operation, read_personal, read_values
from qa_desktop.exchange.bundle.manifest import read_manifest, sign_manifest, write_manifest
from qa_desktop.exchange.bundle.preparing import prepare
from qa_desktop.exchange.bundle.reading import BundleReader
from qa_desktop.exchange.identity_card import _PREFIX as CARD_PREFIX
from qa_desktop.exchange.identity_card import as_plain_text, read_card
from qa_desktop.exchange.recovery_file import read_recovery
from qa_desktop.journal import digest, projection
from qa_desktop.journal.canonical import MalformedError, canonical, dumps, loads
from qa_desktop.journal.operation import Operation, parse
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.rows import Rows, fold, rows_shown
from qa_desktop.journal.subject import entities_about, operations_about
from qa_desktop.journal.vector import beyond, find_forks, find_gaps, held
from qa_desktop.services.bundle_merging import Merge, _add, _opened
from qa_desktop.services.conflict_inbox import read_inbox
from qa_desktop.services.gap_requests import missing, waiting_requests
from qa_desktop.services.history import read_history
from qa_desktop.services.outbox import read_outbox
from qa_desktop.services.peers import read_peers
from qa_desktop.services.people_list import read_roster
from qa_desktop.services.report_data import PeriodRequest, feedback_data, period_data
from qa_desktop.store import call_index
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.calls import find_calls
from qa_desktop.store.coaching import find_coaching, find_feedback
from qa_desktop.store.conflicts import find_conflicts
from qa_desktop.store.evaluations import find_evaluations, get_evaluation, get_revisions
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.projects import find_project_memberships, find_projects
from qa_desktop.store.record_words import record_words
from qa_desktop.store.soundness import dangling_references
from qa_desktop.store.stock import count_records, period_of_calls
from qa_desktop.store.tiers import find_counted_scores, find_heard, find_tier_choices
from qa_desktop.store.trash import find_deleted
from qa_desktop.store.workspace import Workspace

TODAY = date(2026, 11, 22)


def json_text(data: bytes) -> None:
    """What is accepted has one form, and the other reader accepts the same."""
    try:
        value = loads(data.decode())
        taken = True
    except (MalformedError, UnicodeDecodeError):
        taken = False
    assert taken != _refused_elsewhere(data), "the two readers differ"
    if taken:
        assert dumps(value).encode() == data


def _refused_elsewhere(data: bytes) -> bool:
    try:
        independent.read_json(data)
    except independent.RefusedError:
        return True
    return False


def operation(data: bytes) -> None:
    """The text of an operation, in its line, for both readers."""
    try:
        read = read_operation(b'{"sig":"%s","op":%s}' % (b"0" * 128, data))
    except UserFacingError:
        read = None
    try:
        independent.read_operation(data)
        elsewhere = True
    except independent.RefusedError:
        elsewhere = False
    assert (read is not None) == elsewhere, "the two readers differ"
    if read is not None:
        assert parse(read.raw, read.sig) == read and read.raw.encode() == data
        read.personal_hashes()


def personal(data: bytes) -> None:
    with contextlib.suppress(UserFacingError):
        value = read_personal(data)
        assert value.is_genuine()
        if b"\n" not in data:
            assert read_values(data + b"\n") == [(value.hash, value.salt, value.value)]


def manifest(data: bytes) -> None:
    """Signed as it should be, whatever it says."""
    with contextlib.suppress(UserFacingError):
        said = read_manifest(data, sign_manifest(data, KEYS[0]))
        assert write_manifest(said) == data


@cache
def _workspace() -> Workspace:
    """Somebody else's, with nothing in it; every transaction on it is taken back."""
    folder = Path(tempfile.mkdtemp(prefix="qa-desktop-fuzz-"))
    store = KeyStore(folder / "profile")
    return Workspace.open(folder / "workspace", name="李敏", number="8001", keys=store)


class _TakenBackError(Exception):
    pass


def close() -> None:
    """Done with the workspace."""
    if _workspace.cache_info().currsize:
        _workspace().close()
        _workspace.cache_clear()


def bundle(data: bytes) -> None:
    """All the way into a workspace: refused in words, or merged so that everything still holds."""
    merged(data)


def merged(data: bytes) -> int:
    """How many operations of a bundle came to be merged, before they were taken back.

    By the program's way, which works in pieces and with quick readers, and by the plain one: they
    must come to the same.
    """
    workspace = _workspace()
    file = workspace.folder / "cache" / f"in-{os.getpid()}.qab"
    file.write_bytes(data)
    before = digest.kept_digest(workspace.db)
    found = [_taken_back(workspace, partial(take, workspace, file)) for take in (_plain, _quick)]
    assert digest.kept_digest(workspace.db) == before
    assert found[0] == found[1], "two ways to merge, two outcomes"
    return found[0][0]


Outcome = tuple[int, str, list[str]]
"""How many operations, the digest of their set, and scans of the projection; zero and empty where
the bundle was refused."""


def _taken_back(workspace: Workspace, take: Callable[[], int]) -> Outcome:
    outcome: Outcome = (0, "", [])
    try:
        with workspace.transaction():
            count = take()
            scans = [_holds(workspace)]
            if _has_roster(workspace):
                workspace.trust(TEAM)
                scans.append(_holds(workspace))
            outcome = (count, digest.kept_digest(workspace.db), scans)
            raise _TakenBackError
    except (UserFacingError, MalformedError, _TakenBackError):
        return outcome


def _plain(workspace: Workspace, file: Path) -> int:
    with BundleReader(file) as reader:
        reader.check()
        operations = list(reader.operations())
        workspace.journal.add_personal(reader.personal_values())
        workspace.journal.add(operations, bundle="b")
    ids = {id for (id,) in workspace.db.conn.execute("SELECT id FROM op")}
    assert {each.id for each in operations} <= ids
    return len({each.id for each in operations})


def _quick(workspace: Workspace, file: Path) -> int:
    with _opened(workspace.folder, workspace.keys, file) as opened:
        done = Merge(opened.reader.manifest)
        _add(workspace, opened, done, checked=False)
        return done.operations


def _has_roster(workspace: Workspace) -> bool:
    return bool(workspace.db.conn.execute("SELECT 1 FROM op WHERE kind = 'roster'").fetchone())


def _holds(workspace: Workspace) -> str:
    """The sum, the projection (its scan is returned), the index; and nobody who reads it falls
    over it."""
    db = workspace.db
    ids = {id for (id,) in db.conn.execute("SELECT id FROM op")}
    assert digest.kept_digest(db) == f"{sum(int(id, 16) for id in ids) % (1 << 256):064x}"
    assert call_index.check(db) == []
    scanned = projection.scan(db)
    _read_everything(workspace)
    workspace.rebuild()
    assert projection.scan(db) == scanned, "a rebuild shows something else"
    return scanned


def _read_everything(workspace: Workspace) -> None:
    """As the screens, the reports and the commands do."""
    db, person = workspace.db, workspace.person
    for call in find_calls(db, person):
        find_annotations(db, call.id)
    period_data(db, PeriodRequest(date(2000, 1, 1), date(2100, 1, 1)))
    read_roster(db, TODAY)
    find_conflicts(db)
    find_feedback(db, 0, 1 << 62)
    find_coaching(db)
    find_counted_scores(db, 0)
    find_tier_choices(db)
    find_heard(db, 0)
    find_projects(db)
    find_project_memberships(db)
    find_evaluations(db, person, 0, 1 << 62)
    count_records(db)
    period_of_calls(db)
    list(dangling_references(db))
    list(beyond(db, held(db)))
    find_gaps(db)
    find_forks(db)
    _read_exchange(workspace)
    for kind, entity in _entities(workspace):
        with contextlib.suppress(UserFacingError):
            read_history(db, entity)
            record_words(db, (kind, entity))
            operations_about(db, entities_about(db, (kind, entity)))
            if kind == "evaluation":
                get_evaluation(db, entity)
                get_revisions(db, entity)
                feedback_data(db, entity, with_why=True)


def _read_exchange(workspace: Workspace) -> None:
    """The screen of exchange, and what is decided there."""
    db = workspace.db
    read_inbox(db)
    read_outbox(db)
    read_peers(db)
    missing(db)
    waiting_requests(db)
    find_deleted(db)


def _entities(workspace: Workspace) -> Iterator[tuple[str, str]]:
    rows = workspace.db.conn.execute("SELECT DISTINCT entity_type, entity_id FROM op").fetchall()
    return ((kind, entity) for kind, entity in rows if kind in RECORD_TYPES)


def card(data: bytes) -> None:
    """As it comes, and with whatever it says signed."""
    for each in (data, _card_signed(data)):
        with contextlib.suppress(UserFacingError):
            read_card(each)
            read_card(as_plain_text(each.decode()))


def _card_signed(data: bytes) -> bytes:
    keys = person_keys()
    try:
        said = loads(data.decode())
    except (MalformedError, UnicodeDecodeError):
        return data
    if not isinstance(said, dict):
        return data
    said.pop("signature", None)
    said["sign_key"] = keys.sign_key
    digest = hashlib.sha256(dumps(canonical(said)).encode()).digest()
    return dumps(canonical(said | {"signature": keys.sign(CARD_PREFIX, digest).hex()})).encode()


def encrypted(data: bytes) -> None:
    """A bundle for us, as somebody else's program encrypted it."""
    file = _workspace().folder / "cache" / f"in-{os.getpid()}.qab"
    file.write_bytes(data)
    with contextlib.suppress(UserFacingError):
        decrypt(file, io.BytesIO(), person_keys().receive_secret, SMALL)


def recovery(data: bytes) -> None:
    file = _workspace().folder / "cache" / f"in-{os.getpid()}.qab"
    file.write_bytes(data)
    with contextlib.suppress(UserFacingError):
        read_recovery(file)


def reader(data: bytes) -> None:
    """A bundle as far as its rows, without a database: a hundred times as many in the same time.

    By the readers of single lines, and by those of frames that a merge uses; and the rows that are
    made without a fold are those of the fold.
    """
    file = _folder() / "in.qab"
    file.write_bytes(data)
    try:
        with BundleReader(file, SMALL) as whole:
            whole.check()
            operations, values = list(whole.operations()), list(whole.personal_values())
            frames = list(whole.frames())
    except UserFacingError:
        return
    arrived = [
        arrival
        for prefix, frame in frames
        if prefix == "ops-"
        for arrival in prepare("signed", frame)
    ]
    assert [each.raw for each in arrived] == [each.raw for each in operations]
    assert all(_as_folded(one, each.rows) for one, each in zip(operations, arrived, strict=True))
    quickly = [v for prefix, frame in frames if prefix != "ops-" for v in prepare("values", frame)]
    assert quickly == [(each.hash, each.salt, each.value) for each in values]


def _as_folded(operation: Operation, rows: Rows | None) -> bool:
    record = RECORD_TYPES.get(operation.entity_type)
    if rows is None or record is None:
        return True
    folded = fold(record, [operation])
    return folded.alive and rows_shown(record, operation.entity_id, folded, rows[0][0]) == rows


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="qa-desktop-fuzz-"))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "json": json_text,
    "operation": operation,
    "personal": personal,
    "manifest": manifest,
    "bundle": bundle,
    "reader": reader,
    "card": card,
    "encrypted": encrypted,
    "recovery": recovery,
}

BUNDLES = ("bundle", "reader")
"""Targets that are fed with bundles: from one corpus, by the mutator that knows bundles."""


def corpus_of(target: str) -> str:
    return "bundle" if target in BUNDLES else target
