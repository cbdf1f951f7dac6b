"""Operations taken in piece by piece: what is counted, what is known, what is shown at the end."""

from __future__ import annotations

from factories_journal import make_journal, operations

from qa_desktop.journal import projection
from qa_desktop.journal.arrival import arriving_together
from qa_desktop.journal.changes import create, set_fields
from qa_desktop.journal.intake import Intake
from qa_desktop.journal.journal import Journal
from qa_desktop.journal.operation import Operation


def written() -> tuple[Journal, list[Operation]]:
    source = make_journal("source")
    source.write([create("agent", "a", {"status": "new"}), create("agent", "b", {"status": "new"})])
    source.write([set_fields("agent", "a", {"status": "old"})])
    source.write([set_fields("agent", "a", {"status": "gone"})])
    return source, [each for each in operations(source) if each.entity_type == "agent"]


def take(journal: Journal, *pieces: list[Operation]) -> Intake:
    with journal.transaction():
        intake = Intake(journal, "bundle", listing=("agent",))
        for piece in pieces:
            intake.take(arriving_together(piece))
        intake.finish()
    return intake


def test_a_record_is_counted_once_however_its_operations_come() -> None:
    source, (a, b, old, gone) = written()
    for pieces in ([[a, b, old]], [[a], [b, old]], [[a, b], [old]], [[old], [b], [a]]):
        journal = make_journal("reader")
        intake = take(journal, *pieces)
        assert (intake.operations["agent"], intake.records["agent"]) == (3, 2), pieces
        assert sorted(intake.listed) == ["a", "b"]
        assert dict(journal.db.conn.execute("SELECT id, status FROM agent")) == {
            "a": "old",
            "b": "new",
        }
        later = take(journal, [gone], [gone, b])
        assert (later.operations["agent"], later.records["agent"], later.known) == (1, 1, 2)
        assert journal.db.conn.execute("SELECT count(*) FROM op WHERE kind = 'set'").fetchone() == (
            2,
        )
    assert {each.id for each in operations(source)} > {a.id, b.id, old.id, gone.id}


def test_the_last_operation_held_is_known_when_it_comes_again() -> None:
    _, wrote = written()
    journal = make_journal("reader")
    take(journal, wrote)
    before = projection.scan(journal.db)
    again = take(journal, wrote[-1:], wrote)
    assert again.known == 5 and not again.operations
    assert projection.scan(journal.db) == before
