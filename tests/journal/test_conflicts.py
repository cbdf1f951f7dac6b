"""Two people at work apart: what is shown, what is asked, and how one answer settles it."""

from __future__ import annotations

import pytest
from factories_journal import conflicts, exchange, make_journal, operations, row, send, signed_as_is

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, delete, fact, restore, set_fields, withdraw
from qa_desktop.journal.journal import Journal

Pair = tuple[Journal, Journal]


@pytest.fixture
def pair() -> Pair:
    """Two people who know the same agent."""
    left, right = make_journal("left"), make_journal("right")
    left.write([create("agent", "a", {"name": "王小明", "team": "A", "status": "new"})])
    exchange(left, right)
    return left, right


def test_edits_of_different_fields_are_no_conflict(pair: Pair) -> None:
    left, right = pair
    left.write([set_fields("agent", "a", {"team": "B"})])
    right.write([set_fields("agent", "a", {"status": "old"})])
    exchange(left, right)
    for journal in pair:
        shown = row(journal, "agent", "a")
        assert shown and (shown["team"], shown["status"]) == ("B", "old")
        assert conflicts(journal) == []


def test_edits_of_one_field_are_one_conflict_and_one_answer_settles_it(pair: Pair) -> None:
    left, right = pair
    left.write([set_fields("agent", "a", {"team": "B"})])
    right.write([set_fields("agent", "a", {"team": "C"})])
    exchange(left, right)
    shown = [row(journal, "agent", "a")["team"] for journal in pair]
    assert shown in (["B", "B"], ["C", "C"])
    assert conflicts(left) == conflicts(right) == [("a", "team")]
    right.write([set_fields("agent", "a", {"team": shown[0]})])  # even the shown one is written
    send(right, left)
    assert conflicts(left) == conflicts(right) == []
    assert [row(journal, "agent", "a")["team"] for journal in pair] == shown


def test_an_answer_that_missed_a_third_edit_leaves_that_one_in_conflict(pair: Pair) -> None:
    left, right = pair
    third = make_journal("third")
    send(left, third)
    third.write([set_fields("agent", "a", {"team": "D"})])
    left.write([set_fields("agent", "a", {"team": "B"})])
    send(left, right)
    right.write([set_fields("agent", "a", {"team": "E"})])
    exchange(left, right, third)
    assert conflicts(left) == conflicts(right) == conflicts(third) == [("a", "team")]


def test_the_same_value_written_twice_is_no_conflict(pair: Pair) -> None:
    left, right = pair
    left.write([set_fields("agent", "a", {"team": "B"})])
    right.write([set_fields("agent", "a", {"team": "B"})])
    exchange(left, right)
    assert conflicts(left) == conflicts(right) == []
    assert row(left, "agent", "a")["team"] == "B"


def test_an_edit_keeps_alive_what_a_deletion_had_not_seen(pair: Pair) -> None:
    left, right = pair
    left.write([delete("agent", "a")])
    right.write([set_fields("agent", "a", {"team": "B"})])
    assert row(left, "agent", "a") is None
    exchange(left, right)
    for journal in pair:
        assert row(journal, "agent", "a")["team"] == "B"
        assert conflicts(journal) == [("a", ":life")]


@pytest.mark.parametrize("answer", [restore, delete])
def test_deleted_here_and_edited_there_is_settled_either_way(pair: Pair, answer) -> None:
    left, right = pair
    left.write([delete("agent", "a")])
    right.write([set_fields("agent", "a", {"team": "B"})])
    exchange(left, right)
    assert left.write([answer("agent", "a")]).operations
    send(left, right)
    for journal in pair:
        assert conflicts(journal) == []
        assert (row(journal, "agent", "a") is None) == (answer is delete)


def test_a_restored_record_has_its_values_again(pair: Pair) -> None:
    left, right = pair
    before = row(left, "agent", "a")
    left.write([delete("agent", "a")])
    send(left, right)
    assert row(right, "agent", "a") is None
    right.write([restore("agent", "a")])
    send(right, left)
    after = row(left, "agent", "a")
    assert after["team"] == before["team"]
    assert after["name"] == before["name"]


