"""A local number belongs to one record for ever: windows hold numbers of what they show."""

from __future__ import annotations

from factories_journal import make_journal

from qa_desktop.journal import projection
from qa_desktop.journal.changes import create, delete, restore, set_fields
from qa_desktop.journal.journal import Journal


def _numbers(journal: Journal) -> dict[str, int]:
    return dict(journal.db.conn.execute("SELECT id, n FROM call"))


def _make(journal: Journal, *ids: str) -> None:
    journal.write([create("call", id, {"started": "2026-11-22T09:00:00"}) for id in ids])


def _purge(journal: Journal, *ids: str) -> None:
    journal.write([delete("call", id) for id in ids])


def test_the_number_of_a_deleted_record_is_not_given_again() -> None:
    journal = make_journal()
    _make(journal, "a", "b", "c")
    _purge(journal, "c")
    _make(journal, "d")
    assert _numbers(journal) == {"a": 1, "b": 2, "d": 4}
    _purge(journal, "b", "d", "a")
    _make(journal, "e", "f")
    assert _numbers(journal) == {"e": 5, "f": 6}


def test_nor_when_they_go_one_after_the_other() -> None:
    journal = make_journal()
    _make(journal, "a", "b", "c")
    _purge(journal, "c")
    _purge(journal, "b")
    _make(journal, "d")
    assert _numbers(journal) == {"a": 1, "d": 4}


def test_nor_is_it_by_restoring() -> None:
    journal = make_journal()
    _make(journal, "a", "b")
    _purge(journal, "b")
    _make(journal, "c")
    journal.write([restore("call", "b")])
    assert _numbers(journal) == {"a": 1, "c": 3, "b": 4}


def test_records_that_come_folded_are_numbered_without_gaps() -> None:
    """Blocks of facts lie by number: a gap for each that was there would make them sparse."""
    here, there = make_journal("a"), make_journal("b")
    _make(there, "a", "b", "c")
    here.add(projection.read_operations(there.db))
    _purge(here, "b", "c")
    there.write([set_fields("call", each, {"business": "宽带"}) for each in "ac"])
    for new in ("d", "e"):
        _make(there, new)
        _purge(there, new)
        there.write([restore("call", new)])
    here.write([restore("call", "c")])
    here.add(projection.read_operations(there.db))
    assert _numbers(here) == {"a": 1, "c": 4, "d": 5, "e": 6}


def test_a_rebuild_counts_from_the_beginning() -> None:
    journal = make_journal()
    _make(journal, "a", "b")
    _purge(journal, "b")
    with journal.transaction():
        projection.rebuild(journal.db)
    assert _numbers(journal) == {"a": 1}
    _make(journal, "c")
    assert _numbers(journal) == {"a": 1, "c": 2}
