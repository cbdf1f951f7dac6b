"""Whose operations count: decided at projection, on every peer, in every order of arrival."""

from __future__ import annotations

import pytest
from factories_journal import START_MS, make_journal, operations, row, send, signed_as_is
from factories_team import TEAM, granted, make_team, marks, revoked, state, trusting

from qa_desktop.errors import UserFacingError
from qa_desktop.journal import health, projection, standings
from qa_desktop.journal.changes import create, delete, set_fields
from qa_desktop.journal.clock import TOLERANCE_MS
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.rights import ERASING, REASONS, RULES, Rights, Standing
from qa_desktop.journal.roster import Term
from qa_desktop.journal.trust import TRUST_GROUP
from qa_desktop.texts import Text, render

TWO_YEARS = 2 * 365 * 24 * 3_600_000


def test_every_record_type_has_a_rule() -> None:
    assert set(RECORD_TYPES) <= set(RULES)
    assert ERASING.roles


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_is_said(reason: str, language: str) -> None:
    assert UserFacingError(f"right.{reason}").say(language)
    assert render(Text(f"right.{reason}", {}), language)


def test_a_role_granted_late_brings_to_light_what_was_kept() -> None:
    lead, newcomer = make_journal("a"), make_journal("b")
    newcomer.write([create("agent", "x", {"status": "new"})])
    make_team(lead, {"a": ["lead"]})
    send(newcomer, lead)
    assert row(lead, "agent", "x") is None
    assert set(marks(lead).values()) == {"stranger"}
    state(lead, granted("b"))
    assert set(marks(lead).values()) == {"no_role"}
    state(lead, granted("b", "inspector"))
    assert row(lead, "agent", "x")["status"] == "new"
    assert marks(lead) == {}
    state(lead, revoked("b", {newcomer.replica.public: (1, newcomer.head)}))
    assert row(lead, "agent", "x") is None
    assert set(marks(lead).values()) == {"revoked"}
    reader = trusting("r")
    send(lead, reader)
    assert projection.scan(reader.db) == projection.scan(lead.db)
    assert projection.scan(lead.db) == health.scan_of_rebuild(lead.db)


def test_what_one_may_not_do_is_refused_where_it_is_written() -> None:
    lead, reviewer = make_journal("a"), make_journal("b")
    make_team(lead, {"a": ["lead"], "b": ["reviewer"]}, others=[reviewer])
    send(lead, reviewer)
    before = reviewer.digest
    with pytest.raises(UserFacingError, match=r"right\.no_role"):
        reviewer.write([create("agent", "x", {"status": "new"})])
    assert reviewer.digest == before
    reviewer.write([create("remark", "r", {"code": "a"})])
    reviewer.write([set_fields("remark", "r", {"code": "b"})])
    assert row(reviewer, "remark", "r")["code"] == "b"


def test_who_works_alone_is_not_asked_for_rights() -> None:
    journal, other = make_journal("a"), make_journal("b", hello=False)
    other.write([create("agent", "x", {"status": "new"})])
    send(other, journal)
    assert row(journal, "agent", "x")["status"] == "new"
    assert marks(journal) == {}
    assert journal.db["rights"].count == 0
    assert Rights(journal.db).may("nobody", "agent", 0)


def test_leaving_a_team_brings_everything_back() -> None:
    journal, other = make_journal("a"), make_journal("b")
    for id in ("before", "after"):
        other.write([create("agent", id, {"status": "new"})])
        send(other, journal)
        make_team(journal, {"a": ["lead"]})
        assert row(journal, "agent", id) is None
        assert set(marks(journal).values()) == {"stranger"}
        assert projection.scan(journal.db) == health.scan_of_rebuild(journal.db)
    assert journal.trust(None) == ()
    assert journal.trust_group is None
    for id in ("before", "after"):
        assert row(journal, "agent", id)["status"] == "new"
    assert marks(journal) == {}
    assert journal.trust(TEAM) == (("agent", "after"), ("agent", "before"))


