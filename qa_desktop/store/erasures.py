"""What an erasure has to reach: queries to find it, and the local rows and files that go with it.

The operation ``erase`` itself removes values and refuses them for ever (``journal.journal``); this
module finds which those are, and cleans what is not in the journal: drafts, notes of imported
files, rows and names of call lists, names of bundles, the log of bugs, the recording, its playable
sound and its peaks.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from qa_desktop.domain.mentions import finder_of_numbers, finder_of_persons
from qa_desktop.errors import CancelledError
from qa_desktop.journal.operation import Operation
from qa_desktop.journal.projection import Entity
from qa_desktop.paths import profile
from qa_desktop.store.blobs import BlobStore
from qa_desktop.store.clips import FOLDER as CLIPS
from qa_desktop.store.clips import find_clips, forget_clips
from qa_desktop.store.drafts import DraftKind, delete_draft
from qa_desktop.store.hidden_parts import forget_hidden_parts

_log = logging.getLogger(__name__)
_HASH = re.compile(r'"personal":"([0-9a-f]{64})"')
KEYS_OF_LOCAL_ROWS = ("call", "evaluation", "coaching", "playlist_case")
"""Record types by whose ids drafts and rows of call lists are named."""
_CHUNK = 500
_LOOK_EVERY = 2000
_LOGS_CLEANED = "logs_cleaned"
"""Local note: how much was erased when the logs were removed last."""

Cancelled = Callable[[], bool]


def find_erased_recordings(db: Database) -> set[str]:
    """Recordings (SHA-256 of their bytes) that are refused for ever."""
    sql = "SELECT DISTINCT entity_id FROM op WHERE kind = 'erase' AND entity_type = 'recording'"
    rows = db.conn.execute(f"{sql} AND entity_id IN (SELECT hash FROM erased)")
    return {id for (id,) in rows}


# -- finding


def recordings_of_calls(db: Database, calls: Iterable[str]) -> set[str]:
    """The recordings that calls have now."""
    sql = "SELECT recording FROM call WHERE recording IS NOT NULL AND id"
    return {id for (id,) in _about(db, sql, list(calls))}


def serial_of(db: Database, call: str) -> str:
    """The serial number of a call, empty where there is none."""
    sql = "SELECT p.value FROM call c JOIN personal p ON p.hash = c.serial WHERE c.id = ?"
    row = db.conn.execute(sql, [call]).fetchone()
    return str(row[0]) if row else ""


def records_naming(db: Database, ids: Collection[str], kinds: Collection[str]) -> set[Entity]:
    """Every record of these types, deleted ones too, that was ever said to belong to one of
    ``ids``."""
    if not ids:
        return set()
    named = re.compile("|".join(f'"{re.escape(id)}"' for id in ids))
    marks = ",".join("?" * len(kinds))
    sql = f"SELECT entity_type, entity_id, raw FROM op WHERE entity_type IN ({marks})"
    rows = db.conn.execute(sql, list(kinds))
    return {(kind, entity) for kind, entity, raw in rows if named.search(raw)}


def values_that(
    db: Database, matches: Callable[[str], bool], cancelled: Cancelled
) -> dict[str, str]:
    """Personal values, by hash, for which ``matches`` holds."""
    found: dict[str, str] = {}
    rows = db.conn.execute("SELECT hash, value FROM personal")
    for number, (hash, value) in enumerate(rows):
        if number % _LOOK_EVERY == 0 and cancelled():
            raise CancelledError
        if matches(value):
            found[hash] = value
    return found


def owners_of(
    db: Database, hashes: Collection[str], cancelled: Cancelled
) -> dict[Entity, set[str]]:
    """Which records' operations hold these values, also those that were replaced since."""
    found: dict[Entity, set[str]] = {}
    if not hashes:
        return found
    wanted = set(hashes)
    rows = db.conn.execute(
        'SELECT entity_type, entity_id, raw FROM op WHERE instr(raw, \'"personal":"\')'
    )
    for number, (kind, entity, raw) in enumerate(rows):
        if number % _LOOK_EVERY == 0 and cancelled():
            raise CancelledError
        if held := wanted.intersection(_HASH.findall(raw)):
            found.setdefault((kind, entity), set()).update(held)
    return found


def values_of(db: Database, hashes: Iterable[str]) -> dict[str, str]:
    """Those that are still here."""
    sql = "SELECT hash, value FROM personal WHERE hash"
    return dict(_about(db, sql, list(hashes)))


@dataclass
class LocalRows:
    """Rows of local tables that go: drafts by kind and key, notes of imported files and of bundles
    that lay in the inbox by path, rows of call lists by number, and what undoing a change of those
    rows would bring back, by act.

    Of imported lists and of bundles only the names of the files go, by number and by id."""

    drafts: set[tuple[DraftKind, str]] = field(default_factory=set)
    paths: set[str] = field(default_factory=set)
    listed: set[int] = field(default_factory=set)
    acts: set[str] = field(default_factory=set)
    lists: set[int] = field(default_factory=set)
    bundles: set[str] = field(default_factory=set)
    arrived: set[str] = field(default_factory=set)

    def __or__(self, other: LocalRows) -> LocalRows:
        return LocalRows(
            self.drafts | other.drafts,
            self.paths | other.paths,
            self.listed | other.listed,
            self.acts | other.acts,
            self.lists | other.lists,
            self.bundles | other.bundles,
            self.arrived | other.arrived,
        )

    def __bool__(self) -> bool:
        return any(vars(self).values())


