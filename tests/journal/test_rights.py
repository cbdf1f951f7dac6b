"""Whose operations count: decided at projection, on every peer, in every order of arrival."""

from __future__ import annotations

import pytest
from factories_journal import make_journal, row, send
from factories_team import granted, make_team, marks, revoked, state, trusting

from qa_desktop.errors import UserFacingError
from qa_desktop.journal import health, projection
from qa_desktop.journal.changes import create, set_fields
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.rights import ERASING, REASONS, RULES
from qa_desktop.texts import Text, render


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