def test_a_deletion_seen_by_all_stays_deleted(pair: Pair) -> None:
    left, right = pair
    right.write([set_fields("agent", "a", {"team": "B"})])
    send(right, left)
    left.write([delete("agent", "a")])
    exchange(left, right)
    assert row(left, "agent", "a") is row(right, "agent", "a") is None


def test_creating_what_exists_is_nothing_and_what_was_deleted_restores(pair: Pair) -> None:
    left, _ = pair
    assert left.write([create("agent", "a", {"team": "Z"})]).operations == ()
    left.write([delete("agent", "a")])
    left.write([create("agent", "a", {"team": "Z"})])
    assert row(left, "agent", "a")["team"] == "A"


def test_an_edit_that_arrives_before_its_creation_waits_for_it() -> None:
    left, right = make_journal("left"), make_journal("right")
    left.write([create("agent", "a", {"team": "A"})])
    edit = left.write([set_fields("agent", "a", {"team": "B"})]).operations[0]
    right.add([operation for operation in operations(left) if operation.id == edit])
    assert row(right, "agent", "a") is None
    assert right.write([create("agent", "a", {"status": "new"})]).operations
    shown = row(right, "agent", "a")
    assert (shown["team"], shown["status"]) == ("B", "new")


def test_an_edit_of_a_deleted_record_is_refused_and_never_taken_for_saved(pair: Pair) -> None:
    left, _ = pair
    left.write([delete("agent", "a")])
    before = left.digest
    with pytest.raises(UserFacingError, match="record_gone"):
        left.write([set_fields("agent", "a", {"team": "B"})])
    assert left.digest == before
    assert left.write([delete("agent", "a")]).operations == ()


def evaluation(score: str) -> dict:
    return {"call": "c", "result": {"published": score}, "items": [{"item": "i"}]}


def test_two_corrections_of_one_revision_are_a_conflict_until_one_follows_both(pair: Pair) -> None:
    left, right = pair
    first = left.write([fact("evaluation", "e", evaluation("80"))]).operations[0]
    send(left, right)
    one = left.write([fact("evaluation", "e", evaluation("70"), follows=first)]).operations[0]
    two = right.write([fact("evaluation", "e", evaluation("60"), follows=first)]).operations[0]
    exchange(left, right)
    for journal in pair:
        assert conflicts(journal) == [("e", ":fact")]
        assert row(journal, "evaluation", "e")["revisions"] == 3
    assert row(left, "evaluation", "e")["revision"] == row(right, "evaluation", "e")["revision"]
    left.write([fact("evaluation", "e", evaluation("65"), follows=(one, two))])
    send(left, right)
    for journal in pair:
        assert conflicts(journal) == []
        assert row(journal, "evaluation", "e")["published_hundredths"] == 6500


def test_a_withdrawn_correction_uncovers_what_it_followed(pair: Pair) -> None:
    left, right = pair
    first = left.write([fact("evaluation", "e", evaluation("80"))]).operations[0]
    left.write([fact("evaluation", "e", evaluation("70"), follows=first)])
    left.write([withdraw("evaluation", "e", "看错了")])
    send(left, right)
    shown = row(right, "evaluation", "e")
    assert (shown["revision"], shown["withdrawn"]) == (first, 0)
    right.write([withdraw("evaluation", "e", "整单作废")])
    assert right.write([withdraw("evaluation", "e", "again")]).operations == ()
    send(right, left)
    shown = row(left, "evaluation", "e")
    assert (shown["withdrawn"], shown["published_hundredths"]) == (1, 7000)  # the last


def test_a_kind_that_a_record_does_not_know_is_a_programming_error(pair: Pair) -> None:
    left, _ = pair
    for change in (
        create("evaluation", "e", {}),
        delete("evaluation", "e"),
        fact("agent", "a", {}),
        withdraw("agent", "a", "x"),
    ):
        with pytest.raises(ValueError, match="of"):
            left.write([change])
    with pytest.raises(KeyError, match="declares no"):
        left.write([set_fields("agent", "a", {"naem": "typo"})])


def test_a_field_that_calls_itself_life_is_no_conflict_of_life(pair: Pair) -> None:
    left, right = pair
    left.add([signed_as_is(left, payload={":life": 1})])
    right.add([signed_as_is(right, payload={":life": 2})])
    exchange(left, right)
    assert conflicts(left) == conflicts(right) == []
