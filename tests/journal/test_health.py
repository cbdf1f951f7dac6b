"""What the checks find, what hostile operations cannot stop, and tables made anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories_journal import (
    conflicts,
    make_journal,
    operations,
    row,
    send,
    signed_as_is,
)

from qa_desktop.errors import CancelledError
from qa_desktop.journal import health, projection, record_types, records
from qa_desktop.journal.canonical import MalformedError
from qa_desktop.journal.changes import create, fact, set_fields
from qa_desktop.journal.digest import vector
from qa_desktop.journal.journal import Journal
from qa_desktop.journal.keys import SigningKey
from qa_desktop.journal.record_types import Field, RecordType
from qa_desktop.journal.vector import Gap, find_forks, find_gaps


@pytest.fixture
def journal() -> Journal:
    journal = make_journal()
    journal.write([create("agent", "a", {"name": "王小明", "team": "A"})])
    journal.write([set_fields("agent", "a", {"team": "B"})])
    journal.write([fact("evaluation", "e", {"result": {"published": "127/2"}})])
    return journal


# --- Tampering -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE op SET raw = replace(raw, '\"B\"', '\"C\"') WHERE seq = 3", "signature"),
        ("UPDATE op SET raw = replace(raw, '\"B\"', '\"C\"') WHERE seq = 3", "row differs"),
        ("UPDATE op SET raw = substr(raw, 2) WHERE seq = 3", "operation"),
        ("UPDATE op SET sig = zeroblob(64) WHERE seq = 3", "signature"),
        ("UPDATE op SET sig = x'' WHERE seq = 3", "signature"),
        ("UPDATE op SET id = 'not hex' WHERE seq = 3", "row differs"),
        ("UPDATE op SET replica = 'x' WHERE seq = 3", "row differs"),
        ("UPDATE op SET seq = 30 WHERE seq = 3", "row differs"),
        ("UPDATE op SET kind = 'delete' WHERE seq = 3", "row differs"),
        ("UPDATE op SET entity_type = 'team' WHERE seq = 3", "row differs"),
        ("UPDATE op SET entity_id = 'b' WHERE seq = 3", "row differs"),
        ("UPDATE op SET act = 'b' WHERE seq = 3", "row differs"),
        ("DELETE FROM op WHERE seq = 3", "digest"),
        ("DELETE FROM op WHERE seq = 4", "digest"),
        ("UPDATE meta SET value = '00' WHERE key = 'set_digest'", "digest"),
        ("UPDATE meta SET value = 'not hex' WHERE key = 'set_digest'", "digest"),
        ("DELETE FROM meta WHERE key = 'set_digest'", "digest"),
    ],
)
def test_each_tampering_is_found(journal: Journal, sql: str, says: str) -> None:
    assert health.check_operations(journal.db) == []
    journal.db.execute(sql)
    problems = health.check_operations(journal.db)
    assert any(says in problem for problem in problems), problems


def test_an_operation_swapped_for_another_of_the_same_key_breaks_the_chain(
    journal: Journal,
) -> None:
    journal.db.execute("DELETE FROM op WHERE seq = 3")
    other = signed_as_is(journal, seq=3, prev=operations(journal)[1].id, entity_id="a")
    journal.add([other])
    problems = health.check_operations(journal.db)
    assert any("chain broken" in problem and problem.endswith(" 4") for problem in problems)
    assert health.broken_links(journal.db) == [(journal.replica.public, 4)]


def test_altered_personal_values_and_left_over_erased_ones_are_found(journal: Journal) -> None:
    assert health.check_personal(journal.db) == []
    journal.db.execute("INSERT INTO erased SELECT hash FROM personal")
    assert "was erased" in health.check_personal(journal.db)[0]
    journal.db.execute("DELETE FROM erased")
    journal.db.execute("UPDATE personal SET value = '李敏'")
    assert "does not hash" in health.check_personal(journal.db)[0]


def test_a_tampered_projection_differs_from_its_rebuild(journal: Journal) -> None:
    for sql in (
        "UPDATE agent SET team = 'Z'",
        "DELETE FROM evaluation",
        "INSERT INTO conflict VALUES ('agent', 'a', 'team', '[]')",
        "UPDATE replica SET certified = 0",
    ):
        journal.db.execute("SAVEPOINT before")
        journal.db.execute(sql)
        assert projection.scan(journal.db) != health.scan_of_rebuild(journal.db), sql
        journal.db.execute("ROLLBACK TO before")
    assert projection.scan(journal.db) == health.scan_of_rebuild(journal.db)


def test_the_check_reports_progress_and_can_be_cancelled(journal: Journal) -> None:
    seen: list[tuple[int, int]] = []
    health.check_operations(journal.db, lambda done, total: seen.append((done, total)))
    assert seen == [(0, 4)]
    with pytest.raises(CancelledError):
        health.check_operations(journal.db, cancelled=lambda: True)


# --- Gaps, forks -----------------------------------------------------------------------------


def test_gaps_and_forks_are_reported_and_projected_all_the_same(journal: Journal) -> None:
    reader = make_journal("reader", hello=False)
    held = operations(journal)
    reader.add([held[1], held[3]])
    key = journal.replica.public
    assert find_gaps(reader.db) == [Gap(key, 1, 1), Gap(key, 3, 3)]
    assert row(reader, "agent", "a")["team"] == "A"
    assert row(reader, "evaluation", "e")["published_hundredths"] == 6350
    assert vector(reader.db) == {key: [4, held[3].id]}

    clone = Journal(make_journal("empty", hello=False).db, SigningKey(journal.replica.secret))
    clone.add(held[:2])
    clone.write([set_fields("agent", "a", {"team": "C"})])
    reader.add(held)
    assert find_gaps(reader.db) == find_forks(reader.db) == []
    send(clone, reader)
    ((replica, seq),) = ((fork.replica, fork.seq) for fork in find_forks(reader.db))
    assert (replica, seq) == (key, 3)
    assert conflicts(reader) == [("a", "team")]
    assert health.broken_links(reader.db) == []
    assert len(operations(reader)) == 5


def test_history_is_in_order_of_rank(journal: Journal) -> None:
    reader = make_journal("reader", hello=False)
    reader.add(reversed(operations(journal)))
    assert [op.kind for op in health.history(reader.db, "a")] == ["create", "set"]


def test_an_operation_that_its_replica_did_not_sign_adds_nothing(journal: Journal) -> None:
    reader = make_journal("reader", hello=False)
    held = operations(journal)
    forged = replace(held[1], sig=bytes(64))
    with pytest.raises(MalformedError, match="not signed"):
        reader.add([held[0], forged])
    assert operations(reader) == []


def test_a_known_operation_is_counted_and_skipped(journal: Journal) -> None:
    before = journal.digest
    added = journal.add(operations(journal))
    assert (added.new, added.known) == ((), 4)
    assert journal.digest == before


# --- Hostile payloads ------------------------------------------------------------------------

ODD_VALUES = [
    None,
    True,
    -(2**63),
    2**63 - 1,
    "",
    "nul \0",
    "e\u0301",
    [],
    {},
    [[[]]],
    {"personal": 5},
    {"personal": "王小明"},
    {"personal": "0" * 64},
    {"personal": "0" * 64, "more": 1},
    {"e\u0301": 1, "é": 2},
    {"published": "1e999999999", "raw": "1/0", "passed": [], "fatal": {}, "grade": 3},
    {"published": "9" * 5000, "raw": "１/２", "passed": 2**62},
    {"published": "1_0", "raw": " 1 ", "no_score": "x"},
    {"published": "9" * 40},
    [{"item": 1, "answer": [1, {"b": 1, "a": None}], "lost": {}}, 7, "x", None, []],
]


@pytest.mark.parametrize("record", list(records.RECORD_TYPES.values()), ids=lambda r: r.name)
def test_no_payload_stops_a_merge(record: RecordType) -> None:
    """Each odd value everywhere in the operations on an entity of its own."""
    journal, reader = make_journal(hello=False), make_journal("reader", hello=False)
    names = [field.name for field in record.fields] + [child.member for child in record.children]
    for number, value in enumerate(ODD_VALUES):
        payload = dict.fromkeys([*names, "result", ":life", ""], value)
        for kind in ("fact", "set", "create", "delete", "withdraw", "restore", "hello", "erase"):
            members = {"entity_type": record.name, "kind": kind, "payload": payload}
            journal.add([signed_as_is(journal, entity_id=f"a{number}", **members)])
    reader.add(reversed(operations(journal)))
    scanned = projection.scan(reader.db)
    assert scanned == projection.scan(journal.db)
    assert scanned == health.scan_of_rebuild(reader.db)
    for number, value in enumerate(ODD_VALUES):
        shown = row(reader, record.name, f"a{number}")
        if record.flow is not None:  # what is no move at all shows nothing
            assert shown is None, value
            continue
        for field in record.fields:
            kept = shown[field.name]
            assert kept is None or isinstance(kept, int if field.type == "integer" else str), value
            if field.personal:
                assert kept in (None, "0" * 64), value


@pytest.mark.parametrize(
    "hashes", [None, 5, True, "0" * 64, {"0" * 64: 1}, [[]], [None, 7], ["*", "%", "A" * 64]]
)
def test_no_erasure_of_odd_shape_stops_a_merge_or_erases(journal: Journal, hashes: object) -> None:
    before = journal.db["personal"].count
    journal.add([signed_as_is(journal, kind="erase", payload={"hashes": hashes})])
    assert journal.db["personal"].count == before
    assert journal.db["erased"].count == 0


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"person": "p", "sign_key": "0" * 64, "receive_key": "x"},
        {"person": "p", "sign_key": "A" * 64, "receive_key": "0" * 64},
        {"person": "王", "sign_key": "0" * 64, "receive_key": "0" * 64},
        {"person": 1, "sign_key": [], "receive_key": {}},
    ],
)
def test_a_hello_of_odd_shape_names_nobody(payload: dict) -> None:
    journal = make_journal(hello=False)
    key = journal.replica.public
    members = {"kind": "hello", "entity_type": "replica", "entity_id": key}
    journal.add([signed_as_is(journal, **members, payload=payload)])
    assert row(journal, "replica", key) is None
    fine = {"person": "p", "sign_key": "0" * 64, "receive_key": "0" * 64, "certificate": "zz"}
    journal.add([signed_as_is(journal, **members, payload=fine)])
    assert row(journal, "replica", key)["certified"] == 0


def test_unknown_kinds_and_types_are_kept_and_passed_on(journal: Journal) -> None:
    reader = make_journal("reader", hello=False)
    before = projection.scan(journal.db)
    for members in ({"entity_type": "appeal"}, {"kind": "annul"}, {"entity_type": "op"}):
        journal.add([signed_as_is(journal, payload={"x": 1}, **members)])
    assert projection.scan(journal.db) == before
    send(journal, reader)
    assert len(operations(reader)) == 7
    assert reader.digest == journal.digest


# --- Declarations ----------------------------------------------------------------------------


def test_a_type_learnt_later_folds_what_was_passed_on(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    appeal = signed_as_is(
        journal, entity_type="appeal", kind="create", entity_id="x", payload={"reason": "r"}
    )
    journal.add([appeal])
    learnt = RecordType("appeal", (Field("reason"),), indexes=("reason",))
    monkeypatch.setitem(records.RECORD_TYPES, "appeal", learnt)
    assert projection.bring_up_to_date(journal.db) == ["appeal"]
    assert row(journal, "appeal", "x")["reason"] == "r"
    assert projection.scan(journal.db) == health.scan_of_rebuild(journal.db)


def test_a_changed_declaration_makes_that_table_anew(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_journal("other")
    send(journal, other)
    other.write([set_fields("agent", "a", {"team": "X"})])
    journal.write([set_fields("agent", "a", {"team": "Y"})])
    journal.add([signed_as_is(journal, payload={"desk": "12"})])
    send(other, journal)
    agent = records.RECORD_TYPES["agent"]
    changed = replace(agent, fields=(*agent.fields[:-1], Field("desk")))
    assert projection.bring_up_to_date(journal.db) == []
    monkeypatch.setitem(records.RECORD_TYPES, "agent", changed)
    assert projection.bring_up_to_date(journal.db) == ["agent"]
    shown = row(journal, "agent", "a")
    assert (shown["desk"], shown["team"]) == ("12", "Y" if shown["team"] == "Y" else "X")
    assert agent.fields[-1].name not in shown
    assert conflicts(journal) == [("a", "team")]
    assert projection.scan(journal.db) == health.scan_of_rebuild(journal.db)
    journal.write([create("agent", "b", {"desk": "13"})])
    assert row(journal, "agent", "b")["desk"] == "13"


def test_a_changed_fold_makes_everything_anew(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned = projection.scan(journal.db)
    journal.db.execute("UPDATE agent SET team = 'Z'")
    journal.db.execute("UPDATE replica SET person = 'Z'")
    assert projection.bring_up_to_date(journal.db) == []
    monkeypatch.setattr(record_types, "FOLD_VERSION", 99)
    monkeypatch.setattr(projection, "FOLD_VERSION", 99)
    assert set(projection.bring_up_to_date(journal.db)) == set(records.RECORD_TYPES)
    assert projection.scan(journal.db) == scanned
    assert projection.bring_up_to_date(journal.db) == []
