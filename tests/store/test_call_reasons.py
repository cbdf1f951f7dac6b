"""Why a call was found: the text that has the word, and the second at which it stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from qa_desktop.domain.folding import terms
from qa_desktop.journal.changes import create, fact
from qa_desktop.services import annotating, library
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.store.call_reasons import Reason, find_own_texts, reasons_of
from qa_desktop.store.call_search import find_numbers
from qa_desktop.store.calls import get_call
from qa_desktop.store.fault_catalogue import shipped_faults
from qa_desktop.store.library import find_entries, find_tags
from qa_desktop.store.library_columns import EntryFilter, entries_of
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.workspace import Workspace
from tests.factories import import_calls


@pytest.fixture
def calls(workspace: Workspace, tmp_path: Path) -> list[str]:
    return [call.id for call in import_calls(workspace, tmp_path / "in", 4)]


def why(workspace: Workspace, call: str, query: str) -> Sequence[Reason]:
    row = get_call(workspace.db, workspace.person, call)
    own = find_own_texts(workspace.db, workspace.person, [row.n])
    return reasons_of(row, own.get(row.n, []), terms(query))


def test_a_mark_says_its_words_and_its_second(workspace: Workspace, calls: list[str]) -> None:
    for at_ms, text in ((900, "语气生硬"), (300, "语气平和")):
        annotating.add_annotation(workspace, calls[0], at_ms=at_ms, kind="note", text=text)
    (reason,) = why(workspace, calls[0], "語氣")
    assert (reason.kind, reason.text, reason.at_ms) == ("annotation", "语气平和", 300)
    reasons = why(workspace, calls[0], "平和 生硬")
    assert [each.at_ms for each in reasons] == [300, 900]


def test_the_library_says_why_and_with_which_tag(workspace: Workspace, calls: list[str]) -> None:
    library.file_call(workspace, calls[0], "good", from_ms=200, to_ms=700, why="安抚客户")
    (entry,) = find_entries(workspace.db, calls)
    library.tag_entries(workspace, [entry.id], ["态度"])
    library.tag_call(workspace, calls[1], ["语气"])
    ids = {tag.name: id for id, tag in find_tags(workspace.db).tags.items()}
    library.merge_tags(workspace, [ids["态度"]], ids["语气"])
    (reason,) = why(workspace, calls[0], "安抚")
    assert (reason.kind, reason.at_ms, reason.id) == ("why", 200, entry.id)
    (reason,) = why(workspace, calls[0], "语气")
    assert (reason.kind, reason.text, reason.at_ms) == ("tag", "语气", 200)
    assert why(workspace, calls[0], "态度") == ()
    assert len(find_numbers(workspace.db, CallFilter(text="态度"))) == 0


def test_a_deduction_is_found_at_its_evidence(workspace: Workspace, calls: list[str]) -> None:
    mark = annotating.add_annotation(
        workspace, calls[0], at_ms=640, kind="weakness", text="嗯"
    ).ids[0]
    card, fault = built_in_templates()[0], next(iter(shipped_faults().values()))
    lost, kept = list(card.items.values())[:2]
    payload = {
        "call": calls[0], "scorer": "somebody", "role": "lead", "scorecard": card.id,
        "items": [{"item": lost.id, "lost": "5/1", "evidence": [mark]},
                  {"item": kept.id, "lost": "0/1", "evidence": []}],
        "problems": [{"item": lost.id, "fault": fault.code}],
    }  # fmt: skip
    workspace.write([fact("evaluation", "e" * 32, payload)])
    (reason,) = why(workspace, calls[0], fault.name.zh)
    assert (reason.kind, reason.at_ms, reason.name) == ("fault", 640, fault.name)
    assert "item" in {each.kind for each in why(workspace, calls[0], lost.name.en.split()[0])}
    for wanted in (
        CallFilter(faults=frozenset({fault.code})),
        CallFilter(items=frozenset({lost.id})),
        CallFilter(scorers=frozenset({"somebody"})),
    ):
        assert len(find_numbers(workspace.db, wanted)) == 1, wanted
    assert len(find_numbers(workspace.db, CallFilter(items=frozenset({kept.id})))) == 0
    assert len(find_numbers(workspace.db, CallFilter(text=kept.name.zh))) == 0
    own = find_own_texts(workspace.db, workspace.person, [1, 2, 3, 4])
    assert kept.name not in {each.name for texts in own.values() for each in texts}


def test_names_are_found_by_their_initials(workspace: Workspace, calls: list[str]) -> None:
    workspace.write([create("agent", "xm", {"number": "6001", "name": "王小明"})])
    row = get_call(workspace.db, workspace.person, calls[0])
    workspace.write([create("call", "another", {"agent": "xm"})])
    assert len(find_numbers(workspace.db, CallFilter(text="wxm"))) == 1
    assert len(find_numbers(workspace.db, CallFilter(text="wxm 6001"))) == 1
    assert len(find_numbers(workspace.db, CallFilter(text="wmx"))) == 0
    (reason,) = why(workspace, "another", "WXM")
    assert (reason.kind, reason.text) == ("agent", "王小明")
    assert row.agent != "xm"


def test_filters_of_the_library_combine(workspace: Workspace, calls: list[str]) -> None:
    library.file_call(workspace, calls[0], "good", stars=5)
    library.file_call(workspace, calls[0], "bad", from_ms=100, to_ms=300)
    library.file_call(workspace, calls[1], "good", stars=2)
    library.file_call(workspace, calls[2], "bad", stars=5)
    entries = {each.call: each.id for each in find_entries(workspace.db, calls[1:])}
    library.tag_entries(workspace, [entries[calls[1]], entries[calls[2]]], ["语气"])
    group = library.save_collection(workspace, "新人必听").ids[0]
    library.collect(workspace, [entries[calls[2]]], group)
    (tag,) = find_tags(workspace.db).tags

    def found(**members: object) -> set[str]:
        wanted = EntryFilter(**members)  # type: ignore[arg-type]
        numbers = find_numbers(workspace.db, CallFilter(entries=wanted))
        kept = entries_of(workspace.db)
        assert set(kept.call[kept.places(numbers, wanted)].tolist()) == set(numbers.tolist())
        rows = workspace.db.conn.execute("SELECT n, id FROM call")
        ids = dict(rows.fetchall())
        return {ids[n] for n in numbers.tolist()}

    assert found() == set(calls[:3])
    assert found(shelves=frozenset({"good"})) == set(calls[:2])
    assert found(shelves=frozenset({"good"}), stars_from=5) == {calls[0]}
    assert found(shelves=frozenset({"bad"}), tags=frozenset({tag})) == {calls[2]}
    assert found(collections=frozenset({group})) == {calls[2]}
    assert found(tags=frozenset({"none"})) == found(shelves=frozenset({"none"})) == set()
    kept = entries_of(workspace.db)
    both = kept.places(find_numbers(workspace.db, CallFilter(entries=EntryFilter())), EntryFilter())
    assert len(both) == 4 and len(set(both.tolist())) == 4
    library.delete_collection(workspace, group)
    assert found(collections=frozenset({group})) == set()


def test_a_filter_on_a_tag_that_was_merged_means_what_it_was_merged_into(
    workspace: Workspace, calls: list[str]
) -> None:
    library.tag_call(workspace, calls[0], ["语气"])
    (old,) = find_tags(workspace.db).tags
    library.merge_tags(workspace, [old], library.make_tag(workspace, "态度").ids[0])
    wanted = CallFilter(entries=EntryFilter(tags=frozenset({old})))
    assert len(find_numbers(workspace.db, wanted)) == 1
