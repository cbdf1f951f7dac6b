"""What an erasure reaches beside the journal: lists, their names, bundles, logs; also on another
machine, and after an older backup was put back. Every byte of the folder is looked at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop import paths
from qa_desktop.domain.mentions import finder_of_numbers, folded, number_pattern
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.services.backup import restore
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.call_matching import match_new_calls
from qa_desktop.services.erasing import erase, plan_customer, plan_person, plan_recording
from qa_desktop.services.health import check
from qa_desktop.store.arrived_files import note_fate
from qa_desktop.store.backup import append_only, back_up, own_place
from qa_desktop.store.backup_files import Copy
from qa_desktop.store.call_lists import Content, add_list, find_lists, insert_rows, note_act
from qa_desktop.store.calls import get_call
from qa_desktop.store.drafts import get_draft, save_draft
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.workspace import DATABASE, Workspace
from tests.factories import write_wav
from tests.services.test_erasing import NAME, NUMBER, bytes_that_hold, make_calls, run

OTHER = "13999999999"
LIST = f"{NAME}的明细.xlsx"


def put_list(workspace: Workspace, *rows: tuple[str, str], file: str = LIST) -> None:
    """Rows of (agent, number) that nobody has tied to a call, and an act that can be undone."""
    db = workspace.db
    counts = {"rows": len(rows), "added": len(rows), "updated": 0, "rejected": 0}
    with workspace.transaction():
        n = add_list(db, file, "S1", workspace.journal.clock.now(), counts)
        said = [
            (at, f"call {agent} {number[-4:]}", content(agent, number))
            for at, (agent, number) in enumerate(rows, 2)
        ]
        insert_rows(db, n, said)
        note_act(db, f"act-{n}", list_n=n, is_signed=False)


def content(agent: str, number: str) -> Content:
    return Content("", agent, "2026-11-01T08:00:00", 60_000, number, "", "", "", None)


def numbers(workspace: Workspace) -> list[str]:
    rows = workspace.db.execute("SELECT number FROM listed_call ORDER BY n")
    return [number for (number,) in rows.fetchall()]


def closed(workspace: Workspace) -> Path:
    workspace.close()
    return workspace.folder


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    keys = KeyStore(tmp_path / "other-keys")
    with Workspace.open(tmp_path / "other", name="王芳", number="8002", keys=keys) as opened:
        yield opened


@pytest.fixture
def calls(workspace: Workspace, tmp_path: Path) -> list[str]:
    return make_calls(workspace, tmp_path / "in")


def send(one: Workspace, to: Workspace, tmp_path: Path) -> None:
    write_out(one, tmp_path / "sent.qab")
    merge(to, tmp_path / "sent.qab", accept_hides=True)


# -- here


def test_names_of_lists_and_bundles_and_logs_go_too(workspace: Workspace, calls: list[str]) -> None:
    put_list(workspace, ("0618", OTHER))
    write_out(workspace, workspace.folder / "outbox" / f"给{NAME}.qab")
    sent = workspace.folder / "outbox" / f"给{NAME}.qab"
    note_fate(workspace.db, sent, "dismissed")  # it lay in the inbox, too
    sent.unlink()
    for log in (workspace.folder / "log", paths.profile() / "log"):
        log.mkdir(exist_ok=True)
        (log / "errors.log").write_text(f"ValueError: {NAME}", encoding="utf-8")
    agent = str(get_call(workspace.db, workspace.person, calls[0]).agent)
    plan = plan_person(workspace, "agent", agent)
    local = plan.local
    assert [len(each) for each in (local.lists, local.bundles, local.arrived)] == [1, 1, 1]
    erase(workspace, plan)
    assert bytes_that_hold(workspace.folder, NAME) == []
    assert not (paths.profile() / "log" / "errors.log").exists()
    assert [head.file for head in find_lists(workspace.db)] == [""]
    assert numbers(workspace) == [OTHER], "the list itself stays"


def test_logs_stay_where_nobody_was_erased(workspace: Workspace, calls: list[str]) -> None:
    erase(workspace, plan_customer(workspace, NUMBER))
    log = workspace.folder / "log" / "errors.log"
    log.write_text("a bug", encoding="utf-8")
    folder = closed(workspace)
    Workspace.open(folder).close()
    assert log.exists()


def test_with_the_last_call_of_a_customer_the_untied_rows_go(
    workspace: Workspace, calls: list[str]
) -> None:
    put_list(workspace, ("0617", NUMBER), ("0618", OTHER))
    plan = plan_recording(workspace, calls[0])
    assert len(plan.local.listed) == 1, "the person is told before"
    erase(workspace, plan)
    assert numbers(workspace) == [OTHER]
    assert bytes_that_hold(workspace.folder, NUMBER) == []


def test_a_customer_with_other_calls_keeps_the_rows_when_one_recording_goes(
    workspace: Workspace, calls: list[str]
) -> None:
    workspace.write([set_fields("call", calls[1], {"customer_number": NUMBER})])
    put_list(workspace, ("0617", NUMBER), ("0618", OTHER))
    erase(workspace, plan_recording(workspace, calls[0]))
    assert numbers(workspace) == [NUMBER, OTHER]


def test_a_list_does_not_fill_in_what_was_erased(
    workspace: Workspace, calls: list[str], tmp_path: Path
) -> None:
    first = calls[0]
    row = get_call(workspace.db, workspace.person, first)
    erase(workspace, plan_customer(workspace, NUMBER))
    put_list(workspace, ("0617", NUMBER), file="明细.xlsx")
    workspace.db.execute("UPDATE listed_call SET started = ?, duration_ms = NULL", [row.started])
    match_new_calls(workspace, [first])
    (tied,) = workspace.db.execute("SELECT call, number FROM listed_call").fetchall()
    assert tied == (first, "")
    assert get_call(workspace.db, workspace.person, first).customer_number is None
    assert bytes_that_hold(closed(workspace), NUMBER) == []


# -- on another machine


@pytest.mark.parametrize("erased", ["customer", "agent", "recording"])
def test_an_erasure_that_comes_by_bundle_reaches_rows_that_are_tied_to_nothing(
    workspace: Workspace, other: Workspace, calls: list[str], tmp_path: Path, erased: str
) -> None:
    send(workspace, other, tmp_path)
    put_list(other, ("0617", NUMBER), ("0618", OTHER), file=f"{NUMBER}.xlsx")
    save_draft(other.db, "annotation", calls[1], {"text": f"像{NAME}那样回拨{NUMBER}"})
    (other.folder / "log" / "errors.log").write_text(NAME, encoding="utf-8")
    if erased == "agent":
        agent = str(get_call(workspace.db, workspace.person, calls[0]).agent)
        erase(workspace, plan_person(workspace, "agent", agent))
    elif erased == "customer":
        erase(workspace, plan_customer(workspace, NUMBER))
    else:
        erase(workspace, plan_recording(workspace, calls[0]))
    send(workspace, other, tmp_path)
    assert numbers(other) == [OTHER]
    assert get_draft(other.db, "annotation", calls[1]) is None
    assert find_lists(other.db)[0].file == (f"{NUMBER}.xlsx" if erased == "agent" else "")
    gone = {"agent": [NAME], "customer": [f"-{NUMBER}"], "recording": [NUMBER]}[erased]
    assert bytes_that_hold(closed(other), *gone, but=("backups",)) == []


def test_many_erasures_at_once(workspace: Workspace, other: Workspace, tmp_path: Path) -> None:
    source = tmp_path / "in"
    said = [f"1380000{at:04}" for at in range(12)]
    for at, number in enumerate(said):
        write_wav(source / f"20261120-0935{at:02}-0617-{number}.wav", 0.2, tone=300 + at)
    run(workspace, source, ["{start:%Y%m%d-%H%M%S}-{agent}-{number}"])
    send(workspace, other, tmp_path)
    put_list(other, *[("0617", number) for number in said], ("0618", OTHER))
    for number in said[:10]:
        erase(workspace, plan_customer(workspace, number))
    send(workspace, other, tmp_path)
    assert numbers(other) == [*said[10:], OTHER]


# -- after a restore


def erased_since(workspace: Workspace, calls: list[str]) -> Copy:
    """A copy with a list, then the customer of its first row is erased."""
    put_list(workspace, ("0617", NUMBER), ("0618", OTHER))
    copy = back_up(workspace.db, own_place(workspace.folder))
    erase(workspace, plan_customer(workspace, NUMBER))
    put_list(workspace, ("0618", "13700000000"), file="later.xlsx")
    return copy


def without_backups(folder: Path) -> list[str]:
    Workspace.open(folder).close()
    return bytes_that_hold(folder, NUMBER, but=("backups",))


def test_lists_are_those_of_the_replaced_database(workspace: Workspace, calls: list[str]) -> None:
    copy = erased_since(workspace, calls)
    folder = closed(workspace)
    report = restore(folder, copy.path)
    assert report.missing == []
    with Workspace.open(folder) as again:
        assert numbers(again) == [OTHER, "13700000000"], "also the list that came after the copy"
        assert check(again, full=True).ok
    assert without_backups(folder) == []


def test_lists_go_where_nobody_knows_any_more_who_was_erased(
    workspace: Workspace, calls: list[str]
) -> None:
    copy = erased_since(workspace, calls)
    append_only(workspace.db, own_place(workspace.folder))
    folder = closed(workspace)
    (folder / DATABASE).write_bytes(os.urandom(8192))
    report = restore(folder, copy.path)
    assert [each.id for each in report.missing] == ["backup.lists_dropped"]
    assert report.missing[0].params["count"] == 1, "the other was found by its number"
    with Workspace.open(folder) as again:
        assert numbers(again) == [] and find_lists(again.db) == []
        assert check(again, full=True).ok
    assert without_backups(folder) == []


def test_lists_of_a_damaged_database_are_taken_whole_or_not(
    workspace: Workspace, calls: list[str]
) -> None:
    put_list(workspace, *[("0618", f"137{at:08}") for at in range(1, 900)])
    copy = erased_since(workspace, calls)
    (root,) = workspace.db.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'listed_call'"
    ).fetchone()
    folder = closed(workspace)
    content = bytearray((folder / DATABASE).read_bytes())
    content[(root - 1) * 4096 : root * 4096] = os.urandom(4096)
    (folder / DATABASE).write_bytes(content)
    report = restore(folder, copy.path)
    assert [(each.id, each.params.get("count")) for each in report.missing] == [
        ("backup.lists_dropped", 900)
    ]
    assert without_backups(folder) == []


def test_without_an_erasure_the_copys_lists_stay(workspace: Workspace, calls: list[str]) -> None:
    put_list(workspace, ("0617", NUMBER))
    copy = back_up(workspace.db, own_place(workspace.folder))
    folder = closed(workspace)
    (folder / DATABASE).write_bytes(os.urandom(8192))
    assert restore(folder, copy.path).missing == []
    with Workspace.open(folder) as again:
        assert numbers(again) == [NUMBER]


def test_lists_of_another_workspace_are_not_taken(
    workspace: Workspace, other: Workspace, calls: list[str]
) -> None:
    put_list(workspace, ("0617", NUMBER))
    put_list(other, ("0001", OTHER))
    other.write([create("team", new_id(), {"name": "一组"})])
    copy = back_up(workspace.db, own_place(workspace.folder))
    folder = closed(other)
    with pytest.raises(UserFacingError):
        restore(folder, copy.path)
    restore(folder, copy.path, over_another=True)
    with Workspace.open(folder) as again:
        assert numbers(again) == [NUMBER]


def test_a_draft_of_an_older_log_does_not_name_the_erased_again(
    workspace: Workspace, calls: list[str]
) -> None:
    """The draft stands in the log; of the erasure only the database knew, and it is half ruined."""
    copy = back_up(workspace.db, own_place(workspace.folder))
    save_draft(workspace.db, "annotation", calls[1], {"text": f"回拨{NUMBER}"})
    append_only(workspace.db, own_place(workspace.folder))
    erase(workspace, plan_customer(workspace, NUMBER))
    (root,) = workspace.db.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'draft'"
    ).fetchone()
    folder = closed(workspace)
    content = bytearray((folder / DATABASE).read_bytes())
    content[(root - 1) * 4096 : root * 4096] = os.urandom(4096)
    (folder / DATABASE).write_bytes(content)
    restore(folder, copy.path)
    with Workspace.open(folder) as again:
        assert get_draft(again.db, "annotation", calls[1]) is None
    assert without_backups(folder) == []


# -- the finder


@given(
    st.lists(st.from_regex(r"\A[0-9]{3,12}\Z"), max_size=4),
    st.lists(
        st.one_of(st.from_regex(r"\A[0-9]{1,13}\Z"), st.sampled_from(["-", " ", "+86", "0", "a"]))
    ),
)
def test_the_finder_finds_what_the_patterns_find(wanted: list[str], parts: list[str]) -> None:
    text = "".join([*parts, *(f" {number[:3]}-{number[3:]}" for number in wanted[:1])])
    patterns = [pattern for pattern in map(number_pattern, wanted) if pattern is not None]
    finder = finder_of_numbers(wanted)
    expected = any(pattern.search(folded(text)) for pattern in patterns)
    assert (finder is not None and finder(text)) is expected
    assert (finder is None) is (not patterns)
