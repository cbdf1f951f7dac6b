"""What one person writes: acts, chain, clock, undo, personal values, failures in the middle."""

from __future__ import annotations

import pytest
from factories_journal import (
    START_MS,
    WallClock,
    conflicts,
    exchange,
    make_journal,
    operations,
    person_keys,
    personal_values,
    row,
    send,
    signed_as_is,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.journal import health, projection
from qa_desktop.journal.changes import (
    create,
    delete,
    erase,
    fact,
    restore,
    set_fields,
    unmask,
    withdraw,
)
from qa_desktop.journal.clock import TOLERANCE_MS
from qa_desktop.journal.journal import Journal
from qa_desktop.journal.operation import verify_person
from qa_desktop.journal.personal import MAX_VALUE_BYTES, Personal, Salted
from qa_desktop.journal.vector import find_gaps

AGENT = {"name": "王小明", "number": "0617", "team": "A"}


@pytest.fixture
def journal() -> Journal:
    journal = make_journal()
    journal.write([create("agent", "a", AGENT)])
    return journal


def state(journal: Journal) -> tuple:
    return journal.seq, journal.head, journal.digest, len(operations(journal))


def sound(journal: Journal) -> bool:
    """Whether every check is clean and the tables are those of a rebuild."""
    return (
        health.check_operations(journal.db) == []
        and health.check_personal(journal.db) == []
        and health.check_database(journal.db) == []
        and find_gaps(journal.db) == []
        and projection.scan(journal.db) == health.scan_of_rebuild(journal.db)
    )


# --- Unchanged values ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "same",
    [
        {"team": "A"},
        {"name": "王小明", "number": "0617"},
        {"nickname": None},
        {},
    ],
)
def test_unchanged_values_write_nothing(journal: Journal, same: dict) -> None:
    before = state(journal)
    assert journal.write([set_fields("agent", "a", same)]).operations == ()
    assert state(journal) == before


def test_another_normal_form_of_the_same_text_is_unchanged(journal: Journal) -> None:
    journal.write([set_fields("agent", "a", {"nickname": "Zo\u00e9", "team": "Zo\u00e9"})])
    again = {"nickname": "Zoe\u0301", "team": "Zoe\u0301"}
    assert journal.write([set_fields("agent", "a", again)]).operations == ()


def test_only_the_changed_fields_are_written(journal: Journal) -> None:
    journal.write([set_fields("agent", "a", {**AGENT, "team": "B"})])
    assert operations(journal)[-1].payload == {"team": "B"}


def test_later_changes_of_an_act_see_the_earlier_ones(journal: Journal) -> None:
    act = journal.write(
        [
            create("agent", "b", {"name": "李敏"}),
            set_fields("agent", "b", {"name": "李敏", "team": "B"}),
            delete("agent", "b"),
            restore("agent", "b"),
        ]
    )
    kinds = [operation.kind for operation in operations(journal)[-4:]]
    assert kinds == ["create", "set", "delete", "restore"]
    assert operations(journal)[-3].payload == {"team": "B"}
    assert act.entities == (("agent", "b"),)
    assert row(journal, "agent", "b")["team"] == "B"


# --- Undo ------------------------------------------------------------------------------------


def test_undo_of_every_kind(journal: Journal) -> None:
    before = row(journal, "agent", "a")

    def undone(changes: list) -> None:
        act = journal.write(changes)
        assert act.operations
        journal.undo(act.id)

    undone([set_fields("agent", "a", {"team": "B", "name": "李敏", "status": "x"})])
    undone([set_fields("agent", "a", {"team": "B"}), set_fields("agent", "a", {"team": "C"})])
    undone([set_fields("agent", "a", {"team": "B"}), delete("agent", "a")])
    undone([delete("agent", "a")])
    undone([create("agent", "b", AGENT), set_fields("agent", "b", {"team": "B"})])
    after = row(journal, "agent", "a")
    for stamp in ("changed_at", "changed_by", "n"):  # a number is never given again
        before.pop(stamp), after.pop(stamp)
    assert after == before
    assert row(journal, "agent", "b") is None
    journal.write([delete("agent", "a")])
    undone([restore("agent", "a")])
    assert row(journal, "agent", "a") is None
    assert sound(journal)


def test_undo_of_a_fact_withdraws_it_with_its_correction(journal: Journal) -> None:
    first = journal.write([fact("evaluation", "e", {"result": {"published": "80"}})])
    correction = fact("evaluation", "e", {"result": {"published": "70"}}, first.operations[0])
    second = journal.write([correction])
    journal.undo(second.id)
    shown = row(journal, "evaluation", "e")
    assert (shown["published_hundredths"], shown["withdrawn"]) == (8000, 0)
    journal.undo(first.id)
    assert row(journal, "evaluation", "e")["withdrawn"] == 1