def test_what_has_no_effect_is_not_seen_by_who_writes_next() -> None:
    """Nor superseded: when it comes to count, it is an edit made apart."""
    lead, other = make_journal("a"), make_journal("b")
    make_team(lead, {"a": ["lead"]})
    lead.write([create("agent", "x", {"status": "new"})])
    send(lead, other)
    other.write([set_fields("agent", "x", {"status": "old"})])
    send(other, lead)
    assert row(lead, "agent", "x")["status"] == "new"
    lead.write([set_fields("agent", "x", {"status": "leaving"})])
    state(lead, granted("b", "inspector"))
    assert row(lead, "agent", "x")["status"] == "leaving"
    assert lead.db["conflict"].count == 1


def test_what_has_no_effect_cannot_be_undone() -> None:
    lead, other = make_journal("a"), make_journal("b")
    act = other.write([create("agent", "x", {"status": "new"})]).id
    make_team(lead, {"a": ["lead"]})
    send(lead, other)
    other.trust(TEAM)
    with pytest.raises(UserFacingError, match=r"journal\.undo_not_possible"):
        other.undo(act)


def folded(monkeypatch) -> list[tuple[str, str]]:
    """Records that are projected from now on."""
    found: list[tuple[str, str]] = []
    project = projection.project

    def spy(db, touched):
        found.extend(touched)
        return project(db, touched)

    monkeypatch.setattr(projection, "project", spy)
    return found


def test_only_what_may_have_changed_is_folded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    lead, inspector, newcomer = make_journal("a"), make_journal("b"), make_journal("c")
    make_team(lead, {"a": ["lead"], "b": ["inspector"]})
    for number in range(5):
        lead.write([create("agent", f"a{number}", {"status": "new"})])
        inspector.write([create("agent", f"b{number}", {"status": "new"})])
        newcomer.write([create("agent", f"c{number}", {"status": "new"})])
    send(inspector, lead)
    send(newcomer, lead)
    last = {inspector.replica.public: (3, operation_id(inspector, 3))}
    seen = folded(monkeypatch)

    def records() -> list[str]:
        found = sorted(id for kind, id in seen if kind == "agent")
        seen.clear()
        return found

    state(lead, granted("c", "inspector"))
    assert records() == [f"c{number}" for number in range(5)]
    state(lead, granted("b", "inspector", "trainer"))
    assert records() == []
    state(lead, granted("b", "inspector", Term("trainer", "2026-01-01")))
    assert records() == [f"b{number}" for number in range(5)]
    state(lead, revoked("b", last))
    assert records() == ["b2", "b3", "b4"]
    state(lead, revoked("b", None))
    assert records() == ["b2", "b3", "b4"]
    assert projection.scan(lead.db) == health.scan_of_rebuild(lead.db)
    assert lead.db["agent"].count == 15


def operation_id(journal, seq: int) -> str:
    sql = "SELECT id FROM op WHERE replica = ? AND seq = ?"
    return str(journal.db.conn.execute(sql, [journal.replica.public, seq]).fetchone()[0])


@pytest.mark.parametrize(
    ("other", "covers"),
    [
        (Standing("p", (("lead", 5, 9),), (("k", 4),), (4, "x")), True),
        (Standing("p", (), (("k", 3),), (3, "x")), True),
        (Standing("p", (("lead", 6, 8),), (("k", 4),), (4, "x")), True),
        (Standing("q", (), (), (4, "x")), False),
        (Standing("p", (("lead", 4, 9),), (), (4, "x")), False),
        (Standing("p", (("lead", None, 9),), (), (4, "x")), False),
        (Standing("p", (("lead", 5, 10),), (), (4, "x")), False),
        (Standing("p", (("lead", 5, None),), (), (4, "x")), False),
        (Standing("p", (("trainer", 5, 9),), (), (4, "x")), False),
        (Standing("p", (), (("other", 1),), (4, "x")), False),
        (Standing("p", (), (("k", 5),), (4, "x")), False),
        (Standing("p", (), (("k", None),), (4, "x")), False),
        (Standing("p", (), (), (5, "x")), False),
        (Standing("p", (), (), None), False),
    ],
)
def test_one_standing_covers_another(other: Standing, covers: bool) -> None:
    own = Standing("p", (("lead", 5, 9),), (("k", 4),), (4, "x"))
    assert own.covers(other) is covers
    assert own.covers(own)
    forked = Standing("p", own.terms, own.keys, own.upto, frozenset(["f"]))
    assert own.covers(forked)
    assert not forked.covers(own)


