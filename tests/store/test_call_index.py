"""The index of calls is always what would be made anew: whatever is written, however it arrives."""

from __future__ import annotations

import itertools
from random import Random
from typing import Any

import pytest
from factories_journal import make_journal, operations, personal_values
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from qa_desktop.errors import UserFacingError
from qa_desktop.journal import intake, journal, projection
from qa_desktop.journal.arrival import arriving_together
from qa_desktop.journal.changes import Change, create, delete, fact, restore, set_fields, withdraw
from qa_desktop.store import call_index, migrations
from qa_desktop.store.call_blocks import STATUSES
from qa_desktop.store.call_columns import columns_of
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.store.call_index import CallIndex
from qa_desktop.store.call_search import find_numbers
from qa_desktop.store.calls import read_calls
from qa_desktop.store.drafts import delete_draft, save_draft
from qa_desktop.store.fault_catalogue import shipped_faults
from qa_desktop.store.library import find_tags
from qa_desktop.store.library_columns import entries_of
from qa_desktop.store.scorecard_templates import built_in_templates

ME, OTHER = "me", "other"
CALLS = [f"call-{n}" for n in range(3)]
RECORDINGS = ["rec-0", "rec-1"]
AGENTS = ["agent-0", "agent-1"]
ENTRIES, TAGS = ["entry-0", "entry-1"], ["tag-0", "tag-1", "tag-2"]
CARD = built_in_templates()[0]
WORDS = ["投诉处理", "ＡＢＣ 12", "10%_A", "", "客户投訴", "abc"]

word = st.sampled_from(WORDS)
values = {
    "call": st.fixed_dictionaries(
        {},
        optional={
            "recording": st.sampled_from([*RECORDINGS, None]),
            "agent": st.sampled_from([*AGENTS, "unknown", None]),
            "started": st.sampled_from(
                ["2026-11-20T09:30:00", "2026-11-21T09:30:00+08:00", "soon", None]
            ),
            "duration_ms": st.sampled_from([0, 277_000, 1 << 40, None]),
            "serial": word,
            "order_number": word,
            "business": st.sampled_from(["宽带", "套餐", None]),
            "invalid_reason": st.sampled_from(["broken", None]),
        },
    ),
    "recording": st.fixed_dictionaries({"duration_ms": st.sampled_from([1000, 2000])}),
    "file_name": st.fixed_dictionaries({"recording": st.sampled_from(RECORDINGS), "name": word}),
    "annotation": st.fixed_dictionaries({"call": st.sampled_from(CALLS), "text": word}),
    "library_entry": st.fixed_dictionaries(
        {"call": st.sampled_from([*CALLS, "call-9"])}, optional={"why": word, "note": word}
    ),
    "entry_tag": st.fixed_dictionaries(
        {"library_entry": st.sampled_from(ENTRIES), "tag": st.sampled_from(TAGS)}
    ),
    "tag": st.fixed_dictionaries(
        {}, optional={"name": word, "merged_into": st.sampled_from([*TAGS, None])}
    ),
    "fault": st.fixed_dictionaries({"code": st.just("OWN"), "name": word}),
    "agent": st.fixed_dictionaries(
        {}, optional={"name": word, "team": st.sampled_from(["t", "u"])}
    ),
    "team": st.fixed_dictionaries({"name": word}),
    "membership": st.fixed_dictionaries(
        {
            "agent": st.sampled_from(AGENTS),
            "team": st.sampled_from(["t", "u", ""]),
            "begins": st.sampled_from([None, "2026-11-20", "2026-11-21", "2026-11-22"]),
            "ends": st.sampled_from([None, "2026-11-20", "2026-11-21", "9999-12-31", "never"]),
        }
    ),
}
ids = {
    "call": CALLS,
    "recording": RECORDINGS,
    "file_name": ["name-0", "name-1"],
    "annotation": ["mark-0", "mark-1"],
    "library_entry": ENTRIES,
    "entry_tag": ["tagged-0", "tagged-1"],
    "tag": TAGS,
    "fault": ["OWN"],
    "agent": AGENTS,
    "team": ["t", "u"],
    "membership": ["member-0", "member-1", "member-2"],
}
evaluations = st.fixed_dictionaries(
    {
        "call": st.sampled_from(CALLS),
        "scorer": st.sampled_from([ME, OTHER]),
        "practice": st.sampled_from([True, False, None]),
        "result": st.sampled_from(
            [
                {"published": "187/2", "passed": True, "grade": "优秀", "no_score": False},
                {"published": None, "passed": None, "no_score": True},
                {"published": "9999999999", "passed": False},
                {},
            ]
        ),
        "problems": st.sampled_from(
            [
                [],
                [{"problem_class": "B"}, {"problem_class": "A"}, {"problem_class": "B"}],
                [{"fault": "OWN"}, {"fault": next(iter(shipped_faults()))}, {"fault": "none"}],
            ]
        ),
        "scorecard": st.sampled_from([CARD.id, "not here", None]),
        "items": st.sampled_from(
            [[], [{"item": next(iter(CARD.items)), "lost": "5/2"}, {"item": "x", "lost": "1"}]]
        ),
    }
)
steps = st.lists(
    st.one_of(
        *(
            st.tuples(st.just("put"), st.just(kind), st.sampled_from(ids[kind]), values[kind])
            for kind in ids
        ),
        st.tuples(st.just("put"), st.just("call"), st.sampled_from(CALLS), values["call"]),
        st.tuples(st.just("delete"), st.sampled_from(["call", "file_name", "agent", "membership"])),
        st.tuples(st.just("restore"), st.sampled_from(["call", "file_name"])),
        st.tuples(st.just("score"), st.sampled_from(["eval-0", "eval-1"]), evaluations),
        st.tuples(st.just("withdraw"), st.sampled_from(["eval-0", "eval-1"])),
        st.tuples(st.just("draft"), st.sampled_from(CALLS), st.booleans()),
        st.tuples(st.just("undo"), st.integers(0, 5)),
        st.tuples(st.just("fail"), st.sampled_from(CALLS)),
        st.tuples(st.just("erase"), st.integers(0, 9)),
        st.tuples(st.just("rebuild")),
        st.tuples(st.just("send"), st.integers(0, 10**6), st.booleans()),
    ),
    min_size=5,
    max_size=30,
)
SHORT = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


