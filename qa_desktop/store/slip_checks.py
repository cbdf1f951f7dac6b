"""What is checked of a slip below its signatures: texts, tables and personal values as they lie in
the file, and a journal of a bundle's operations alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.journal import projection, tables
from qa_desktop.journal.canonical import MalformedError
from qa_desktop.journal.journal import Journal
from qa_desktop.journal.keys import SigningKey
from qa_desktop.journal.operation import Operation, parse, verify, verify_person
from qa_desktop.journal.personal import Salted
from qa_desktop.journal.projection import effective_on
from qa_desktop.journal.record_types import RecordType
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.rows import fold
from qa_desktop.store.fault_catalogue import fault_id, shipped_faults
from qa_desktop.store.personal_values import texts_of


def journal_in_memory(
    group: str | None, operations: Iterator[Operation], values: Iterator[Salted]
) -> Database:
    """A journal of these alone; raises ``MalformedError`` for one that nobody signed."""
    fresh = Database(memory=True, execute_plugins=False)
    fresh.conn.isolation_level = None
    fresh.conn.executescript(tables.JOURNAL_TABLES)
    fresh.conn.execute("CREATE TABLE ahead (op TEXT PRIMARY KEY, by_ms INTEGER NOT NULL)")
    projection.bring_up_to_date(fresh)
    journal = Journal(fresh, SigningKey.generate())
    if group is not None:
        journal.trust(group)
    try:
        journal.add(operations)
        journal.add_personal(values)
    except MalformedError as error:
        fresh.close()
        raise UserFacingError("slip.bundle_altered") from error
    return fresh


def broken_operations(db: Database, slip: str) -> Iterator[str]:
    """Ids of texts that are not what their names and signatures say: somebody changed the file."""
    sql = "SELECT id, raw, sig FROM op WHERE entity_type = 'slip' AND entity_id = ? ORDER BY n"
    for id, raw, sig in db.conn.execute(sql, [slip]).fetchall():
        try:
            operation = parse(raw, bytes(sig))
        except MalformedError:
            yield str(id)
            continue
        if operation.id != id or not verify(operation) or not _by_person(db, operation):
            yield str(id)


def _by_person(db: Database, operation: Operation) -> bool:
    """Where the person signed: that it was with a key that they have had on that device."""
    if operation.person_sig is None:
        return True
    rows = db.conn.execute(
        "SELECT raw, sig FROM op WHERE replica = ? AND kind = 'hello'", [operation.replica]
    )
    hellos = [parse(raw, bytes(sig)) for raw, sig in rows.fetchall()]
    keys = {str(each.payload.get("sign_key")) for each in hellos if each.payload.get("sign_key")}
    return not keys or any(verify_person(operation, key) for key in keys)


def wrong_columns(db: Database, slip: str) -> Iterator[str]:
    """Columns that show something else than the operations come to."""
    record: RecordType = RECORD_TYPES["slip"]
    folded = fold(record, effective_on(db, [("slip", slip)]))
    names = ",".join(f'"{field.name}"' for field in record.fields)
    row = db.conn.execute(f"SELECT n, {names} FROM slip WHERE id = ?", [slip]).fetchone()
    for field, value in zip(record.fields, row[1:], strict=True):
        if field.column_value(folded.values) != value:
            yield field.name
    for child in record.children:
        wanted = child.rows(row[0], folded.values.get(child.member))
        sql = f'SELECT * FROM "slip_{child.name}" WHERE parent = ? ORDER BY place'
        if [tuple(each) for each in db.conn.execute(sql, [row[0]])] != wanted:
            yield child.member


def former_names(db: Database, slip: str) -> dict[str, tuple[str, ...]]:
    """What else the slip's team, its faults and those who moved it are or were called, by each of
    their names."""
    held = db.conn.execute(
        "SELECT 'person', m.person FROM slip_move m JOIN slip s ON s.n = m.parent WHERE s.id = ?1 "
        "UNION SELECT 'person', inspector FROM slip WHERE id = ?1 "
        "UNION SELECT 'team', team FROM slip WHERE id = ?1 AND team IS NOT NULL "
        "UNION SELECT 'fault', f.id FROM fault f JOIN slip_fault l ON l.fault = f.code "
        "JOIN slip s ON s.n = l.parent WHERE s.id = ?1",
        [slip],
    ).fetchall()
    names: dict[str, set[str]] = {}
    for each in effective_on(db, held):
        said = texts_of(db, each.payload)
        names.setdefault(each.entity_id, set()).update(
            said[member] for member in ("name", "name_en") if said.get(member, "").strip()
        )
    for fault in shipped_faults().values():
        if (known := names.get(fault_id(fault.code))) is not None:
            known.update((fault.name.zh, fault.name.en))
    return {
        name: tuple(sorted(every - {name})) for every in names.values() for name in sorted(every)
    }


def wrong_values(db: Database, slip: str) -> Iterator[str]:
    """Names and words that do not hash to what was signed."""
    sql = "SELECT raw FROM op WHERE entity_type = 'slip' AND entity_id = ?"
    hashes = {
        hash
        for (raw,) in db.conn.execute(sql, [slip]).fetchall()
        for hash in re.findall(r'\{"personal":"([0-9a-f]{64})"\}', raw)
    }
    for hash in sorted(hashes):
        row = db.conn.execute("SELECT salt, value FROM personal WHERE hash = ?", [hash]).fetchone()
        if row is not None and not Salted(hash, bytes(row[0]), row[1]).is_genuine():
            yield str(row[1])