def local_rows_about(db: Database, keys: Collection[str], recordings: Collection[str]) -> LocalRows:
    """Drafts and listed rows of these records (``KEYS_OF_LOCAL_ROWS``), notes of the files of
    these recordings."""
    drafts = _about(db, "SELECT kind, key FROM draft WHERE key", list(keys))
    files = _about(db, "SELECT path FROM imported_file WHERE recording", list(recordings))
    listed = {n for (n,) in _about(db, "SELECT n FROM listed_call WHERE call", list(keys))}
    return LocalRows(
        {(kind, key) for kind, key in drafts},
        {path for (path,) in files},
        listed,
        _acts_before(db, listed),
    )


def _acts_before(db: Database, listed: set[int]) -> set[str]:
    """Acts whose undoing would put back what these rows held."""
    if not listed:
        return set()
    rows = db.conn.execute("SELECT act, before FROM list_act")
    return {
        act
        for act, before in rows
        if any(row[0] in listed for row in json.loads(before).get("rows", []))
    }


def local_rows_that(db: Database, matches: Callable[[str], bool]) -> LocalRows:
    """Drafts and paths that speak of somebody."""
    drafts = db.conn.execute("SELECT kind, key, body FROM draft")
    paths = db.conn.execute("SELECT path FROM imported_file")
    listed = db.conn.execute(
        "SELECT n, identity || '\n' || serial || '\n' || agent || '\n' || number || '\n' || "
        "business || '\n' || order_number FROM listed_call"
    )
    acts = db.conn.execute("SELECT act, before FROM list_act")
    lists = db.conn.execute("SELECT n, file || '\n' || sheet FROM call_list")
    bundles = db.conn.execute("SELECT id, file || '\n' || path FROM bundle")
    arrived = db.conn.execute("SELECT path FROM arrived_file")
    return LocalRows(
        {(kind, key) for kind, key, body in drafts if matches(body)},
        {path for (path,) in paths if matches(path)},
        {n for n, words in listed if matches(words)},
        {act for act, before in acts if matches(_in_clear(before))},
        {n for n, name in lists if matches(name)},
        {id for id, file in bundles if matches(file)},
        {path for (path,) in arrived if matches(path)},
    )


def finder_of_the_erased(
    db: Database, values: Iterable[tuple[str, str]], leaving: Collection[str] = ()
) -> Callable[[str], bool] | None:
    """What tells of a local text whether it speaks of somebody of whom the journal says nothing
    any more; None where there is nobody.

    ``values`` are (record type, value) of what is erased, ``leaving`` hashes of values that are
    still here and go too. The number of a call counts only when it is the last of its kind: with
    one recording a customer does not go from the others.
    """
    known = set(values)
    person = finder_of_persons({value for kind, value in known if kind in ("agent", "person")})
    numbers = {value for kind, value in known if kind == "call"}
    anywhere = finder_of_numbers(numbers)
    if anywhere is not None:
        rows = db.conn.execute("SELECT hash, value FROM personal")
        staying = [value for hash, value in rows if anywhere(value) and hash not in leaving]
        said = [number for number in numbers if _is_said(number, staying)]
        anywhere = finder_of_numbers(numbers.difference(said))
    finders = [finder for finder in (person, anywhere) if finder is not None]
    if not finders:
        return None
    return lambda text: any(finder(text) for finder in finders)


def _is_said(number: str, values: Iterable[str]) -> bool:
    finder = finder_of_numbers([number])
    return finder is not None and any(finder(value) for value in values)


def _in_clear(text: str) -> str:
    """JSON with its escapes undone."""
    return json.dumps(json.loads(text), ensure_ascii=False)


def _about(db: Database, sql: str, values: list[str]) -> Iterator[tuple[Any, ...]]:
    for start in range(0, len(values), _CHUNK):
        chunk = values[start : start + _CHUNK]
        yield from db.conn.execute(f"{sql} IN ({','.join('?' * len(chunk))})", chunk)


_OF_A_LIST = ("serial", "customer_number", "order_number")


def erased_fields(db: Database, calls: Iterable[str]) -> dict[str, set[str]]:
    """Fields of calls that held what was erased, of those that a list would fill in."""
    found: dict[str, set[str]] = {}
    wanted = list(calls)
    for name in _OF_A_LIST:
        sql = f"SELECT id FROM call WHERE {name} IN (SELECT hash FROM erased) AND id"
        for (id,) in _about(db, sql, wanted):
            found.setdefault(id, set()).add(name)
    return found


# -- cleaning