def test_who_looked_at_a_number_is_logged_whoever_it_was() -> None:
    lead, other = make_journal("a"), make_journal("b")
    make_team(lead, {"a": ["lead"]})
    looked = signed_as_is(other, kind="unmask", entity_type="call", entity_id="c", payload={})
    lead.add([looked])
    assert marks(lead) == {}


def test_two_years_ahead_is_shown_marked_and_moves_no_clock() -> None:
    journal, other = make_journal("a"), make_journal("b")
    before = journal.clock.last
    for id, ahead in (("far", TWO_YEARS), ("near", TOLERANCE_MS - 60_000)):
        hlc = (START_MS + ahead) << 16
        payload = {"status": id}
        odd = signed_as_is(other, hlc=hlc, kind="create", entity_id=id, payload=payload)
        journal.add([odd])
        assert row(journal, "agent", id)["status"] == id
        if id == "far":
            assert journal.clock.last == before
            ((operation, by_ms),) = health.ahead_of_time(journal.db).items()
            assert operation == odd.id
            assert abs(by_ms - TWO_YEARS) < 60_000
    assert len(health.ahead_of_time(journal.db)) == 1
    assert journal.clock.last == (START_MS + TOLERANCE_MS - 60_000) << 16
    journal.write([delete("agent", "far")])
    assert row(journal, "agent", "far") is None
    projection.rebuild(journal.db)
    assert len(health.ahead_of_time(journal.db)) == 1, "local, no part of the projection"


def test_statements_strewn_among_everything_else_are_heard_in_a_few_goes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Anybody can sign thousands that mean nothing; each time all of them would be read again."""
    lead, newcomer, reader = make_journal("a"), make_journal("b"), trusting("r")
    make_team(lead, {"a": ["lead"]})
    about = {"kind": "roster", "entity_type": TRUST_GROUP, "entity_id": TEAM}
    for number in range(20):
        newcomer.write([create("agent", f"x{number}", {"status": "new"})])
        newcomer.add([signed_as_is(newcomer, **about, payload={"number": number})])
    said = operations(newcomer)
    state(lead, granted("b", "inspector"))
    goes: list[int] = []
    derive = standings.derive

    def counted(db):
        goes.append(1)
        return derive(db)

    monkeypatch.setattr(standings, "derive", counted)
    monkeypatch.setattr("qa_desktop.journal.journal.PIECE", 2)
    reader.add([*said, *operations(lead)])
    assert 1 < len(goes) <= 9
    assert reader.db["agent"].count == 20
    assert set(marks(reader).values()) == {"malformed"}
    assert projection.scan(reader.db) == health.scan_of_rebuild(reader.db)


def test_a_role_may_be_held_for_as_long_as_there_is_a_calendar() -> None:
    """Its first day begins, and its last one ends, where no calendar goes."""
    lead = make_journal("a")
    make_team(lead, {"a": ["lead"]})
    state(lead, granted("b", Term("inspector", "0001-01-01", "9999-12-31")))
    newcomer = make_journal("b")
    newcomer.write([create("agent", "x", {"status": "new"})])
    send(newcomer, lead)
    assert row(lead, "agent", "x") is not None
