"""Four people and a copy of one's computer, at work apart, in a team whose roster changes.

Hypothesis decides who does what, who hears of what when, in which order and how often. Whatever
happened: when everybody has heard everything, all see the same, it is what a rebuild makes of it,
and nothing is lost. The machine is also run over doubles that are broken on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from random import Random
from typing import Any

import pytest
from factories_journal import (
    START_MS,
    Entropy,
    WallClock,
    empty_database,
    fixed_ids,
    operations,
    person_keys,
    personal_values,
)
from factories_team import TEAM, granted, revoked, state
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlite_utils import Database
from test_fold_laws import strange

from qa_desktop.errors import UserFacingError
from qa_desktop.journal import health, projection, roster, standings
from qa_desktop.journal.changes import Change, create, delete, erase, fact, restore, set_fields
from qa_desktop.journal.changes import withdraw as withdraw_fact
from qa_desktop.journal.clock import HybridClock
from qa_desktop.journal.journal import Journal
from qa_desktop.journal.keys import SigningKey, certify
from qa_desktop.journal.operation import Operation
from qa_desktop.journal.rights import SIGNED, Rights
from qa_desktop.journal.roster import Term
from qa_desktop.journal.statements import found, successor
from qa_desktop.journal.vector import find_gaps, held
from qa_desktop.journal.vouching import unsigned_of

PEOPLE = 4
COMPUTERS = PEOPLE + 1
"""The last is a copy of the first person's, which is not certified before somebody unlocks it."""
TWO_YEARS = 2 * 365 * 24 * 3_600_000
HEIR = SigningKey(b"h" * 32)

who = st.integers(0, PEOPLE - 1)
where = st.integers(0, COMPUTERS - 1)
seeds = st.integers(0, 10**6)
agents = st.sampled_from(["agent-1", "agent-2"])
evaluations = st.sampled_from(["eval-1", "eval-2"])
names = st.sampled_from(["name-1", "name-2"])
values = st.fixed_dictionaries(
    {},
    optional={
        "team": st.sampled_from(["A", "B", None]),
        "status": st.sampled_from(["new", "old"]),
        "name": st.sampled_from(["王", "李", None]),
    },
)
DAYS = [None, "2026-11-21", "2026-11-22", "2026-11-23", "2028-01-01"]
terms = st.lists(
    st.builds(
        Term,
        st.sampled_from(["inspector", "lead", "supervisor", "kpi_assistant"]),
        st.sampled_from(DAYS),
        st.sampled_from(DAYS),
    ),
    max_size=2,
)


@cache
def _empty() -> Database:
    return empty_database()


def computer(seed: str, wall: WallClock) -> Journal:
    """As ``make_journal``, over a copy of one empty database; nobody has said hello."""
    db = Database(memory=True, execute_plugins=False)
    db.conn.isolation_level = None
    _empty().conn.backup(db.conn)
    db.conn.execute("PRAGMA foreign_keys = ON")
    ids = fixed_ids(f"{seed} id")
    key = SigningKey(Entropy(f"{seed} replica")(32))
    return Journal(db, key, clock=HybridClock(wall), entropy=Entropy(seed), ids=lambda: next(ids))


def person_of(number: int) -> str:
    return f"p{number % PEOPLE}"