class Desk:
    """A journal with the local tables and the index, and what its person did."""

    def __init__(self, seed: str) -> None:
        self.journal = make_journal(seed)
        self.db = self.journal.db
        for tables in (migrations._LOCAL_TABLES, migrations._CALL_INDEX):
            self.db.conn.executescript(tables)
        self.index = CallIndex(self.db, ME)
        self.index.bring_up_to_date()
        self.journal.watcher = self.index
        self.acts: list[str] = []

    def write(self, *changes: Any) -> None:
        act = self.journal.write(changes)
        if act.operations:
            self.acts.append(act.id)


def put(desk: Desk, kind: str, id: str, fields: dict[str, Any]) -> None:
    there = desk.db.conn.execute(f'SELECT 1 FROM "{kind}" WHERE id = ?', [id]).fetchone()
    desk.write((set_fields if there else create)(kind, id, fields))


def score(desk: Desk, id: str, payload: dict[str, Any]) -> None:
    row = desk.db.conn.execute("SELECT revision FROM evaluation WHERE id = ?", [id]).fetchone()
    desk.write(fact("evaluation", id, payload, row[0] if row else None))


def fail(desk: Desk, call: str) -> None:
    """A crash in the middle: nothing of it stays, in memory either."""
    try:
        with desk.journal.transaction():
            put(desk, "call", call, {"business": "never", "serial": "never"})
            save_draft(desk.db, "evaluation", call, {})
            find_numbers(desk.db, CallFilter(text="never"))
            raise ZeroDivisionError
    except ZeroDivisionError:
        desk.acts = desk.acts[:-1]


def erase(desk: Desk, place: int) -> None:
    hashes = [hash for (hash,) in desk.db.conn.execute("SELECT hash FROM personal ORDER BY hash")]
    if hashes:
        desk.write(Change("erase", "call", CALLS[0], {"hashes": [hashes[place % len(hashes)]]}))


def send(source: Desk, target: Desk, seed: int, values_first: bool) -> None:
    """Some of what one has, in any order, the personal values before or after."""
    random = Random(seed)
    some = [operation for operation in operations(source.journal) if random.random() < 0.8]
    random.shuffle(some)
    personal = random.sample(found := personal_values(source.journal), len(found))
    if values_first:
        target.journal.add_personal(personal)
    target.journal.add(some)
    target.journal.add_personal(personal)


def rebuild(desk: Desk) -> None:
    with desk.journal.transaction():
        projection.rebuild(desk.db)
        desk.index.rebuild()


def act(desk: Desk, other: Desk, kind: str, *rest: Any) -> None:
    if kind == "put":
        put(desk, *rest)
    elif kind == "delete":
        desk.write(*(delete(rest[0], id) for id in ids[rest[0]]))
    elif kind == "restore":
        desk.write(*(restore(rest[0], id) for id in ids[rest[0]]))
    elif kind == "score":
        score(desk, *rest)
    elif kind == "withdraw":
        desk.write(withdraw("evaluation", rest[0], "误交"))
    elif kind == "draft" and rest[1]:
        save_draft(desk.db, "evaluation", rest[0], {})
    elif kind == "draft":
        delete_draft(desk.db, "evaluation", rest[0])
    elif kind == "undo" and desk.acts:
        desk.journal.undo(desk.acts[-1 - rest[0] % len(desk.acts)])
    elif kind in ("fail", "erase"):
        {"fail": fail, "erase": erase}[kind](desk, rest[0])
    elif kind == "rebuild":
        rebuild(desk)
    elif kind == "send":
        send(desk, other, *rest)


