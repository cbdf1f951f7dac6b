"""Slips of four people who work apart: what the flow forbids has no effect on any machine,
whatever came first, in which pieces and how often."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from factories_journal import START_MS, WallClock, make_journal, operations, person_keys, send
from factories_slips import WHOLE, drawn
from factories_team import TEAM, granted, make_team, marks, revoked, state, trusting
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.domain.slip_rules import DAY_MS
from qa_desktop.domain.slip_table import REFUSALS
from qa_desktop.journal import health, projection
from qa_desktop.journal.changes import fact, withdraw
from qa_desktop.journal.journal import Journal
from qa_desktop.journal.operation import write as stamp
from qa_desktop.journal.ownership import new_id_of
from qa_desktop.journal.personal import Personal
from qa_desktop.journal.slip_folding import course_of_operations

SEEDS = {"i": "inspector", "l": "lead", "s": "supervisor", "m": "manager"}
ID = new_id_of(person_keys("i").person)


def team() -> dict[str, Journal]:
    journals = {
        seed: make_journal(seed, wall=WallClock(START_MS + 3 * place))
        for place, seed in enumerate(SEEDS)
    }
    first, *others = journals.values()
    make_team(first, {seed: [role] for seed, role in SEEDS.items()}, others=others)
    for other in others:
        send(first, other)
        send(other, first)
    for other in others:
        send(first, other)
    return journals


def said(value: Any) -> Any:
    """Personal values as a person writes them; people by their seeds."""
    if isinstance(value, dict):
        return Personal("字") if set(value) == {"personal"} else {
            name: said(each) for name, each in value.items()
        }  # fmt: skip
    if isinstance(value, list):
        return [said(each) for each in value]
    return person_keys(value).person if value in SEEDS else value


def write(journal: Journal, seed: str, payload: dict[str, Any], follows: Any = ()) -> str:
    act = journal.write(
        [fact("slip", ID, said(payload), follows)], person=person_keys(seed),
        even_without_effect=True,
    )  # fmt: skip
    return act.operations[0]


def draw(journal: Journal, **other: Any) -> str:
    return write(journal, "i", drawn(barred=[], agent_person=None) | other)


def move(journal: Journal, seed: str, name: str, follows: Any = None, **other: Any) -> str:
    held = list(projection.effective_on(journal.db, [("slip", ID)]))
    course = course_of_operations(held)
    root = course.root.id if course.root else "0" * 64
    tips = tuple(step.id for step in (*course.heads, *course.hearings, *course.voids))
    subject = {key: drawn()[key] for key in ("covers", "scorecard", "standard")}
    payload = {"move": name, "by": seed, "role": SEEDS[seed], "slip": root, **subject}
    return write(journal, seed, payload | WHOLE[name] | other, follows or tips)


def shown(journal: Journal) -> str | None:
    row = journal.db.conn.execute("SELECT stage FROM slip WHERE id = ?", [ID]).fetchone()
    return row[0] if row else None


def everywhere(journals: dict[str, Journal]) -> None:
    for source in journals.values():
        for target in journals.values():
            if source is not target:
                send(source, target)


ACTS = st.tuples(
    st.sampled_from([*WHOLE, "draw", "withdraw", "older"]), st.sampled_from(sorted(SEEDS)),
    st.sampled_from(sorted(SEEDS)), st.integers(0, 10**6),
)  # fmt: skip
USUAL = [
    ("send", "i"), ("dispute", "l"), ("decide", "s"), ("take_on", "l"), ("decide", "m"),
    ("hear", "i"), ("sign", "i"), ("sign_off", "l"), ("sign_off", "s"),
]  # fmt: skip


PLAYED = (st.integers(0, len(USUAL)), st.lists(ACTS, max_size=8), st.integers(0, 10**6))


@settings(max_examples=5)
@given(*PLAYED)
def test_four_who_work_apart_come_to_the_same(usual: int, acts: Any, seed: int) -> None:
    play(usual, acts, seed)


@pytest.mark.slow
@pytest.mark.timeout(1_200)
@settings(max_examples=100)
@given(*PLAYED)
def test_four_who_work_apart_come_to_the_same_at_length(usual: int, acts: Any, seed: int) -> None:
    play(usual, acts, seed)


def play(usual: int, acts: Any, seed: int) -> None:
    """Some of the usual way, then whatever anybody tries on what they happen to hold."""
    journals, chance = team(), Random(seed)
    draw(journals["i"])
    for name, who in USUAL[:usual]:
        everywhere(journals)
        move(journals[who], who, name)
    for name, who, heard_of, number in acts:
        journal = journals[who]
        if number % 3:
            send(journals[heard_of], journal)
        every = [op.id for op in operations(journal) if op.entity_type == "slip"]
        if name == "draw":
            write(journal, who, drawn(by=who, barred=[], agent_person=None, amount_cents=0))
        elif name == "withdraw":
            journal.write([withdraw("slip", ID, "反悔")], person=person_keys(who),
                          even_without_effect=True)  # fmt: skip
        elif name == "older" and every:
            move(journal, who, "confirm", [chance.choice(every)])
        elif name in WHOLE:
            move(journal, who, name, deduct=bool(number % 2), proposal="p", takes=every[-1:] and
                 every[-1])  # fmt: skip
    everywhere(journals)
    every_op = operations(journals["i"])
    fresh = trusting("fresh")
    chance.shuffle(every_op)
    while every_op:
        piece = [every_op.pop() for _ in range(min(len(every_op), chance.randint(1, 6)))]
        fresh.add(piece)
        if chance.random() < 0.3:
            fresh.add(piece)
    scans = {projection.scan(each.db) for each in (*journals.values(), fresh)}
    assert scans == {health.scan_of_rebuild(fresh.db)}
    assert shown(fresh) is not None
    own = {why for op, why in marks(fresh).items()}
    assert own <= {*REFUSALS, "other_name", "other_role", "unsigned"}


def test_a_move_that_came_before_its_slip_has_its_effect_once_that_comes() -> None:
    journals = team()
    draw(journals["i"])
    move(journals["i"], "i", "send")
    everywhere(journals)
    move(journals["l"], "l", "confirm")
    every = [op for op in operations(journals["l"]) if op.entity_type == "slip"]
    late = trusting("late")
    late.add([op for op in operations(journals["l"]) if op.entity_type != "slip"])
    for number, op in enumerate(reversed(every)):
        late.add([op])
        assert len(marks(late)) == (number + 1 if op.id != every[0].id else 0)
    assert shown(late) == "agreed"
    assert projection.scan(late.db) == projection.scan(journals["l"].db)


def test_who_loses_the_role_takes_what_was_built_on_it_along() -> None:
    journals = team()
    draw(journals["i"])
    move(journals["i"], "i", "send")
    everywhere(journals)
    move(journals["l"], "l", "confirm")
    everywhere(journals)
    hearing = move(journals["i"], "i", "hear")
    assert shown(journals["i"]) == "agreed"
    lead = journals["l"]
    accepted = {lead.replica.public: (lead.seq - 1, _id_at(lead, lead.seq - 1))}
    state(journals["i"], revoked("l", accepted))
    assert shown(journals["i"]) == "sent"
    assert set(marks(journals["i"]).values()) == {"revoked", "slip_order"}
    assert marks(journals["i"])[hearing] == "slip_order"
    state(journals["i"], revoked("l", None))
    assert shown(journals["i"]) == "agreed"
    assert marks(journals["i"]) == {}
    assert projection.scan(journals["i"].db) == health.scan_of_rebuild(journals["i"].db)


def _id_at(journal: Journal, seq: int) -> str:
    sql = "SELECT id FROM op WHERE replica = ? AND seq = ?"
    return str(journal.db.conn.execute(sql, [journal.replica.public, seq]).fetchone()[0])


def test_a_role_that_comes_late_brings_the_move_to_light() -> None:
    journals = team()
    draw(journals["i"])
    state(journals["i"], granted("l", "inspector"))
    everywhere(journals)
    move(journals["i"], "i", "send")
    everywhere(journals)
    confirm = move(journals["l"], "l", "confirm")
    assert marks(journals["l"])[confirm] == "other_role"
    send(journals["l"], journals["i"])
    state(journals["i"], granted("l", "lead"))
    assert shown(journals["i"]) == "agreed"


def test_for_who_works_alone_the_order_counts_all_the_same() -> None:
    journal = make_journal("i")
    draw(journal)
    sign = move(journal, "i", "sign")
    assert shown(journal) == "signed"
    assert marks(journal) == {sign: "slip_order"}
    journal.trust(TEAM)
    assert shown(journal) is None
    journal.trust(None)
    assert shown(journal) == "signed"
    assert marks(journal) == {sign: "slip_order"}
    assert projection.scan(journal.db) == health.scan_of_rebuild(journal.db)


def test_a_slip_under_another_persons_id_is_none() -> None:
    journals = team()
    write(journals["s"], "s", drawn(by="s", role="supervisor", barred=[], agent_person=None))
    assert shown(journals["s"]) is None
    assert set(marks(journals["s"]).values()) == {"slip_malformed"}


def test_money_that_was_booked_is_not_changed_by_anybody() -> None:
    journal, other = make_journal("k"), make_journal("o")
    make_team(journal, {"k": ["kpi_assistant"], "o": ["kpi_assistant"]}, others=[other])
    id = new_id_of(person_keys("k").person)

    def booked(by: str, cents: int) -> dict[str, Any]:
        return {"kind": "spending", "team": "t", "day": "2026-11-22", "amount_cents": cents,
                "by": person_keys(by).person, "role": "kpi_assistant",
                "supersedes": []}  # fmt: skip

    first = journal.write([fact("fund_entry", id, booked("k", 100))], person=person_keys("k"))
    send(journal, other)
    for who, seed, follows in ((journal, "k", first.operations), (other, "o", ())):
        who.write([fact("fund_entry", id, booked(seed, 900), follows)],
                  person=person_keys(seed), even_without_effect=True)  # fmt: skip
    journal.write([withdraw("fund_entry", id, "反悔")], person=person_keys("k"),
                  even_without_effect=True)  # fmt: skip
    send(journal, other)
    send(other, journal)
    for each in (journal, other):
        rows = list(each.db["fund_entry"].rows)
        assert [(row["amount_cents"], row["withdrawn"]) for row in rows] == [(100, 0)]
        assert sorted(marks(each).values()) == ["final", "final", "not_own"]
        assert projection.scan(each.db) == health.scan_of_rebuild(each.db)


def test_nobody_who_works_alone_withdraws_money_either() -> None:
    journal = make_journal("k")
    payload = {"kind": "spending", "team": "t", "day": "2026-11-22", "amount_cents": 100}
    journal.write([fact("fund_entry", "f", payload)])
    journal.write([withdraw("fund_entry", "f", "反悔")], even_without_effect=True)
    assert [row["withdrawn"] for row in journal.db["fund_entry"].rows] == [0]
    assert set(marks(journal).values()) == {"final"}


@pytest.mark.parametrize("far", [(1 << 63) - 1, -(1 << 63)])
def test_a_slip_of_a_moment_beyond_every_calendar_stops_no_merge(
    far: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, other = make_journal("i"), make_journal("o")
    monkeypatch.setattr(
        "qa_desktop.journal.journal.write", lambda *a, **other: stamp(*a, **other | {"at": far})
    )
    draw(journal)
    send(journal, other)
    (row,) = other.db["slip"].rows
    assert row["since_ms"] == far
    assert row["due_ms"] == (None if far > 0 else far + 2 * DAY_MS)
    assert projection.scan(other.db) == health.scan_of_rebuild(other.db)
