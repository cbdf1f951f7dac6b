"""Playlists of cases: made, ordered by two people at once, copied, shared, erased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from exchanging import agree, machine, marked_call

from qa_desktop.errors import UserFacingError
from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.erasing import erase, plan_recording
from qa_desktop.services.playlists import (
    CaseForm,
    PlaylistForm,
    add_cases,
    add_playlist,
    add_stop,
    copy_cases,
    delete_cases,
    delete_playlist,
    delete_stop,
    duplicate_playlist,
    edit_case,
    edit_playlist,
    edit_stop,
    get_case_draft,
    hide_names,
    order_cases,
    save_case_draft,
    stops_of_comments,
)
from qa_desktop.services.sessions import SessionForm, add_session
from qa_desktop.services.sounds import sound_here
from qa_desktop.store.clips import find_clips
from qa_desktop.store.playlists import calls_used, find_playlists, get_case, read_playlist
from qa_desktop.store.workspace import Changes, Workspace
from tests.factories import import_calls


@pytest.fixture
def calls(workspace: Workspace, tmp_path: Path) -> list[str]:
    return [call.id for call in import_calls(workspace, tmp_path / "in", 3)]


@pytest.fixture
def playlist(workspace: Workspace) -> str:
    return add_playlist(workspace, PlaylistForm("第 47 周 语气", minutes=45)).ids[0]


def titles(workspace: Workspace, playlist: str) -> list[str]:
    return [case.title for case in read_playlist(workspace.db, playlist).cases]


def add(workspace: Workspace, playlist: str, call: str, *names: str, before=None) -> list[str]:
    forms = [CaseForm(call, title=name) for name in names]
    made = add_cases(workspace, playlist, forms, before)
    return [id for id in made.ids if workspace.db["playlist_case"].count_where("id = ?", [id])]


def undo(workspace: Workspace, changes: Changes) -> None:
    assert changes.act is not None
    workspace.undo(changes.act)


def test_a_case_says_what_is_heard(workspace: Workspace, playlist: str, calls: list[str]) -> None:
    add_annotation(
        workspace,
        calls[0],
        at_ms=600,
        to_ms=900,
        kind="weakness",
        text="抢话",
        discussion_stop=True,
    )
    add_annotation(workspace, calls[0], at_ms=700, kind="strength", text="亲切")
    add_annotation(
        workspace, calls[0], at_ms=1_800, kind="strength", text="在后面", discussion_stop=True
    )
    add_cases(
        workspace, playlist, [CaseForm(calls[0], 500, 1_500, title=" 开场 "), CaseForm(calls[1])]
    )
    first, second = read_playlist(workspace.db, playlist).cases
    assert (first.title, first.from_ms, first.to_ms) == ("开场", 500, 1_500)
    assert (second.from_ms, second.to_ms, second.agent_number) == (0, 2_000, "0617")
    assert [(stop.at_ms, stop.kind, stop.comment) for stop in first.stops] == [
        (900, "weakness", "抢话")
    ]
    (row,) = find_playlists(workspace.db)
    assert (row.title, row.cases, row.minutes, row.author_name) == ("第 47 周 语气", 2, 45, "李敏")
    assert row.expected_ms == 1_000 + 90_000 + 2_000 + 90_000
    assert calls_used(workspace.db, [playlist]) == set(calls[:2])


def test_order_and_undo(workspace: Workspace, playlist: str, calls: list[str]) -> None:
    one, two = add(workspace, playlist, calls[0], "一", "二")
    (three,) = add(workspace, playlist, calls[1], "三", before=two)
    assert titles(workspace, playlist) == ["一", "三", "二"]
    moved = order_cases(workspace, playlist, [two, one])
    assert moved.ids == (two,) and titles(workspace, playlist) == ["二", "一", "三"]
    undo(workspace, moved)
    assert titles(workspace, playlist) == ["一", "三", "二"]
    assert order_cases(workspace, playlist, [one, three, two]).act is None
    gone = delete_cases(workspace, [one, two])
    assert titles(workspace, playlist) == ["三"]
    undo(workspace, gone)
    assert titles(workspace, playlist) == ["一", "三", "二"]
    all_gone = delete_playlist(workspace, playlist)
    assert find_playlists(workspace.db) == []
    undo(workspace, all_gone)
    assert titles(workspace, playlist) == ["一", "三", "二"]


def test_one_of_a_session_stays(workspace: Workspace, playlist: str, calls: list[str]) -> None:
    """Its minutes tell of the cases."""
    held = datetime(2026, 11, 20, 9, 0)
    add_session(workspace, SessionForm(title="语气", planned=held, playlist=playlist))
    with pytest.raises(UserFacingError) as refused:
        delete_playlist(workspace, playlist)
    assert refused.value.id == "playlist.in_use"
    assert "语气 · 2026-11-20" in refused.value.say("zh")
    assert [row.id for row in find_playlists(workspace.db)] == [playlist]


def test_stops_and_texts(workspace: Workspace, playlist: str, calls: list[str]) -> None:
    (case,) = add(workspace, playlist, calls[0], "一")
    stop = add_stop(workspace, case, 1_200, "strength", "听出了什么？", "先复述").ids[0]
    early = add_stop(workspace, case, 300).ids[0]
    edit_stop(workspace, stop, at_ms=200, kind="weakness")
    found = get_case(workspace.db, case).stops
    assert [(each.id, each.at_ms, each.kind) for each in found] == [
        (stop, 200, "weakness"),
        (early, 300, "question"),
    ]
    assert (found[0].question, found[0].comment) == ("听出了什么？", "先复述")
    delete_stop(workspace, early)
    assert len(get_case(workspace.db, case).stops) == 1
    save_case_draft(workspace, case, {"notes": "写到一"})
    assert get_case_draft(workspace, case) == {"notes": "写到一"}
    edit_case(workspace, case, notes="写到一半", minutes=5, question="", hide_names=True)
    row = get_case(workspace.db, case)
    assert (row.notes, row.minutes, row.question, row.hide_names) == ("写到一半", 5, "", True)
    assert get_case_draft(workspace, case) is None
    hide_names(workspace, playlist, False)
    assert not get_case(workspace.db, case).hide_names
    edit_playlist(workspace, playlist, PlaylistForm("改名", "one_to_one", 30))
    assert find_playlists(workspace.db)[0].kind == "one_to_one"


def test_a_copy_goes_its_own_way(workspace: Workspace, playlist: str, calls: list[str]) -> None:
    one, two = add(workspace, playlist, calls[0], "一", "二")
    add_stop(workspace, one, 500, "strength", comment="亲切")
    edit_case(workspace, one, strengths="先复述", hide_names=True)
    template = duplicate_playlist(workspace, playlist, "模板", template=True).ids[0]
    other = duplicate_playlist(workspace, template, "第 48 周").ids[0]
    assert [row.template for row in find_playlists(workspace.db)] == [False, False, True]
    first, second = read_playlist(workspace.db, other).cases
    assert (first.strengths, first.hide_names, first.stops[0].comment) == ("先复述", True, "亲切")
    assert (second.title, second.call) == ("二", calls[0]) and first.id != one
    edit_case(workspace, first.id, title="另一个")
    assert titles(workspace, playlist) == ["一", "二"]
    copy_cases(workspace, [two], other, before=second.id)
    assert titles(workspace, other) == ["另一个", "二", "二"]


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (lambda w, p, c: add_playlist(w, PlaylistForm("  ")), "no_title"),
        (lambda w, p, c: add_playlist(w, PlaylistForm("一", "daily")), "bad_kind"),
        (lambda w, p, c: add_playlist(w, PlaylistForm("一", minutes=0)), "bad_minutes"),
        (lambda w, p, c: add_playlist(w, PlaylistForm("一", minutes=481)), "bad_minutes"),
        (lambda w, p, c: edit_playlist(w, "none", PlaylistForm("一")), "unknown"),
        (lambda w, p, c: edit_case(w, "none", title="一"), "case_unknown"),
        (lambda w, p, c: edit_stop(w, "none", at_ms=1), "stop_unknown"),
        (lambda w, p, c: edit_case(w, c, from_ms=1_900), "bad_span"),
        (lambda w, p, c: edit_case(w, c, to_ms=3_001), "beyond_end"),
        (lambda w, p, c: edit_case(w, c, minutes=-1), "bad_minutes"),
        (lambda w, p, c: add_stop(w, c, 2_001), "stop_outside"),
        (lambda w, p, c: add_stop(w, c, 5, "blame"), "bad_stop"),
    ],
)
def test_refusals(workspace: Workspace, playlist: str, calls: list[str], act, error: str) -> None:
    (case,) = add(workspace, playlist, calls[0], "一")
    before = workspace.journal.digest
    with pytest.raises(UserFacingError) as refused:
        act(workspace, playlist, case)
    assert refused.value.id == f"playlist.{error}"
    assert refused.value.say("zh") and refused.value.say("en")
    assert workspace.journal.digest == before


@pytest.fixture
def wang(tmp_path: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "wang") as opened:
        yield opened


@pytest.fixture
def li(tmp_path: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "li") as opened:
        yield opened


def test_shared_with_its_seconds_and_ordered_by_both(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    call, recording = marked_call(wang, tmp_path / "in", at=(50_000,))
    playlist = add_playlist(wang, PlaylistForm("第 47 周")).ids[0]
    forms = [CaseForm(call, n * 10_000, n * 10_000 + 5_000, title=str(n)) for n in range(1, 4)]
    made = add_cases(wang, playlist, forms)
    cases = [case.id for case in read_playlist(wang.db, playlist).cases]
    add_stop(wang, cases[0], 12_000, "weakness", comment="抢话")
    assert set(cases) <= set(made.ids)
    written = write_out(wang, tmp_path / "a.qab", subject=playlist, audio="clips")
    merge(li, written.files[0])
    assert titles(li, playlist) == ["1", "2", "3"]
    assert get_case(li.db, cases[0]).stops[0].comment == "抢话"
    assert get_case(li.db, cases[0]).agent_number == "0617"
    assert sound_here(li.db, li.folder, recording) == "clips"
    (clip,) = find_clips(li.db, recording)
    assert (clip.from_ms, clip.to_ms) == (5_000, 40_000), "the mark at 50 s is not part of it"
    order_cases(wang, playlist, [cases[2], cases[0], cases[1]])
    order_cases(li, playlist, [cases[1], cases[0], cases[2]])
    for n, (one, other) in enumerate(((wang, li), (li, wang), (wang, li))):
        merge(other, write_out(one, tmp_path / f"{n}.qab").files[0])
    assert agree(wang, li)
    both = titles(wang, playlist)
    assert both == titles(li, playlist) and both.index("3") < both.index("1")


def test_a_case_goes_with_its_recording(
    workspace: Workspace, playlist: str, calls: list[str]
) -> None:
    (case,) = add(workspace, playlist, calls[0], "王小明的开场")
    edit_case(workspace, case, notes="他是新人")
    add_stop(workspace, case, 500, comment="称呼太随意")
    save_case_draft(workspace, case, {"notes": "他"})
    plan = plan_recording(workspace, calls[0])
    assert {"王小明的开场", "他是新人", "称呼太随意"} <= set(plan.texts)
    erase(workspace, plan)
    left = get_case(workspace.db, case)
    assert (left.title, left.notes, left.stops[0].comment) == ("", "", "")
    assert get_case_draft(workspace, case) is None


def test_comments_become_stops_once(workspace: Workspace, tmp_path: Path) -> None:
    (call,) = import_calls(workspace, tmp_path / "in")
    playlist = add_playlist(workspace, PlaylistForm("第 47 周")).ids[0]
    add_cases(workspace, playlist, [CaseForm(call.id, 0, 1_500)])
    add_annotation(workspace, call.id, at_ms=300, to_ms=900, kind="weakness", text="语气生硬")
    add_annotation(workspace, call.id, at_ms=400, kind="strength", text="")
    add_annotation(workspace, call.id, at_ms=1_800, kind="strength", text="在后面")
    (case,) = read_playlist(workspace.db, playlist).cases
    stops_of_comments(workspace, case.id)
    (stop,) = read_playlist(workspace.db, playlist).cases[0].stops
    assert (stop.at_ms, stop.kind, stop.comment) == (900, "weakness", "语气生硬")
    with pytest.raises(UserFacingError, match="no_comments"):
        stops_of_comments(workspace, case.id)