def test_undo_can_itself_be_undone(journal: Journal) -> None:
    act = journal.write([set_fields("agent", "a", {"team": "B"})])
    back = journal.undo(act.id)
    journal.undo(back.id)
    assert row(journal, "agent", "a")["team"] == "B"


def test_undo_walks_back_step_after_step(journal: Journal) -> None:
    made = journal.write([create("agent", "w", AGENT)])
    first = journal.write([set_fields("agent", "w", {"team": "B"})])
    second = journal.write([set_fields("agent", "w", {"team": "C", "name": "王"})])
    for act, team in ((second, "B"), (first, AGENT.get("team")), (made, None)):
        journal.undo(act.id)
        left = [each for each in journal.db["agent"].rows if each["id"] == "w"]
        assert [each["team"] for each in left] == ([] if act is made else [team])
    with pytest.raises(UserFacingError, match="undo_changed"):
        journal.undo(second.id)


def test_undo_refuses_what_has_been_built_upon(journal: Journal) -> None:
    other = make_journal("other")
    made = journal.write([create("agent", "b", AGENT)])
    edit = journal.write([set_fields("agent", "a", {"team": "B"})])
    first = journal.write([fact("evaluation", "e", {})])
    gone = journal.write([create("agent", "c", AGENT), delete("agent", "c")])
    send(journal, other)
    journal.write([fact("evaluation", "e", {}, first.operations[0])])
    other.write([set_fields("agent", "a", {"team": "C"}), set_fields("agent", "b", {"team": "C"})])
    other.write([restore("agent", "c")])
    send(other, journal)
    before = state(journal)
    for act in (made, edit, first, gone):
        with pytest.raises(UserFacingError, match="undo_changed"):
            journal.undo(act.id)
    assert state(journal) == before


def test_undo_refuses_a_second_time_and_what_has_no_inverse(journal: Journal) -> None:
    edit = journal.write([set_fields("agent", "a", {"team": "B"})])
    journal.undo(edit.id)
    with pytest.raises(UserFacingError, match="undo_changed"):
        journal.undo(edit.id)
    journal.write([fact("evaluation", "e", {})])
    for changes in (
        [withdraw("evaluation", "e", "x")],
        [unmask("agent", "a", "number")],
        [erase("agent", "a", ["0" * 64])],
    ):
        act = journal.write(changes)
        with pytest.raises(UserFacingError, match="undo_not_possible"):
            journal.undo(act.id)
    with pytest.raises(UserFacingError, match="undo_nothing"):
        journal.undo("no-such-act")


def test_undo_looks_at_what_arrived_not_at_clocks(journal: Journal) -> None:
    """An edit of somebody whose clock is behind is still an edit made since."""
    act = journal.write([create("agent", "b", AGENT)])
    late = make_journal("late", wall=WallClock(START_MS - 10**9), hello=False)
    late.add([op for op in operations(journal) if op.entity_id == "b"])
    late.clock.last = 0
    late.db.execute("UPDATE meta SET value = '0' WHERE key = 'last_hlc'")
    late.write([set_fields("agent", "b", {"team": "B"})])
    send(late, journal)
    with pytest.raises(UserFacingError, match="undo_changed"):
        journal.undo(act.id)


def test_somebody_elses_operation_under_my_acts_name_is_not_undone(journal: Journal) -> None:
    other = make_journal("other")
    send(journal, other)
    act = journal.write([set_fields("agent", "a", {"team": "B"})])
    other.write([set_fields("agent", "a", {"status": "x"})], act=act.id)
    send(other, journal)
    journal.undo(act.id)
    shown = row(journal, "agent", "a")
    assert (shown["team"], shown["status"]) == ("A", "x")


# --- Personal values ---------------------------------------------------------------------------


def test_erased_values_go_on_every_side_and_never_come_back(journal: Journal) -> None:
    other = make_journal("other")
    exchange(journal, other)
    kept = personal_values(journal)
    name = row(journal, "agent", "a")["name"]
    scans = [projection.scan(each.db) for each in (journal, other)]
    journal.write([erase("agent", "a", [name])])
    assert journal.personal_value(name) is None
    assert other.personal_value(name) == "王小明"
    send(journal, other)
    for each in (journal, other):
        assert each.personal_value(name) is None
        each.add_personal(kept)
        assert each.personal_value(name) is None
        assert row(each, "agent", "a")["name"] == name
        assert each.personal_value(row(each, "agent", "a")["number"]) == "0617"
        assert sound(each)
    assert journal.digest == other.digest
    assert [projection.scan(each.db) for each in (journal, other)] == scans