def check_index(desk: Desk) -> None:
    """The tables, the columns that a connection has kept, and the teams."""
    assert call_index.check(desk.db) == []
    columns = columns_of(desk.db)
    rows = {row.n: row for row in read_calls(desk.db, ME, list(range(columns.count)))}
    assert sorted(rows) == [int(n) for n in columns.facts["alive"].nonzero()[0]]
    for n, row in rows.items():
        assert columns.teams[int(columns.team_of_calls()[n])][1] == (row.team or "")
        business = columns.words[int(columns.facts["business"][n])]
        assert business == (row.business or "")
        facts = {name: column[n].item() for name, column in columns.facts.items()}
        assert STATUSES[facts["status"]] == row.status
        assert columns.words[facts["grade"]] == (row.grade or "")
        assert row.evaluation in (None, row.shown_evaluation)
    check_library(desk)


def check_library(desk: Desk) -> None:
    """What a connection keeps of the library is what the tables say now."""
    kept = entries_of(desk.db)
    rows = desk.db.conn.execute(
        "SELECT e.id, c.n FROM library_entry e JOIN call c ON c.id = e.call"
    )
    assert dict(zip(kept.ids, kept.call.tolist(), strict=True)) == dict(rows)
    tags = find_tags(desk.db)
    tagged = {(kept.ids[entry], kept.tags[tag]) for entry, tag in zip(*kept.tagged, strict=True)}
    held = desk.db.conn.execute("SELECT library_entry, tag FROM entry_tag")
    assert tagged == {
        (entry, tags.of[tag]) for entry, tag in held if entry in kept.ids and tag in tags.of
    }


def begin() -> tuple[Desk, Desk]:
    """Two people who begin with the same calls: of two agents, one of whom moves."""
    desk, other = Desk("a"), Desk("b")
    for n, call in enumerate(CALLS):
        started = f"2026-11-{19 + 2 * (n % 2) + n // 2}T09:30:00"
        values = {"recording": RECORDINGS[0], "agent": AGENTS[0], "started": started}
        put(desk, "call", call, {**values, "serial": f"S{n} 投诉"})
    put(desk, "file_name", "name-0", {"recording": RECORDINGS[0], "name": "通话.wav"})
    put(desk, "annotation", "mark-0", {"call": CALLS[1], "text": "语气"})
    for team in ids["team"]:
        put(desk, "team", team, {"name": team})
    put(desk, "agent", AGENTS[0], {"name": "王小明", "team": "t"})
    day = {"begins": "2026-11-20", "ends": "2026-11-20"}
    put(desk, "membership", "member-0", {"agent": AGENTS[0], "team": "u", **day})
    send(desk, other, 1, values_first=False)
    return desk, other


@SHORT
@given(st.lists(st.booleans(), min_size=5, max_size=5), steps, st.booleans())
def test_the_index_is_what_it_would_be_made_anew(
    turns: list[bool], story: list[Any], in_pieces: bool
) -> None:
    """``in_pieces``: what comes from others comes two by two, and calls that were evaluated are
    taken into the index before the rest is there."""
    desks = begin()
    with pytest.MonkeyPatch.context() as patch:
        if in_pieces:
            patch.setattr(journal, "PIECE", 2)
            patch.setattr(intake, "_STRETCH", 1)
        for is_first, (kind, *rest) in zip(itertools.cycle(turns), story, strict=False):
            desk, other = desks if is_first else desks[::-1]
            try:
                act(desk, other, kind, *rest)
            except UserFacingError as error:
                assert error.id.startswith("journal.")
            for one in desks:
                check_index(one)


def test_a_value_that_comes_late_among_other_things_is_found() -> None:
    """Of a call that was here without it, in one bundle with operations that do not name it."""
    desk, other = begin()
    put(desk, "call", "call-late", {"serial": "ABC123"})
    other.journal.add(operations(desk.journal))
    put(desk, "call", "call-more", {"business": "宽带"})
    (fresh,) = operations(desk.journal)[-1:]
    with other.journal.transaction():
        taken = intake.Intake(other.journal)
        values = personal_values(desk.journal)
        taken.take_values([(each.hash, each.salt, each.value) for each in values])
        taken.take(arriving_together([fresh]))
        taken.finish()
    check_index(other)
    assert len(find_numbers(other.db, CallFilter(text="abc123"))) == 1


def test_a_rebuild_forgets_calls_that_are_gone() -> None:
    desk, _ = begin()
    assert len(find_numbers(desk.db, CallFilter())) == 3
    with desk.journal.transaction():
        desk.journal.watcher = None
        desk.write(*(delete("call", call) for call in CALLS))
        desk.index.rebuild()
    check_index(desk)
    assert len(find_numbers(desk.db, CallFilter())) == 0


def test_a_renamed_tag_is_found_where_another_was_merged_into_it() -> None:
    desk, _ = begin()
    put(desk, "library_entry", "entry-0", {"call": CALLS[0]})
    put(desk, "tag", "tag-0", {"name": "旧名"})
    put(desk, "tag", "tag-1", {"name": "态度"})
    put(desk, "entry_tag", "tagged-0", {"library_entry": "entry-0", "tag": "tag-0"})
    put(desk, "tag", "tag-0", {"merged_into": "tag-1"})
    put(desk, "tag", "tag-1", {"name": "语速"})
    check_index(desk)
    assert len(find_numbers(desk.db, CallFilter(text="语速"))) == 1
