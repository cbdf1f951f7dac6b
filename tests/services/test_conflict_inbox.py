"""Values set apart: seen with who and when, settled once, gone on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.journal import digest, projection
from qa_desktop.journal.changes import create, delete, fact, set_fields
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.conflict_inbox import count_open, find_case, postpone, read_inbox
from qa_desktop.services.conflicts import (
    DELETE,
    KEEP,
    take_shown,
    take_side,
    take_value,
    value_for_shown,
)
from qa_desktop.services.undoing import undo
from qa_desktop.store.conflicts import find_conflicts
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.people import find_agents
from qa_desktop.store.workspace import Workspace

Pair = tuple[Workspace, Workspace]


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """Two people who hold the same agent 0617 and the same evaluation."""
    one, other = (
        Workspace.open(tmp_path / name, name=name, keys=KeyStore(tmp_path / f"{name}-keys"))
        for name in ("wang", "li")
    )
    one.write([create("agent", "agent-1", {"number": "0617", "name": "王小明", "area": "北"})])
    one.write([fact("evaluation", "eval-1", {"call": "c", "advice": "慢一点"})])
    swap(one, other, tmp_path)
    with one, other:
        yield one, other


def swap(one: Workspace, other: Workspace, tmp_path: Path) -> None:
    for source, name in ((one, "one"), (other, "other")):
        write_out(source, tmp_path / f"{name}.qab")
    merge(other, tmp_path / "one.qab")
    merge(one, tmp_path / "other.qab")


def agree(one: Workspace, other: Workspace) -> bool:
    return digest.kept_digest(one.db) == digest.kept_digest(other.db) and (
        projection.scan(one.db) == projection.scan(other.db)
    )


def rename(workspace: Workspace, **values: Any) -> None:
    workspace.write([set_fields("agent", "agent-1", values)])


def name_shown(workspace: Workspace) -> str | None:
    return find_agents(workspace.db)[0].name


def test_one_conflict_on_both_sides_settled_once_gone_on_both(pair: Pair, tmp_path: Path) -> None:
    one, other = pair
    rename(one, name="王晓明")
    rename(other, name="王小铭")
    swap(one, other, tmp_path)
    (here,), (there,) = find_conflicts(one.db), find_conflicts(other.db)
    assert here == there
    assert {side.who: side.value for side in here.sides} == {"wang": "王晓明", "li": "王小铭"}
    assert name_shown(one) == name_shown(other) == here.sides[0].value
    take_side(one, here.id, 2)
    assert name_shown(one) == here.sides[1].value and not find_conflicts(one.db)
    swap(one, other, tmp_path)
    assert agree(one, other) and not find_conflicts(other.db)
    assert name_shown(other) == here.sides[1].value


def test_a_value_that_neither_had(pair: Pair, tmp_path: Path) -> None:
    one, other = pair
    rename(one, area="东")
    rename(other, area="西")
    swap(one, other, tmp_path)
    (conflict,) = find_conflicts(other.db)
    take_value(other, conflict.id, "南")
    swap(one, other, tmp_path)
    assert agree(one, other) and not find_conflicts(one.db)
    row = one.db.conn.execute("SELECT area FROM agent").fetchone()
    assert row == ("南",)


def test_what_reads_the_same_is_no_conflict_to_anybody(pair: Pair, tmp_path: Path) -> None:
    one, other = pair
    for workspace in pair:
        rename(workspace, name="王晓明")
    swap(one, other, tmp_path)
    assert one.db.conn.execute("SELECT count(*) FROM conflict").fetchone() == (1,)
    assert not find_conflicts(one.db)


@pytest.mark.parametrize(("number", "there"), [(1, True), (2, False)])
def test_deleted_here_edited_there(pair: Pair, tmp_path: Path, number: int, there: bool) -> None:
    one, other = pair
    one.write([delete("agent", "agent-1")])
    rename(other, area="西")
    swap(one, other, tmp_path)
    (conflict,) = find_conflicts(one.db)
    assert conflict.field == ":life" and find_conflicts(other.db) == [conflict]
    take_side(one, conflict.id, number)
    swap(one, other, tmp_path)
    assert agree(one, other)
    for workspace in pair:
        assert bool(find_agents(workspace.db)) is there and not find_conflicts(workspace.db)


def test_what_is_taken_is_what_was_shown(pair: Pair, tmp_path: Path) -> None:
    """A merge between the look and the choice puts another value at its place."""
    one, other = pair
    rename(one, name="王晓明")
    rename(other, name="王小铭")
    swap(one, other, tmp_path)
    (shown,) = read_inbox(one.db).cases
    wanted = shown.sides[1]
    rename(other, name="王小敏")  # settles it there, one value later here
    rename(one, area="东")
    merge(one, write_out(other, tmp_path / "late.qab").files[0])
    for act in (take_shown, value_for_shown):
        with pytest.raises(UserFacingError, match=r"conflict\.changed"):
            act(one, shown, wanted.operation)
    assert name_shown(one) == "王小敏"


def test_a_side_is_taken_by_its_operation(pair: Pair, tmp_path: Path) -> None:
    one, other = pair
    rename(one, name="王晓明", area="东")
    rename(other, name="王小铭", area="西")
    swap(one, other, tmp_path)
    cases = {case.conflict.field: case for case in read_inbox(one.db).cases}
    wanted = cases["name"].sides[1]
    take_shown(one, cases["name"], wanted.operation)
    assert name_shown(one) == wanted.value
    value_for_shown(one, cases["area"], "南")
    assert not find_conflicts(one.db)


@pytest.mark.parametrize(("taken", "there"), [(KEEP, True), (DELETE, False)])
def test_nobody_deletes_an_edit_that_they_have_not_seen(
    pair: Pair, tmp_path: Path, taken: str, there: bool
) -> None:
    one, other = pair
    one.write([delete("agent", "agent-1")])
    rename(other, area="西")
    swap(one, other, tmp_path)
    (shown,) = read_inbox(one.db).cases
    rename(other, name="王小敏")
    merge(one, write_out(other, tmp_path / "late.qab").files[0])
    with pytest.raises(UserFacingError, match=r"conflict\.changed"):
        take_shown(one, shown, taken)
    (now,) = read_inbox(one.db).cases
    take_shown(one, now, taken)
    assert bool(find_agents(one.db)) is there


def test_two_corrections_of_one_evaluation(pair: Pair, tmp_path: Path) -> None:
    one, other = pair
    (first,) = one.db.conn.execute("SELECT revision FROM evaluation").fetchone()
    for workspace, advice in ((one, "先道歉"), (other, "语速慢")):
        payload = {"call": "c", "advice": advice}
        workspace.write([fact("evaluation", "eval-1", payload, first)])
    swap(one, other, tmp_path)
    (conflict,) = find_conflicts(one.db)
    wanted = conflict.sides[1]
    take_side(one, conflict.id, 2)
    swap(one, other, tmp_path)
    assert agree(one, other) and not find_conflicts(other.db)
    row = other.db.conn.execute(
        "SELECT p.value FROM evaluation e JOIN personal p ON p.hash = e.advice"
    ).fetchone()
    assert row == (wanted.value["advice"],)
    with pytest.raises(UserFacingError):
        take_value(one, conflict.id, "x")


@pytest.mark.parametrize(("id", "number"), [("agent-1/name", 0), ("agent-1/name", 3), ("x", 1)])
def test_what_is_not_there_cannot_be_taken(
    pair: Pair, tmp_path: Path, id: str, number: int
) -> None:
    one, other = pair
    rename(one, name="王晓明")
    rename(other, name="王小铭")
    swap(one, other, tmp_path)
    with pytest.raises(UserFacingError):
        take_side(one, id, number)
    assert len(find_conflicts(one.db)) == 1


# -- taking a choice back


def test_undoing_a_choice_brings_the_conflict_back_with_both_names(
    pair: Pair, tmp_path: Path
) -> None:
    one, other = pair
    rename(one, name="王晓明", area="东")
    rename(other, name="王小铭", area="南")
    swap(one, other, tmp_path)
    before = {each.field: each for each in find_conflicts(one.db)}
    for number in (1, 2):
        for field in ("name", "area"):
            act = take_side(one, f"agent-1/{field}", number).act
            assert field not in {each.field for each in find_conflicts(one.db)}
            undo(one, str(act))
            after = {each.field: each for each in find_conflicts(one.db)}[field]
            said = [(side.who, side.replica, side.at, side.value) for side in after.sides]
            assert said == [
                (side.who, side.replica, side.at, side.value) for side in before[field].sides
            ]
    swap(one, other, tmp_path)
    assert agree(one, other) and find_conflicts(one.db) == find_conflicts(other.db)


@pytest.mark.parametrize("number", [1, 2], ids=["kept", "deleted"])
def test_undoing_what_became_of_a_deleted_record(pair: Pair, tmp_path: Path, number: int) -> None:
    one, other = pair
    one.write([delete("agent", "agent-1")])
    rename(other, name="王小铭")
    swap(one, other, tmp_path)
    (before,) = find_conflicts(one.db)
    act = take_side(one, before.id, number).act
    assert not find_conflicts(one.db) and len(find_agents(one.db)) == 2 - number
    undo(one, str(act))
    (after,) = find_conflicts(one.db)
    assert [side.who for side in after.sides][-1] == "wang"
    assert name_shown(one) == "王小铭"
    swap(one, other, tmp_path)
    assert agree(one, other)


def test_undoing_the_choice_of_a_correction(pair: Pair, tmp_path: Path) -> None:
    one, other = pair
    for workspace, advice in ((one, "快一点"), (other, "再慢一点")):
        (first,) = workspace.db.conn.execute("SELECT revision FROM evaluation").fetchone()
        workspace.write([fact("evaluation", "eval-1", {"call": "c", "advice": advice}, first)])
    swap(one, other, tmp_path)
    (before,) = find_conflicts(one.db)
    undo(one, str(take_side(one, before.id, 2).act))
    assert find_conflicts(one.db) == [before]


def test_an_edit_that_settled_a_conflict_unseen_is_taken_back_whole(
    pair: Pair, tmp_path: Path
) -> None:
    """Somebody edits on the roster, not in the inbox."""
    one, other = pair
    rename(one, name="王晓明")
    rename(other, name="王小铭")
    swap(one, other, tmp_path)
    act = one.write([set_fields("agent", "agent-1", {"name": "王", "area": "东"})]).act
    undo(one, str(act))
    assert [each.field for each in find_conflicts(one.db)] == ["name"]
    assert find_agents(one.db)[0].area == "北" and name_shown(one) == "王小铭"


# -- as it is read


def test_settling_one_reads_no_other(pair: Pair, tmp_path: Path) -> None:
    """Who works through a hundred does not wait a hundred times for all of them."""
    one, other = pair
    one.write([create("agent", f"more-{n}", {"name": "王"}) for n in range(20)])
    swap(one, other, tmp_path)
    for workspace, said in ((one, "南"), (other, "北")):
        rename(workspace, name=said)
        workspace.write([set_fields("agent", f"more-{n}", {"area": said}) for n in range(20)])
    swap(one, other, tmp_path)
    cases = {case.conflict.id: case for case in read_inbox(one.db).cases}
    assert len(cases) == 21
    read: list[str] = []
    one.db.conn.set_trace_callback(read.append)
    assert find_case(one.db, "agent-1/name") == cases["agent-1/name"]
    one.db.conn.set_trace_callback(None)
    assert not [sql for sql in read if "more-" in sql]
    assert find_case(one.db, "agent-1/area") is None


def test_what_is_put_off_waits_until_another_value_comes(pair: Pair, tmp_path: Path) -> None:
    one, other = pair
    rename(one, name="王晓明", area="东")
    rename(other, name="王小铭", area="南")
    swap(one, other, tmp_path)
    first = read_inbox(one.db).cases[0]
    postpone(one, [first.conflict], later=True)
    found = read_inbox(one.db)
    assert [case.is_postponed for case in found.cases] == [False, True]
    assert found.cases[1].conflict == first.conflict and count_open(one.db) == 1
    assert count_open(other.db) == 2, "putting off is nobody else's business"
    third = Workspace.open(tmp_path / "zhao", name="zhao", keys=KeyStore(tmp_path / "zhao-keys"))
    with third:
        third.write([create("agent", "agent-1", {"number": "0617"})])
        field = first.conflict.field
        third.write([set_fields("agent", "agent-1", {field: "第三个"})])
        swap(third, one, tmp_path)
    assert count_open(one.db) == 2


def test_the_inbox_names_records_and_masks_numbers(pair: Pair, tmp_path: Path) -> None:
    one, other = pair
    one.write(
        [create("team", "team-1", {"name": "一班"}), create("team", "team-2", {"name": "二班"})]
    )
    one.write([create("call", "call-1", {"agent": "agent-1", "serial": "S1"})])
    swap(one, other, tmp_path)
    for workspace, team, number in (
        (one, "team-1", "13812345678"),
        (other, "team-2", "13912345678"),
    ):
        rename(workspace, team=team)
        workspace.write([set_fields("call", "call-1", {"customer_number": number})])
    swap(one, other, tmp_path)
    cases = {case.conflict.field: case for case in read_inbox(one.db).cases}
    assert cases["team"].record == "0617 王小明"
    assert set(cases["team"].names.values()) == {"一班", "二班"}
    assert cases["customer_number"].record == "S1 · 0617 王小明"
    shown = {side.value for side in cases["customer_number"].sides}
    assert shown == {"138****5678", "139****5678"}