def test_erasing_first_refuses_what_arrives_later(journal: Journal) -> None:
    name = row(journal, "agent", "a")["name"]
    values = personal_values(journal)
    journal.write([erase("agent", "a", [name])])
    late = make_journal("late")
    late.add(operations(journal))
    late.add_personal(values)
    assert late.personal_value(name) is None
    assert len(personal_values(late)) == len(values) - 1


def test_a_value_that_does_not_hash_to_its_name_is_not_kept(journal: Journal) -> None:
    before = personal_values(journal)
    journal.add_personal(
        [
            Salted("0" * 64, b"s" * 32, "forged"),
            Salted(before[0].hash, before[0].salt, "\ud800"),
            Salted(before[0].hash, b"", before[0].value),
        ]
    )
    assert personal_values(journal) == before


def test_personal_columns_of_a_fact_never_stand_in_clear(journal: Journal) -> None:
    nested = [{"text": Personal("报错资费")}]
    payload = {"advice": "多听少说", "comments": nested, "call": "c"}
    journal.write([fact("evaluation", "e", payload)])
    operation = operations(journal)[-1]
    assert "多听少说" not in operation.raw
    assert "报错资费" not in operation.raw
    shown = row(journal, "evaluation", "e")
    assert journal.personal_value(shown["advice"]) == "多听少说"
    assert len(operation.personal_hashes()) == 2


