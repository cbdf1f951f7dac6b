"""Bundles of a team: whose they are, and what they may do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.journal import digest, health, projection
from qa_desktop.journal.changes import create, set_fields
from qa_desktop.journal.keys import SigningKey
from qa_desktop.journal.roster import Accepted, Term
from qa_desktop.journal.statements import found, issue, member, revoke
from qa_desktop.services.bundle_merging import merge, preview
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.conflicts import take_side
from qa_desktop.services.health import check
from qa_desktop.store.conflicts import find_conflicts
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.people import find_agents
from qa_desktop.store.reader import get_owner
from qa_desktop.store.workspace import Workspace

ROOT = SigningKey(b"r" * 32)
OTHER_ROOT = SigningKey(b"o" * 32)


def machine(tmp_path: Path, name: str) -> Workspace:
    return Workspace.open(tmp_path / name, name=name, keys=KeyStore(tmp_path / f"{name}-keys"))


@pytest.fixture
def inspector(tmp_path: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "wang") as workspace:
        yield workspace


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "li") as workspace:
        yield workspace


def grant(founder: Workspace, whom: Workspace, *roles: str, root: SigningKey = ROOT) -> None:
    owner = get_owner(whom.db)
    terms = [Term(role) for role in roles]
    said = [member(owner.person, owner.sign_key, owner.receive_key, terms)]
    issue(founder.journal, root, root.public, said)


def revoke_all(founder: Workspace, whom: Workspace, accepted: Accepted) -> None:
    owner = get_owner(whom.db)
    said = [revoke(owner.person, owner.sign_key, accepted)]
    issue(founder.journal, ROOT, ROOT.public, said)


def make_team(founder: Workspace, root: SigningKey = ROOT) -> None:
    issue(founder.journal, root, root.public, [found("华东")])
    grant(founder, founder, "lead", root=root)
    founder.trust(root.public)


def agents(workspace: Workspace) -> int:
    return int(workspace.db["agent"].count)


def test_who_works_alone_before_joins_with_all_that_was_written(
    lead: Workspace, inspector: Workspace, tmp_path: Path
) -> None:
    inspector.write([create("agent", "a-1", {"name": "王小明"})])
    make_team(lead)
    grant(lead, inspector, "inspector")
    write_out(lead, tmp_path / "team.qab")
    before = digest.kept_digest(inspector.db)
    with pytest.raises(UserFacingError, match=r"bundle\.join_first"):
        merge(inspector, tmp_path / "team.qab")
    with pytest.raises(UserFacingError, match=r"bundle\.join_first"):
        preview(inspector, tmp_path / "team.qab")
    assert digest.kept_digest(inspector.db) == before
    with pytest.raises(UserFacingError, match=r"bundle\.other_team"):
        merge(inspector, tmp_path / "team.qab", join=OTHER_ROOT.public)
    assert inspector.trust_group is None
    merge(inspector, tmp_path / "team.qab", join=ROOT.public)
    assert inspector.trust_group == ROOT.public
    assert agents(inspector) == 1
    with pytest.raises(UserFacingError, match=r"bundle\.other_team"):
        merge(inspector, tmp_path / "team.qab", join=OTHER_ROOT.public)
    write_out(inspector, tmp_path / "mine.qab")
    merge(lead, tmp_path / "mine.qab")
    assert agents(lead) == 1
    assert projection.scan(lead.db) == projection.scan(inspector.db)
    assert digest.kept_digest(lead.db) == digest.kept_digest(inspector.db)
    for workspace in (lead, inspector):
        assert check(workspace, full=True).ok
        assert projection.scan(workspace.db) == health.scan_of_rebuild(workspace.db)


def test_a_bundle_of_another_team_is_refused(
    lead: Workspace, inspector: Workspace, tmp_path: Path
) -> None:
    make_team(lead)
    make_team(inspector, OTHER_ROOT)
    write_out(lead, tmp_path / "a.qab")
    before = digest.kept_digest(inspector.db)
    for act in (merge, preview):
        with pytest.raises(UserFacingError, match=r"bundle\.other_team"):
            act(inspector, tmp_path / "a.qab")
    assert digest.kept_digest(inspector.db) == before


def test_what_belongs_to_no_team_is_welcome_and_counts_by_the_roster(
    lead: Workspace, inspector: Workspace, tmp_path: Path
) -> None:
    make_team(lead)
    inspector.write([create("agent", "a-1", {"name": "王小明"})])
    write_out(inspector, tmp_path / "b.qab")
    merge(lead, tmp_path / "b.qab")
    assert agents(lead) == 0
    grant(lead, inspector, "inspector")
    assert agents(lead) == 1


def test_a_revocation_that_would_hide_much_asks_first(
    lead: Workspace, inspector: Workspace, tmp_path: Path
) -> None:
    make_team(lead)
    grant(lead, inspector, "inspector")
    wrote = [create("agent", f"a-{number}", {"name": "王小明"}) for number in range(60)]
    inspector.write(wrote)
    write_out(inspector, tmp_path / "b.qab")
    merge(lead, tmp_path / "b.qab")
    assert agents(lead) == 60
    write_out(lead, tmp_path / "c.qab")
    with machine(tmp_path, "chen") as other:
        other.trust(ROOT.public)
        merge(other, tmp_path / "c.qab")
        revoke_all(lead, inspector, {})
        assert agents(lead) == 0
        write_out(lead, tmp_path / "d.qab")
        assert preview(other, tmp_path / "d.qab").hidden == 60 + 1  # and his name
        with pytest.raises(UserFacingError, match=r"bundle\.hides_many"):
            merge(other, tmp_path / "d.qab")
        assert agents(other) == 60
        merge(other, tmp_path / "d.qab", accept_hides=True)
        assert agents(other) == 0
        assert projection.scan(other.db) == health.scan_of_rebuild(other.db)


def test_an_operation_altered_inside_a_bundle_that_is_otherwise_right(
    lead: Workspace, inspector: Workspace, tmp_path: Path
) -> None:
    """Whoever passes it on signs the bundle himself; he cannot sign for others."""
    make_team(lead)
    grant(lead, inspector, "inspector")
    write_out(lead, tmp_path / "team.qab")
    merge(inspector, tmp_path / "team.qab", join=ROOT.public)
    lead.write([create("agent", "a-1", {"status": "new"})])
    write_out(lead, tmp_path / "b.qab")
    merge(inspector, tmp_path / "b.qab")
    inspector.db.conn.execute("UPDATE op SET raw = replace(raw, '\"new\"', '\"old\"')")
    write_out(inspector, tmp_path / "c.qab")
    with machine(tmp_path, "chen") as other:
        merge(other, tmp_path / "team.qab", join=ROOT.public)
        before = digest.kept_digest(other.db)
        for act in (merge, preview):
            with pytest.raises(UserFacingError, match=r"bundle\.altered"):
                act(other, tmp_path / "c.qab")
        assert digest.kept_digest(other.db) == before
        assert agents(other) == 0


def test_two_edit_one_name_apart_in_a_team(
    lead: Workspace, inspector: Workspace, tmp_path: Path
) -> None:
    """One conflict on both sides, the same value shown, settled once, gone on both."""
    make_team(lead)
    grant(lead, inspector, "inspector")
    lead.write([create("agent", "a-1", {"name": "王小明"})])
    write_out(lead, tmp_path / "team.qab")
    merge(inspector, tmp_path / "team.qab", join=ROOT.public)
    lead.write([set_fields("agent", "a-1", {"name": "王晓明"})])
    inspector.write([set_fields("agent", "a-1", {"name": "汪小明"})])
    both = (lead, inspector)

    def exchange() -> None:
        for number, (one, other) in enumerate((both, both[::-1])):
            write_out(one, tmp_path / f"{number}.qab")
            merge(other, tmp_path / f"{number}.qab")

    exchange()
    found = [find_conflicts(workspace.db) for workspace in both]
    assert found[0] == found[1]
    ((conflict,), _) = found
    assert [side.value for side in conflict.sides] == ["汪小明", "王晓明"]
    shown = {find_agents(workspace.db)[0].name for workspace in both}
    assert shown == {conflict.sides[0].value}
    take_side(inspector, conflict.id, 2)
    exchange()
    for workspace in both:
        assert find_conflicts(workspace.db) == []
        assert find_agents(workspace.db)[0].name == "王晓明"
    assert projection.scan(lead.db) == projection.scan(inspector.db)
