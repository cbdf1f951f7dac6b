"""The library: shelves, stars, notes, tags and collections; merged, renamed, undone."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from qa_desktop.domain.library import LibraryEntry
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create
from qa_desktop.journal.subject import entities_about
from qa_desktop.services import annotating, library
from qa_desktop.store import library as stored
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.store.library_columns import (
    EntryFilter,
    entries_of,
    find_counted_collections,
    find_counted_tags,
)
from qa_desktop.store.library_question import as_question
from qa_desktop.store.workspace import Workspace, open_reader
from tests.factories import import_calls


@pytest.fixture
def calls(workspace: Workspace, tmp_path: Path) -> list[str]:
    return [call.id for call in import_calls(workspace, tmp_path / "in", 3)]


def only(workspace: Workspace, call: str) -> LibraryEntry:
    (entry,) = stored.find_entries(workspace.db, [call])
    return entry


def tag_names(workspace: Workspace, call: str) -> set[str]:
    tags = stored.find_tags(workspace.db).tags
    return {tags[tag].name for tag in only(workspace, call).tags}


def test_a_call_goes_to_the_other_shelf_and_keeps_its_notes(
    workspace: Workspace, calls: list[str]
) -> None:
    filed = library.file_call(workspace, calls[0], "good")
    library.edit_entry(workspace, filed.ids[0], why="开场白标准", stars=4)
    library.file_call(workspace, calls[0], "bad")
    entry = only(workspace, calls[0])
    assert (entry.id, entry.shelf, entry.why, entry.stars) == (filed.ids[0], "bad", "开场白标准", 4)
    assert entry.span is None and entry.author == workspace.person
    assert library.file_call(workspace, calls[0], "bad").act is None, "it is there already"


def test_filing_is_undone(workspace: Workspace, calls: list[str]) -> None:
    filed = library.file_call(workspace, calls[0], "good")
    assert filed.act is not None
    workspace.undo(filed.act)
    assert stored.find_entries(workspace.db, calls) == []
    again = library.file_call(workspace, calls[0], "bad")
    assert only(workspace, calls[0]).shelf == "bad" and again.ids[0] == filed.ids[0]


def test_parts_of_a_call_stand_beside_the_whole(workspace: Workspace, calls: list[str]) -> None:
    library.file_call(workspace, calls[0], "good")
    library.file_call(workspace, calls[0], "bad", from_ms=300, to_ms=900)
    library.file_call(workspace, calls[0], "good", from_ms=100, to_ms=200)
    entries = stored.find_entries(workspace.db, calls)
    assert [(entry.span, entry.shelf) for entry in entries] == [
        (None, "good"), ((100, 200), "good"), ((300, 900), "bad")
    ]  # fmt: skip
    moved = library.edit_entry(workspace, entries[1].id, from_ms=120)
    assert moved.act and stored.get_entry(workspace.db, entries[1].id).span == (120, 200)
    library.file_call(workspace, calls[0], "bad", from_ms=100, to_ms=200)
    assert len(stored.find_entries(workspace.db, calls)) == 4, "the first one lies elsewhere now"


@pytest.mark.parametrize(
    ("span", "id"),
    [((500, 500), "bad_times"), ((-1, 5), "bad_times"), ((5, None), "bad_times"),
     ((0, 100_000), "beyond_end")],
)  # fmt: skip
def test_a_part_that_is_none_is_refused(
    workspace: Workspace, calls: list[str], span: tuple[int, int | None], id: str
) -> None:
    with pytest.raises(UserFacingError) as refused:
        library.file_call(workspace, calls[0], "good", from_ms=span[0], to_ms=span[1])
    assert refused.value.id == f"annotation.{id}"


def test_what_brought_it_is_noted(workspace: Workspace, calls: list[str]) -> None:
    mark = annotating.add_annotation(
        workspace, calls[0], at_ms=100, to_ms=400, kind="strength", text="安抚到位"
    ).ids[0]
    library.file_call(workspace, calls[0], "good", from_ms=100, to_ms=400, annotation=mark)
    entry = only(workspace, calls[0])
    assert (entry.annotation, entry.brought_by) == (mark, None)


def test_tags_come_into_being_by_their_names(workspace: Workspace, calls: list[str]) -> None:
    library.tag_call(workspace, calls[0], ["语气", "倾听"])
    library.tag_call(workspace, calls[1], ["語氣", "结束语"])
    assert tag_names(workspace, calls[0]) == {"语气", "倾听"}
    assert tag_names(workspace, calls[1]) == {"语气", "结束语"}, "one tag in both scripts"
    counts = {tag.name: tag.count for tag in find_counted_tags(workspace.db)}
    assert counts == {"语气": 2, "倾听": 1, "结束语": 1}
    library.tag_call(workspace, calls[0], ["结束语"])
    assert tag_names(workspace, calls[0]) == {"结束语"}
    assert only(workspace, calls[0]).shelf is None


def test_one_act_takes_off_all_that_it_put_on(workspace: Workspace, calls: list[str]) -> None:
    tagged = library.tag_call(workspace, calls[0], ["语气", "倾听"])
    assert tagged.act is not None
    workspace.undo(tagged.act)
    assert stored.find_entries(workspace.db, calls) == []
    assert stored.find_tags(workspace.db).tags == {}


def test_merging_and_renaming_are_one_operation_each(
    workspace: Workspace, calls: list[str]
) -> None:
    library.tag_call(workspace, calls[0], ["语气"])
    library.tag_call(workspace, calls[1], ["态度"])
    ids = {tag.name: id for id, tag in stored.find_tags(workspace.db).tags.items()}

    def operations() -> int:
        return int(workspace.db.conn.execute("SELECT count(*) FROM op").fetchone()[0])

    before = operations()
    merged = library.merge_tags(workspace, [ids["态度"], ids["语气"]], ids["语气"])
    library.edit_tag(workspace, ids["语气"], name="语气态度", colour="red")
    assert operations() == before + 2
    assert tag_names(workspace, calls[0]) == tag_names(workspace, calls[1]) == {"语气态度"}
    library.untag_entries(workspace, [only(workspace, calls[1]).id], ids["语气"])
    assert tag_names(workspace, calls[1]) == set(), "also where it had the merged one"
    assert merged.act is not None
    workspace.undo(merged.act)
    assert len(stored.find_tags(workspace.db).tags) == 2


def test_the_name_of_another_tag_is_refused(workspace: Workspace) -> None:
    library.make_tag(workspace, "语气")
    other = library.make_tag(workspace, "态度").ids[0]
    for act in (lambda: library.make_tag(workspace, " 語氣 "),
                lambda: library.edit_tag(workspace, other, name="语气")):  # fmt: skip
        with pytest.raises(UserFacingError) as refused:
            act()
        assert refused.value.id == "library.tag_exists"
    library.edit_tag(workspace, other, name="態度")
    with pytest.raises(UserFacingError, match="bad_name"):
        library.make_tag(workspace, "  ")


def test_a_deleted_tag_comes_back_with_its_entries(workspace: Workspace, calls: list[str]) -> None:
    library.tag_call(workspace, calls[0], ["语气"])
    (tag,) = stored.find_tags(workspace.db).tags
    gone = library.delete_tag(workspace, tag)
    assert tag_names(workspace, calls[0]) == set()
    assert gone.act is not None
    workspace.undo(gone.act)
    assert tag_names(workspace, calls[0]) == {"语气"}


def test_collections_hold_entries_once(workspace: Workspace, calls: list[str]) -> None:
    entries = [library.file_call(workspace, call, "good").ids[0] for call in calls]
    id = library.save_collection(workspace, "新人必听", note="入职第一周").ids[0]
    library.collect(workspace, entries[:2], id)
    library.collect(workspace, entries, id)
    (held,) = find_counted_collections(workspace.db)
    assert (held.name, held.note, held.count) == ("新人必听", "入职第一周", 3)
    library.take_out(workspace, entries[:1], id)
    assert only(workspace, calls[0]).collections == ()
    assert only(workspace, calls[1]).collections == (id,)
    library.remove_entries(workspace, entries[1:])
    (held,) = find_counted_collections(workspace.db)
    assert held.count == 0
    library.delete_collection(workspace, id)
    with pytest.raises(UserFacingError, match="unknown_collection"):
        library.collect(workspace, entries[:1], id)


def test_several_get_a_tag_and_keep_their_own(workspace: Workspace, calls: list[str]) -> None:
    for call, name in zip(calls, ("语气", "倾听"), strict=False):
        library.tag_call(workspace, call, [name, "旧"])
    places = [(call, None, None) for call in calls[:2]]
    library.retag_calls(workspace, places, ["新"], off=["旧"])
    assert [tag_names(workspace, call) for call in calls[:2]] == [{"语气", "新"}, {"倾听", "新"}]


def test_an_entry_that_two_people_tagged_counts_once(
    workspace: Workspace, calls: list[str]
) -> None:
    entry = library.file_call(workspace, calls[0], "good").ids[0]
    for tag in ("t1", "t2"):
        workspace.write(
            [create("tag", tag, {"name": "语气", "colour": "red"}),
             create("entry_tag", f"of-{tag}", {"library_entry": entry, "tag": tag})]
        )  # fmt: skip
    (tag,) = find_counted_tags(workspace.db)
    assert tag.count == 1


def test_a_bundle_has_the_tag_that_another_was_merged_into(
    workspace: Workspace, calls: list[str]
) -> None:
    entry = library.file_call(workspace, calls[0], "good").ids[0]
    library.tag_entries(workspace, [entry], ["旧名"])
    (old,) = stored.find_tags(workspace.db).tags
    new = library.make_tag(workspace, "新名").ids[0]
    library.merge_tags(workspace, [old], new)
    about = entities_about(workspace.db, ("library_entry", entry))
    assert {("tag", old), ("tag", new)} <= set(about)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "1" * 5000, '{"entries": {"shelves": ["zzz", 3, "all"]}}']
)
def test_a_hostile_saved_search_asks_for_the_library(text: str) -> None:
    assert as_question(text) == CallFilter(entries=EntryFilter())


@pytest.mark.parametrize("begin", ["SELECT group_concat(e.n), group_concat(c.n)", "SELECT n, id"])
def test_a_list_that_is_read_while_another_is_filed_shows_one_moment(
    workspace: Workspace, calls: list[str], begin: str
) -> None:
    """The writer commits between two questions of the reader."""
    library.file_call(workspace, calls[0], "good")
    filed: list[str] = []

    def file_more(statement: str) -> None:
        if not filed and statement.lstrip().startswith(begin):
            filed.append(calls[1])
            library.file_call(workspace, calls[1], "bad")
            library.tag_call(workspace, calls[1], ["新标签"])

    with closing(open_reader(workspace.folder)) as reader:
        reader.conn.set_trace_callback(file_more)
        assert entries_of(reader).shelf_counts() == {"good": 1}
        assert filed == [calls[1]]
        assert entries_of(reader).shelf_counts() == {"good": 1, "bad": 1}