def test_a_personal_value_that_no_line_could_carry_is_refused_in_words(journal: Journal) -> None:
    longest = "字" * (MAX_VALUE_BYTES // 3)
    journal.write([set_fields("agent", "a", {"name": longest})])
    before = state(journal)
    with pytest.raises(UserFacingError, match="text_too_long"):
        journal.write([set_fields("agent", "a", {"name": longest + "字"})])
    assert state(journal) == before


# --- Clock -------------------------------------------------------------------------------------


def test_a_clock_set_back_still_counts_up() -> None:
    wall = WallClock()
    journal = make_journal(wall=wall)
    wall.now -= 10**9
    journal.write([create("agent", "a", AGENT)])
    wall.now -= 10**9
    journal.write([set_fields("agent", "a", {"team": "B"})])
    stamps = [operation.hlc for operation in operations(journal)]
    assert stamps == sorted(set(stamps))
    assert operations(journal)[-1].at < START_MS - 10**9
    assert row(journal, "agent", "a")["team"] == "B"


def test_the_clock_is_taken_up_again_from_the_database() -> None:
    wall = WallClock()
    journal = make_journal(wall=wall)
    again = Journal(journal.db, journal.replica)
    assert again.clock.last == operations(journal)[-1].hlc


def test_ones_own_later_edit_beats_what_it_saw_from_a_fast_clock(journal: Journal) -> None:
    fast = make_journal("fast", wall=WallClock(START_MS + TOLERANCE_MS // 2))
    send(journal, fast)
    fast.write([set_fields("agent", "a", {"team": "fast"})])
    send(fast, journal)
    journal.write([set_fields("agent", "a", {"status": "x"})])
    assert operations(journal)[-1].hlc > max(op.hlc for op in operations(fast))


def test_an_absurd_future_is_projected_but_does_not_move_the_clock(journal: Journal) -> None:
    future = make_journal("future", wall=WallClock(START_MS + 10 * TOLERANCE_MS))
    send(journal, future)
    future.write([set_fields("agent", "a", {"team": "future"})])
    send(future, journal)
    assert row(journal, "agent", "a")["team"] == "future"
    journal.write([set_fields("agent", "a", {"team": "today"})])
    assert operations(journal)[-1].hlc >> 16 < START_MS + TOLERANCE_MS
    assert row(journal, "agent", "a")["team"] == "today"
    assert conflicts(journal) == []


# --- Failures in the middle --------------------------------------------------------------------


def test_a_failed_act_leaves_no_trace_and_the_next_one_chains(journal: Journal) -> None:
    before = state(journal)
    with pytest.raises(TypeError):
        journal.write([create("agent", "b", AGENT), fact("evaluation", "e", {"score": 0.5})])
    assert state(journal) == before
    assert len(personal_values(journal)) == 2
    journal.write([create("agent", "b", AGENT)])
    assert journal.seq == before[0] + 1
    assert sound(journal)


def test_an_outer_transaction_takes_all_acts_back(journal: Journal) -> None:
    before = state(journal)
    with pytest.raises(RuntimeError), journal.transaction():
        journal.write([create("agent", "b", AGENT)])
        journal.write([create("agent", "c", AGENT)])
        raise RuntimeError
    assert state(journal) == before
    assert row(journal, "agent", "b") is None
    journal.write([create("agent", "b", AGENT)])
    assert sound(journal)


def test_a_failure_that_the_outer_transaction_survives_keeps_the_chain(journal: Journal) -> None:
    with journal.transaction():
        journal.write([create("agent", "b", AGENT)])
        with pytest.raises(TypeError):
            journal.write([create("agent", "c", AGENT), fact("evaluation", "e", {"x": 1.5})])
        journal.write([create("agent", "d", AGENT)])
    assert row(journal, "agent", "c") is None
    assert row(journal, "agent", "d") is not None
    assert sound(journal)


def test_a_full_disk_at_commit_leaves_no_trace(journal: Journal) -> None:
    before = state(journal)
    journal.db.execute("CREATE TABLE strict_parent (id INTEGER PRIMARY KEY)")
    journal.db.execute(
        "CREATE TABLE late (p INTEGER REFERENCES strict_parent DEFERRABLE INITIALLY DEFERRED)"
    )
    with pytest.raises(Exception, match="FOREIGN KEY"), journal.transaction():
        journal.write([create("agent", "b", AGENT)])
        journal.db.execute("INSERT INTO late VALUES (1)")  # found out by COMMIT alone
    assert state(journal) == before
    journal.write([create("agent", "b", AGENT)])
    assert sound(journal)


def test_what_another_connection_added_is_chained_on(journal: Journal) -> None:
    """A merge or an act in a child process, with the same key and file."""
    child = Journal(journal.db, journal.replica)
    child.write([create("agent", "b", AGENT)])
    journal.write([create("agent", "c", AGENT)])
    assert sound(journal)


def test_the_last_seq_is_noted_once_after_the_outermost_commit(journal: Journal) -> None:
    noted: list[tuple[str, int]] = []
    journal.committed = lambda replica, seq: noted.append((replica, seq))
    with journal.transaction():
        journal.write([create("agent", "b", AGENT)])
        journal.write([create("agent", "c", AGENT)])
        assert noted == []
    assert noted == [(journal.replica.public, journal.seq)]
    with pytest.raises(TypeError):
        journal.write([fact("evaluation", "e", {"x": 1.5})])
    assert len(noted) == 1


# --- What is refused before it is written ------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        create("agent", "字", AGENT),
        create("agent", "../../etc", AGENT),
        create("agent", "x" * 201, AGENT),
        create("agent", "", AGENT),
        fact("evaluation", "e", {"n": 1 << 63}),
        fact("evaluation", "e", {"e\u0301": 1, "é": 2}),
        fact("evaluation", "e", {"deep": eval("[" * 32 + "]" * 32)}),
        fact("evaluation", "e", {"lone": "\ud800"}),
        fact("evaluation", "e", {"big": "x" * (1 << 20)}),
        fact("evaluation", "e", {}, follows="not-a-hash"),
    ],
)
def test_nothing_is_written_that_could_not_be_read(journal: Journal, change) -> None:
    before = state(journal)
    with pytest.raises(ValueError):
        journal.write([change])
    assert state(journal) == before


def test_keys_that_are_no_strings_are_a_programming_error(journal: Journal) -> None:
    with pytest.raises(TypeError):
        journal.write([fact("evaluation", "e", {"by_item": {1: 2}})])


def test_the_persons_signature_covers_the_act(journal: Journal) -> None:
    keys = person_keys()
    journal.write([fact("evaluation", "e", {})], person=keys)
    operation = operations(journal)[-1]
    assert verify_person(operation, keys.sign_key)
    assert not verify_person(operation, person_keys("other").sign_key)


def test_a_certified_hello_is_not_displaced_by_a_later_bare_one(journal: Journal) -> None:
    replica = journal.replica.public
    certified = row(journal, "replica", replica)
    assert certified["certified"] == 1
    journal.hello("impostor", "0" * 64, "1" * 64, None)
    assert row(journal, "replica", replica) == certified
    other = make_journal("other")
    strange = signed_as_is(
        other, kind="hello", entity_type="replica", entity_id=replica, payload={"person": "p"}
    )
    journal.add([strange])
    assert row(journal, "replica", replica) == certified