def remove_local_rows(db: Database, rows: LocalRows) -> None:
    """In the caller's transaction."""
    for kind, key in sorted(rows.drafts):
        delete_draft(db, kind, key)
    for sql, keys in (
        ("DELETE FROM imported_file WHERE path = ?", rows.paths),
        ("DELETE FROM listed_call WHERE n = ?", rows.listed),
        ("DELETE FROM list_act WHERE act = ?", rows.acts),
        ("UPDATE call_list SET file = '', sheet = '' WHERE n = ?", rows.lists),
        ("UPDATE bundle SET file = '', path = '' WHERE id = ?", rows.bundles),
        ("DELETE FROM arrived_file WHERE path = ?", rows.arrived),
    ):
        db.conn.executemany(sql, ((key,) for key in keys))


def forget_locally(
    db: Database, operations: Sequence[Operation], values: Mapping[str, str]
) -> None:
    """What goes with an erasure wherever it was made: called for the ``erase`` operations that the
    journal takes in, in its transaction, with those of the values that were still here.

    What belongs to the records that they name, and whatever says the same names and numbers.
    """
    for operation in operations:
        _forget_by_key(db, operation)
    said = [
        (operation.entity_type, values[hash])
        for operation in operations
        for hash in operation.erased_hashes()
        if hash in values
    ]
    matches = finder_of_the_erased(db, said)
    if matches is not None:
        remove_local_rows(db, local_rows_that(db, matches))


def refuse_erased(db: Database, hashes: Iterable[str]) -> None:
    """What somebody else's database calls erased, also where no operation is left to say so."""
    wanted = set(hashes).difference(
        hash for (hash,) in _about(db, "SELECT hash FROM erased WHERE hash", list(hashes))
    )
    values = values_of(db, wanted)
    owners = owners_of(db, values, lambda: False)
    said = [(kind, values[hash]) for (kind, _), held in owners.items() for hash in held]
    db.conn.executemany("INSERT OR IGNORE INTO erased VALUES (?)", [(hash,) for hash in wanted])
    db.conn.executemany("DELETE FROM personal WHERE hash = ?", [(hash,) for hash in wanted])
    matches = finder_of_the_erased(db, said)
    if matches is not None:
        remove_local_rows(db, local_rows_that(db, matches))


def _forget_by_key(db: Database, operation: Operation) -> None:
    """A note of an imported file names the file; without the note it is only read once more."""
    entity = operation.entity_id
    if operation.entity_type == "file_name":
        sql = "DELETE FROM imported_file WHERE recording = (SELECT recording FROM file_name"
        db.conn.execute(f"{sql} WHERE id = ?)", [entity])
    elif operation.entity_type == "recording":
        keys = db.conn.execute(
            "SELECT id FROM call WHERE recording = ?1 UNION SELECT e.id FROM evaluation e "
            "JOIN call c ON c.id = e.call WHERE c.recording = ?1",
            [entity],
        ).fetchall()
        remove_local_rows(db, local_rows_about(db, [id for (id,) in keys], [entity]))
    elif operation.entity_type in KEYS_OF_LOCAL_ROWS:
        remove_local_rows(db, local_rows_about(db, [entity], []))


def remove_erased_files(db: Database, folder: Path) -> list[Path]:
    """Recordings, clips of them and what was hidden in these, playable sound and peaks of
    everything that was erased; those that another program holds open stay for the next opening and
    are returned. After a new erasure also the logs of bugs: what an error said may name
    somebody."""
    left = _remove_logs(db, folder)
    erased = find_erased_recordings(db)
    forget_hidden_parts(db, erased)
    blobs, clips = BlobStore(folder / "audio"), BlobStore(folder / CLIPS)
    for recording in erased:
        cached = (folder / "cache" / recording[:2]).glob(f"{recording}.*")
        parts = {clip.sha256 for clip in find_clips(db, recording)}
        held = _remove_files([blobs.path(recording), *cached, *map(clips.path, parts)])
        if not held:
            forget_clips(db, recording)
        left += held
    return left


def _remove_files(files: Iterable[Path]) -> list[Path]:
    """Those that could not be removed."""
    left = []
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("an erased file is held open: %s", error)
            left.append(file)
    return left


def _remove_logs(db: Database, folder: Path) -> list[Path]:
    (erased,) = db.conn.execute("SELECT CAST(count(*) AS TEXT) FROM erased").fetchone()
    sql = "SELECT value FROM setting WHERE key = ?"
    done = db.conn.execute(sql, [_LOGS_CLEANED]).fetchone() or ("0",)
    if erased == done[0]:
        return []
    left = []
    for file in [*(folder / "log").glob("*"), *(profile() / "log").glob("*")]:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("an erased file is held open: %s", error)
            left.append(file)
    if not left:
        with db.atomic():
            sql = "INSERT OR REPLACE INTO setting VALUES (?, ?)"
            db.conn.execute(sql, [_LOGS_CLEANED, erased])
    return left


def wipe_write_ahead_log(db: Database) -> bool:
    """Fold the log into the file and cut it to nothing: it still holds the pages as they were.
    False while somebody reads; closing the workspace does it then."""
    try:
        busy = db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        return False
    return not busy
