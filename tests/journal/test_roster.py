"""What the root states, and what the statements add up to in whatever order they come."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from factories_journal import make_journal, operations, person_keys, send, signed_as_is
from factories_team import ROOT, TEAM, granted, make_team, revoked, state, trusting

from qa_desktop.journal.keys import SigningKey
from qa_desktop.journal.roster import Term, fold_roster, read_roster
from qa_desktop.journal.statements import found, issue, successor
from qa_desktop.journal.trust import TRUST_GROUP

OTHER = SigningKey(b"o" * 32)


def statements(journal: Any) -> list[Any]:
    return [op for op in operations(journal) if op.kind == "roster"]


def test_a_roster_says_who_belongs_with_which_roles_from_when_to_when() -> None:
    journal = make_journal("a")
    until = Term("inspector", "2026-11-01", "2026-11-30")
    make_team(journal, {"a": ["quality_lead"], "b": [until]})
    roster = read_roster(journal.db)
    assert journal.personal_value(roster.name) == "华东客服"
    assert roster.keys == (TEAM,)
    member = roster.members[person_keys("b").person]
    assert member.terms == (until,)
    assert (member.sign_key, member.receive_key) == (
        person_keys("b").sign_key,
        person_keys("b").receive_key,
    )
    assert not member.is_revoked
    assert roster.refused == {}


def test_the_last_statement_holds_in_every_order_of_arrival() -> None:
    journal = make_journal("a")
    make_team(journal, {"b": ["inspector"]})
    state(journal, granted("b", "trainer", keys="b2"))
    state(journal, revoked("b", {journal.replica.public: (3, "a" * 64)}))
    seen = {repr(fold_roster(TEAM, order)) for order in itertools.permutations(statements(journal))}
    assert len(seen) == 1
    member = read_roster(journal.db).members[person_keys("b").person]
    assert member.terms == (Term("trainer"),)
    assert member.sign_key == person_keys("b2").sign_key
    assert member.keys[person_keys("b").sign_key] == {journal.replica.public: (3, "a" * 64)}
    assert not member.is_revoked
    state(journal, revoked("b", None))
    lifted = read_roster(journal.db).members[person_keys("b").person]
    assert set(lifted.keys.values()) == {None}


def test_an_old_statement_signed_into_the_journal_again_says_nothing_new() -> None:
    """Whoever carries it stamps it with a later clock: what counts is the root's number."""
    journal, thief = make_journal("a"), make_journal("b")
    make_team(journal, {"b": ["manager"]})
    state(journal, granted("b"))
    send(journal, thief)
    old = next(op for op in statements(thief) if op.payload["what"] == "member")
    again = signed_as_is(
        thief, kind="roster", entity_type=TRUST_GROUP, entity_id=TEAM, payload=old.payload
    )
    journal.add([again])
    assert again.rank > max(op.rank for op in statements(journal) if op.id != again.id)
    assert read_roster(journal.db).members[person_keys("b").person].terms == ()


def test_only_the_root_and_its_successors_state() -> None:
    journal = make_journal("a")
    make_team(journal, {"a": ["inspector"]})
    with pytest.raises(ValueError, match="not a key"):
        state(journal, granted("b", "manager"), root=OTHER)
    heir, grandchild = SigningKey(b"h" * 32), SigningKey(b"g" * 32)
    state(journal, successor(heir.public))
    state(journal, successor(grandchild.public), root=heir)
    state(journal, granted("b", "manager"), root=grandchild)
    for order in itertools.permutations(statements(journal)):
        roster = fold_roster(TEAM, order)
        assert roster.keys == (TEAM, heir.public, grandchild.public)
        assert roster.members[person_keys("b").person].terms == (Term("manager"),)
        assert roster.refused == {}
    without = [op for op in statements(journal) if op.payload.get("key") != heir.public]
    assert person_keys("b").person not in fold_roster(TEAM, without).members


def test_a_statement_of_another_team_says_nothing_in_this_one() -> None:
    """Also when one key may sign the rosters of both."""
    journal = make_journal("a")
    make_team(journal, {"a": ["inspector"]})
    state(journal, successor(OTHER.public))
    issue(journal, OTHER, OTHER.public, [granted("b", "manager")])
    foreign = statements(journal)[-1]
    assert foreign.entity_id == OTHER.public
    moved = signed_as_is(
        journal, kind="roster", entity_type=TRUST_GROUP, entity_id=TEAM, payload=foreign.payload
    )
    journal.add([moved])
    roster = read_roster(journal.db)
    assert person_keys("b").person not in roster.members
    assert roster.refused == {moved.id: "malformed"}


@pytest.mark.parametrize(
    "change",
    [
        {"number": 0},
        {"number": True},
        {"number": 1 << 53},
        {"number": "1"},
        {"what": "crown"},
        {"what": ["member"]},
        {"person": "no id!"},
        {"sign_key": "A" * 64},
        {"receive_key": None},
        {"root_sig": "0"},
        {"name": "in clear"},
        {"roles": "manager"},
        {"roles": [{"role": "manager"}]},
        {"roles": [{"role": "Manager", "from": None, "until": None}]},
        {"roles": [{"role": "manager", "from": "2026-13-01", "until": None}]},
        {"roles": [{"role": "manager", "from": "20261101", "until": None}]},
        {"roles": [{"role": "manager", "from": None, "until": 5}]},
        {"what": "revoke", "accepted": {"x": [1, "a" * 64]}},
        {"what": "revoke", "accepted": {"a" * 64: [0, "a" * 64]}},
        {"what": "revoke", "accepted": {"a" * 64: 5}},
        {"what": "revoke", "accepted": []},
        {"what": "successor", "key": "key"},
        {"what": "found", "name": "in clear"},
    ],
    ids=repr,
)
def test_a_statement_in_another_form_states_nothing(change: dict[str, Any]) -> None:
    journal = make_journal("a")
    make_team(journal, {"a": ["inspector"]})
    good = statements(journal)[-1].payload
    odd = signed_as_is(
        journal,
        kind="roster",
        entity_type=TRUST_GROUP,
        entity_id=TEAM,
        payload={**good, **change},
    )
    journal.add([odd])
    assert read_roster(journal.db).refused == {odd.id: "malformed"}
    assert trusting("r").db.conn.execute("SELECT count(*) FROM rights").fetchone() == (0,)


def test_a_changed_statement_is_not_the_roots() -> None:
    journal = make_journal("a")
    make_team(journal, {"a": ["inspector"]})
    good = statements(journal)[-1].payload
    for name, value in [("person", "somebody"), ("later", 1), ("number", 7)]:
        altered = signed_as_is(
            journal,
            kind="roster",
            entity_type=TRUST_GROUP,
            entity_id=TEAM,
            payload={**good, name: value},
        )
        journal.add([altered])
        assert read_roster(journal.db).refused[altered.id] == "not_root"


def test_a_roster_goes_with_its_names() -> None:
    journal, other = make_journal("a"), make_journal("b")
    state(journal, found("华东客服"))
    send(journal, other)
    roster = read_roster(other.db, TEAM)
    assert other.personal_value(roster.name) == "华东客服"
    assert ROOT.public == roster.group