class Team(RuleBasedStateMachine):
    """Rules are what people do; ``teardown`` is when everybody has heard everything."""

    def __init__(self) -> None:
        super().__init__()
        self.clocks = [WallClock(START_MS, step=0) for _ in range(COMPUTERS)]
        self.journals = [computer(f"c{n}", clock) for n, clock in enumerate(self.clocks)]
        self.acts: list[list[str]] = [[] for _ in self.journals]
        self.written: dict[str, tuple[str, bytes]] = {}
        for number in range(COMPUTERS):
            self._hello(number, certified=number < PEOPLE)

    def _hello(self, number: int, *, certified: bool) -> None:
        journal, keys = self.journals[number], person_keys(person_of(number))
        certificate = certify(keys, journal.replica.public) if certified else None
        journal.hello(keys.person, keys.sign_key, keys.receive_key, certificate)

    def _write(self, number: int, *changes: Change, signed: bool = False) -> None:
        journal = self.journals[number]
        person = person_keys(person_of(number)) if signed else None
        try:
            act = journal.write(list(changes), person=person, even_without_effect=True)
        except UserFacingError as error:
            assert error.id == "journal.record_gone"
            return
        if act.operations:
            self.acts[number].append(act.id)

    def _state(self, number: int, *statements: Any) -> None:
        journal = self.journals[number]
        journal.clock.tick()
        state(journal, *statements)

    @initialize(late=st.sets(who, max_size=2), alone=st.sets(where, max_size=2))
    def the_team_is_founded(self, late: set[int], alone: set[int]) -> None:
        """But for some who are granted their roles later, and some who join later."""
        people = [
            granted(person_of(n), "inspector", "lead") for n in range(PEOPLE) if n not in late
        ]
        self._state(0, found("华东"), *people)
        for number in set(range(COMPUTERS)) - alone:
            self._deliver(0, number, Random(0), 1.0) if number else None
            self.joins(number)

    # -- work

    @rule(number=where, agent=agents, said=values)
    def edits_an_agent(self, number: int, agent: str, said: dict[str, Any]) -> None:
        journal = self.journals[number]
        known = journal.db.conn.execute("SELECT 1 FROM agent WHERE id = ?", [agent]).fetchone()
        self._write(number, (set_fields if known else create)("agent", agent, said))

    @rule(agent=agents, said=st.lists(st.tuples(where, values), min_size=2, max_size=4))
    def several_edit_it_in_one_millisecond(
        self, agent: str, said: list[tuple[int, dict[str, Any]]]
    ) -> None:
        now = max(max(clock.now, each.clock.last >> 16) for clock, each in self._computers()) + 1
        for number, values in said:
            self.clocks[number].now = now
            self.edits_an_agent(number, agent, values)

    def _computers(self) -> Iterable[tuple[WallClock, Journal]]:
        return zip(self.clocks, self.journals, strict=True)

    @rule(number=where, agent=agents, back=st.booleans())
    def deletes_or_restores(self, number: int, agent: str, back: bool) -> None:
        self._write(number, (restore if back else delete)("agent", agent))

    @rule(number=where, name=names, adds=st.booleans())
    def adds_to_a_set_or_removes(self, number: int, name: str, adds: bool) -> None:
        said = {"recording": "r", "name": "通话.wav"}
        change = create("file_name", name, said) if adds else delete("file_name", name)
        self._write(number, change)

    @rule(
        number=where,
        scorer=who,
        evaluation=evaluations,
        points=st.integers(0, 3),
        signed=st.booleans(),
    )
    def submits_or_corrects(
        self, number: int, scorer: int, evaluation: str, points: int, signed: bool
    ) -> None:
        """Now and then with another's name, or with another's role."""
        journal = self.journals[number]
        held_here = [op for op in operations(journal) if op.entity_id == evaluation]
        facts = [op.id for op in held_here if op.kind == "fact"]
        payload = {
            "call": "c",
            "scorer": person_keys(person_of(scorer)).person,
            "role": "inspector",
            "result": {"published": f"{points}/2", "passed": bool(points % 2)},
            "items": [{"item": "i", "answer": points}] * points,
            "advice": "多听",
        }
        follows = facts[points % len(facts)] if facts and points else None
        self._write(number, fact("evaluation", evaluation, payload, follows), signed=signed)

    @rule(number=where, evaluation=evaluations)
    def withdraws(self, number: int, evaluation: str) -> None:
        self._write(number, withdraw_fact("evaluation", evaluation, "误交"))

    @rule(number=where, agent=agents)
    def erases(self, number: int, agent: str) -> None:
        on = [op for op in operations(self.journals[number]) if op.entity_id == agent]
        hashes = {hash for op in on for hash in op.personal_hashes()}
        if hashes:
            self._write(number, erase("agent", agent, [min(hashes)]))

    @rule(number=where, seed=seeds)
    def undoes(self, number: int, seed: int) -> None:
        acts = self.acts[number][-3:]
        if acts:
            try:
                self.journals[number].undo(Random(seed).choice(acts))
            except UserFacingError as error:
                assert error.id.startswith(("journal.undo_", "right.", "journal.record_gone"))

    @rule(number=where, seed=seeds)
    def writes_what_no_program_writes(self, number: int, seed: int) -> None:
        strange(self.journals[number], Random(seed))

    @rule(number=where, by=st.sampled_from([-5000, 0, 0, 5000, 90_000_000, TWO_YEARS]))
    def sets_the_clock(self, number: int, by: int) -> None:
        self.clocks[number].now += by

    # -- people

    @rule(number=where, about=who, roles=terms)
    def grants(self, number: int, about: int, roles: list[Term]) -> None:
        self._state(number, granted(person_of(about), *roles))

    @rule(number=where, about=who)
    def names_an_heir_who_grants(self, number: int, about: int) -> None:
        self._state(number, successor(HEIR.public))
        state(self.journals[number], granted(person_of(about), "lead"), root=HEIR)

    @rule(number=where, about=who, lifts=st.booleans(), back=st.integers(0, 3))
    def revokes_or_lifts(self, number: int, about: int, lifts: bool, back: int) -> None:
        """With the last that is held here, or with less."""
        journal = self.journals[number]
        accepted = {}
        for replica, (seq, _) in held(journal.db).items():
            upto = max(seq - back, 1)
            sql = "SELECT min(id) FROM op WHERE replica = ? AND seq = ?"
            accepted[replica] = (upto, journal.db.conn.execute(sql, [replica, upto]).fetchone()[0])
        self._state(number, revoked(person_of(about), None if lifts else accepted))

    @rule(number=where)
    def joins(self, number: int) -> None:
        if self.journals[number].trust_group is None:
            self.journals[number].trust(TEAM)

    @rule()
    def the_copy_is_certified(self) -> None:
        self._hello(COMPUTERS - 1, certified=True)

    # -- exchange

    @rule(giver=where, taker=where, seed=seeds)
    def hears_a_part(self, giver: int, taker: int, seed: int) -> None:
        """In any order, some of it twice, in several helpings."""
        if giver != taker:
            self._deliver(giver, taker, Random(seed), 0.7)

    @rule(giver=where, taker=where, seed=seeds)
    def hears_all(self, giver: int, taker: int, seed: int) -> None:
        if giver != taker:
            self._deliver(giver, taker, Random(seed), 1.0)

    def _deliver(self, source: int, target: int, random: Random, share: float) -> None:
        here, there = self.journals[source], self.journals[target]
        some = [operation for operation in operations(here) if random.random() <= share]
        some += random.sample(some, len(some) // 3)
        random.shuffle(some)
        cut = random.randint(0, len(some))
        there.add(some[:cut])
        there.add_personal(personal_values(here))
        there.add(some[cut:])

    @rule(number=where, place=st.integers(0, 2), signed=st.booleans())
    def proposes_something(self, number: int, place: int, signed: bool) -> None:
        """What takes the person's own signature, with it or without."""
        said = {"by": person_keys(person_of(number)).person, "role": "lead", "state": "open"}
        self._write(number, fact("standard_proposal", f"{number}-{place}", said), signed=signed)

    @rule(number=where)
    def vouches_for_what_was_written_alone(self, number: int) -> None:
        keys, journal = person_keys(person_of(number)), self.journals[number]
        said = (keys.person, keys.sign_key, keys.receive_key)
        certificate = certify(keys, journal.replica.public)
        upto = unsigned_of(journal.db, keys.person, keys.sign_key, SIGNED)
        journal.hello(*said, certificate, vouches=upto, keys=keys)

    @rule(number=where)
    def looks_closely(self, number: int) -> None:
        check_one(self.journals[number])

    def teardown(self) -> None:
        written = {op.id: (op.raw, op.sig) for each in self.journals for op in operations(each)}
        for number in range(COMPUTERS):
            self.joins(number)
        random = Random(len(written))
        pairs = [(a, b) for a in range(COMPUTERS) for b in range(COMPUTERS) if a != b]
        random.shuffle(pairs)
        for source, target in pairs:
            self._deliver(source, target, random, 1.0)
        check_agreement(self.journals, written)


def check_one(journal: Journal) -> None:
    """What is projected is what a rebuild makes of the same operations."""
    assert projection.scan(journal.db) == health.scan_of_rebuild(journal.db)
    rights = Rights(journal.db)
    erasures = projection.read_operations(journal.db, "kind = 'erase'")
    named = {hash for op in erasures if not rights.why_not(op) for hash in op.erased_hashes()}
    erased = {hash for (hash,) in journal.db.conn.execute("SELECT hash FROM erased")}
    assert erased == named
    left = journal.db.conn.execute("SELECT hash FROM personal WHERE hash IN (SELECT * FROM erased)")
    assert left.fetchall() == []


def check_agreement(journals: Iterable[Journal], written: dict[str, tuple[str, bytes]]) -> None:
    seen = {(each.digest, projection.scan(each.db)) for each in journals}
    assert len(seen) == 1
    for journal in journals:
        check_one(journal)
        assert {op.id: (op.raw, op.sig) for op in operations(journal)} == written
        assert health.check_operations(journal.db) == []
        assert find_gaps(journal.db) == []


SHORT = settings(
    max_examples=12,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes many minutes here
)


def test_a_team_at_work_converges() -> None:
    run_state_machine_as_test(Team, settings=SHORT)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_team_at_work_converges_at_length() -> None:
    """Others each time; twice as many took half an hour on a machine that had other work."""
    long = settings(SHORT, max_examples=200, stateful_step_count=60, derandomize=False)
    run_state_machine_as_test(Team, settings=long)


def a_tie() -> Team:
    """Two people, one agent, one millisecond; nobody has heard of the other."""
    team = Team()
    team.the_team_is_founded(set(), set())
    team.several_edit_it_in_one_millisecond(
        "agent-1", [(n, {"status": status}) for n, status in enumerate(["new", "old", "new"])]
    )
    return team


def a_late_role() -> Team:
    """What somebody wrote is heard before the role under which it was written."""
    team = Team()
    team.the_team_is_founded({1}, set())
    team.edits_an_agent(1, "agent-1", {"status": "new"})
    team.hears_all(1, 0, 0)
    team.grants(0, 1, [Term("inspector")])
    return team


def roles_apart() -> Team:
    """Two statements about one person, signed apart and heard in either order."""
    team = Team()
    team.the_team_is_founded(set(), set())
    team.edits_an_agent(1, "agent-1", {"status": "new"})
    team.grants(0, 1, [])
    team.grants(2, 1, [Term("inspector")])
    return team


def alone_before() -> Team:
    """What somebody wrote alone is heard before they vouch for it."""
    team = Team()
    team.the_team_is_founded(set(), {1})
    team.proposes_something(1, 0, signed=False)
    team.hears_all(1, 0, 0)
    team.vouches_for_what_was_written_alone(1)
    return team


def _only_what_is_signed_at_once_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever hears the vouching late must look again at what it vouches for."""
    touched = standings._touched_by
    nothing = ("SELECT '', '' WHERE 0", [])
    monkeypatch.setattr(
        standings,
        "_touched_by",
        lambda move: nothing if move.after and move.after.vouched else touched(move),
    )


STORIES = {
    "tie": a_tie,
    "late role": a_late_role,
    "roles apart": roles_apart,
    "alone before": alone_before,
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_everybody_agrees_in_the_end(story: Callable[[], Team]) -> None:
    story().teardown()


def _clock_alone(operation: Operation) -> tuple[int]:
    return (operation.hlc,)


def _ties_are_not_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the clock alone as rank, what is shown depends on who heard what first."""
    monkeypatch.setattr(Operation, "rank", property(_clock_alone))


def _nothing_is_projected_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A role that comes late, or a revocation, must reach what was there before."""
    monkeypatch.setattr(standings, "entities_of", lambda _db, _replicas: [])


def _statements_rank_by_arrival(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was heard last of somebody is not what the root said last."""
    monkeypatch.setattr(roster, "_in_order", lambda statements: statements)


BROKEN = {
    "tie": _ties_are_not_broken,
    "late role": _nothing_is_projected_again,
    "roles apart": _statements_rank_by_arrival,
    "alone before": _only_what_is_signed_at_once_counts,
}


@pytest.mark.parametrize("story", STORIES)
def test_the_machine_bites(story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    BROKEN[story](monkeypatch)
    with pytest.raises(AssertionError):
        STORIES[story]().teardown()


@pytest.mark.slow
@pytest.mark.timeout(2_400)
@pytest.mark.parametrize("story", STORIES)
def test_the_machine_finds_by_chance_what_is_broken(
    story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    BROKEN[story](monkeypatch)
    bites = settings(SHORT, max_examples=600, database=None, phases=[Phase.generate])
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Team, settings=bites)
