"""Every forbidden move of a warning slip, written by a program that asks nobody: validly signed,
passed on and kept, without effect on any machine, in whatever order it came.

The window's and the services' refusals of the same moves: ``tests/ui/window/test_forbidden_moves``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from factories_journal import exchange, make_journal, operations, person_keys, send
from factories_slips import WHOLE, drawn
from factories_team import make_team, marks, trusting

from qa_desktop.journal import health, projection
from qa_desktop.journal.changes import fact, withdraw
from qa_desktop.journal.journal import Journal
from qa_desktop.journal.operation import Operation
from qa_desktop.journal.ownership import new_id_of
from qa_desktop.journal.personal import Personal
from qa_desktop.journal.slip_folding import course_of_operations

PEOPLE = {
    "i": ["inspector"], "j": ["inspector"], "l": ["lead"], "n": ["lead"],
    "b": ["lead", "supervisor"], "s": ["supervisor"], "m": ["manager"],
}  # fmt: skip
"""i draws the slip; l, s and m are named in it unless a case says otherwise; b has two roles."""
ROLES = {"i": "inspector", "j": "inspector", "l": "lead", "n": "lead", "b": "lead",
         "s": "supervisor", "m": "manager"}  # fmt: skip
SENT = (("i", "send"),)
AGREED = (*SENT, ("l", "confirm"))
ANSWERED = (*AGREED, ("i", "hear"), ("i", "sign"))


@dataclass
class World:
    """One team for all cases; each case has a slip of its own."""

    journals: dict[str, Journal]
    slip: str = ""
    ops: list[str] = field(default_factory=list)

    def begin(self, **other: Any) -> None:
        self.slip = new_id_of(person_keys("i").person)
        self.ops = []
        self.write("i", drawn(barred=[], agent_person=None) | other)

    def write(self, seed: str, payload: dict[str, Any], follows: Any = (), keys: str = "") -> str:
        change = fact("slip", self.slip, said(payload), follows)
        journal = self.journals[seed]
        act = journal.write([change], person=person_keys(keys or seed), even_without_effect=True)
        self.ops.append(act.operations[0])
        for other in self.journals.values():
            if other is not journal:
                send(journal, other)
        return act.operations[0]

    def move(self, seed: str, name: str, follows: Any = None, **other: Any) -> str:
        """As the last one stands; ``other`` may say anything."""
        course = course_of_operations(self.held())
        root = course.root.id if course.root else "0" * 64
        tips = [step.id for step in (*course.heads, *course.hearings, *course.voids)]
        subject = {key: drawn()[key] for key in ("covers", "scorecard", "standard")}
        payload = {"move": name, "by": seed, "role": ROLES[seed], "slip": root, **subject}
        keys = other.pop("keys", "")
        return self.write(seed, payload | WHOLE[name] | other, follows or tips, keys)

    def held(self) -> list[Operation]:
        return list(projection.effective_on(self.journals["i"].db, [("slip", self.slip)]))

    def stage(self, journal: Journal) -> str | None:
        sql = "SELECT stage FROM slip WHERE id = ?"
        row = journal.db.conn.execute(sql, [self.slip]).fetchone()
        return row[0] if row else None


def said(value: Any) -> Any:
    """Personal values as a person writes them; people by their seeds."""
    if isinstance(value, dict):
        if set(value) == {"personal"}:
            return Personal("字")
        return {name: said(each) for name, each in value.items()}
    if isinstance(value, list):
        return [said(each) for each in value]
    return person_keys(value).person if value in PEOPLE else value


@pytest.fixture(scope="module")
def world() -> World:
    journals = {seed: make_journal(seed) for seed in PEOPLE}
    first, *others = journals.values()
    make_team(first, PEOPLE, others=others)
    exchange(*journals.values())
    return World(journals)


@dataclass(frozen=True)
class Case:
    """``way`` leads to the stage; ``tries`` writes what is forbidden and tells its operations."""

    name: str
    way: tuple[tuple[str, str], ...]
    tries: Callable[[World], list[str]]
    why: str
    slip: dict[str, Any] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


def one(seed: str, move: str, **says: Any) -> Callable[[World], list[str]]:
    return lambda world: [world.move(seed, move, **says)]


def dearer(**other: Any) -> dict[str, Any]:
    fine = {"rung": "fine", "amount_cents": 5_000}
    return drawn(barred=[], agent_person=None, recommended=fine, **fine) | other


def edited_over(world: World) -> list[str]:
    course = course_of_operations(world.held())
    return [world.write("i", dearer(), [head.id for head in course.heads])]


def withdrawn(world: World) -> list[str]:
    journal = world.journals["i"]
    act = journal.write(
        [withdraw("slip", world.slip, "反悔")], person=person_keys("i"), even_without_effect=True
    )
    world.ops.append(act.operations[0])
    exchange(*world.journals.values())
    return [act.operations[0]]


TWO = {"lead": "b", "supervisor": "b"}
CASES = [
    Case("signing before hearing", AGREED, one("i", "sign"), "slip_hearing"),
    Case("refusing before hearing", AGREED, one("i", "refuse"), "slip_hearing"),
    Case("signing for the agent without sitting there", (*AGREED, ("i", "hear")),
         one("m", "sign"), "slip_part"),
    Case("another inspector signs for the agent", (*AGREED, ("i", "hear")),
         one("j", "sign"), "slip_part"),
    Case("confirming what was sent to another lead", SENT, one("n", "confirm"), "slip_part"),
    Case("the supervisor signs in the lead's place", ANSWERED, one("s", "sign_off"), "slip_part"),
    Case("another lead signs off", ANSWERED, one("n", "sign_off"), "slip_part"),
    Case("under the name of the lead", SENT, one("i", "confirm", by="l", role="lead"),
         "other_name"),
    Case("lead signing without the role", ANSWERED, one("j", "sign_off", role="lead"),
         "other_role"),
    Case("the inspector as lead of his own slip", SENT, one("i", "confirm", role="lead"),
         "other_role"),
    Case("confirming without having listened", SENT, one("l", "confirm", heard=[]), "slip_proof"),
    Case("editing after a signature, over it", AGREED, edited_over, "slip_final"),
    Case("editing after a signature, beside it", AGREED,
         lambda world: [world.write("i", dearer())], "slip_final"),
    Case("taking a signed slip back", AGREED, withdrawn, "slip_final"),
    Case("signing off another revision", ANSWERED, one("l", "sign_off", covers="d" * 64),
         "slip_subject"),
    Case("deciding one's own dispute", (("i", "send"), ("b", "dispute")),
         one("b", "decide", role="supervisor"), "slip_part", named=TWO),
    Case("deciding another's part", (*SENT, ("l", "dispute")), one("m", "decide"), "slip_part"),
    Case("acting on oneself", SENT, one("l", "confirm"), "slip_self", {"agent_person": "l"}),
    Case("signing off on oneself", SENT, one("l", "sign_off"), "slip_self", {"agent_person": "l"}),
    Case("drawing a slip on oneself", (), lambda world: world.ops[-1:], "slip_self",
         {"agent_person": "i"}),
    Case("acting on a declared conflict of interest", SENT, one("l", "dispute"), "slip_barred",
         {"barred": ["l"]}),
    Case("drawing on a declared conflict of interest", (), lambda world: world.ops[-1:],
         "slip_barred", {"barred": ["i"]}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_forbidden_is_kept_without_effect(world: World, case: Case) -> None:
    world.begin(**case.slip)
    for seed, move in case.way:
        world.move(seed, move, **(case.named if move == "send" else {}))
    before = world.stage(world.journals["i"])
    forbidden = case.tries(world)
    for journal in world.journals.values():
        assert {marks(journal).get(op) for op in forbidden} == {case.why}
        assert world.stage(journal) == before
    for peer in arrivals(world):
        mine = {op: why for op, why in marks(peer).items() if op in world.ops}
        assert mine == dict.fromkeys(forbidden, case.why)
        assert world.stage(peer) == before


def arrivals(world: World) -> Iterator[Journal]:
    """Machines that get the slip's operations one at a time: the last first, the other way round,
    some of the end before the beginning; all of them once more."""
    every = operations(world.journals["m"])
    team = [op for op in every if op.entity_type != "slip"]
    mine = [op for op in every if op.id in world.ops]
    half = len(mine) // 2
    orders = [mine[-1:] + mine[:-1], mine[::-1], mine[half:] + mine[:half]]
    scans = set()
    for number, order in enumerate(orders):
        peer = trusting(f"peer {number}")
        peer.add(team)
        for op in order:
            peer.add([op])
        peer.add(mine)
        scans.add(projection.scan(peer.db))
        yield peer
    assert len(scans) == 1
    assert scans == {health.scan_of_rebuild(peer.db)}


def test_two_decisions_made_apart_are_disputed_everywhere(world: World) -> None:
    """Neither holds by coming first; somebody above settles it, and none of the two who decided."""
    world.begin()
    world.move("i", "send", lead="l", supervisor=None, manager=None)
    world.move("l", "dispute")
    (head,) = course_of_operations(world.held()).heads
    yes = world.move("s", "decide", [head.id])
    no = world.move("b", "decide", [head.id], role="supervisor", deduct=False, proposal="p")
    for peer in (*world.journals.values(), *arrivals(world)):
        assert world.stage(peer) == "contested"
        assert not {yes, no} & marks(peer).keys()
    refused = [
        world.move("l", "accept", [yes]),
        world.move("s", "settle", [yes, no], takes=yes),
        world.move("b", "settle", [yes, no], role="supervisor", takes=no),
        world.move("i", "settle", [yes, no], takes=yes),
    ]
    for peer in (*world.journals.values(), *arrivals(world)):
        assert world.stage(peer) == "contested"
        assert {marks(peer).get(op) for op in refused[1:]} == {"slip_part"}
