"""A real old file of every released schema opens, loses nothing, and is whole."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.journal import projection
from qa_desktop.journal.digest import count_operations, kept_digest
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.roster import read_roster
from qa_desktop.services.health import check
from qa_desktop.services.scorecard_editing import find_card_drafts
from qa_desktop.store.bundles import find_bundles
from qa_desktop.store.coaching import find_coaching
from qa_desktop.store.connection import SCHEMA_VERSION, connect
from qa_desktop.store.evaluations import get_revisions
from qa_desktop.store.memberships import team_on
from qa_desktop.store.migrations import migrate, migrations
from qa_desktop.store.people import find_teams
from qa_desktop.store.published_cards import find_publications
from qa_desktop.store.reader import Reader
from qa_desktop.store.remarks import find_remarks
from qa_desktop.store.scorecards import get_version
from qa_desktop.store.settings import get_setting
from qa_desktop.store.tiers import find_tier_choices
from qa_desktop.store.workspace import DATABASE, Workspace

DATA = Path(__file__).resolve().parents[1] / "data"
VERSIONS = range(1, SCHEMA_VERSION + 1)


@pytest.fixture(params=VERSIONS, ids=lambda version: f"v{version}")
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, dict[str, object]]:
    """A workspace folder with that version's database, and what it held when it was made."""
    folder = tmp_path / "old"
    folder.mkdir()
    shutil.copyfile(DATA / f"workspace-v{request.param}.db", folder / DATABASE)
    facts = json.loads((DATA / f"workspace-v{request.param}.json").read_text())
    return folder, facts


def test_it_opens_whole(old: tuple[Path, dict[str, object]]) -> None:
    folder, facts = old
    db = connect(folder / DATABASE)
    migrate(db)
    assert count_operations(db) == facts["operations"]
    assert kept_digest(db) == facts["digest"]
    db.close()
    with Workspace.open(folder, name="王芳") as workspace:
        assert workspace.journal.replica.public != facts["replica"], "the key is not here: a clone"
        report = check(workspace, full=True)
        assert report.problems == []
        expected = (
            "audio missing",
            "clip missing",
            "scorecard.unknown",
        )  # the card may have a later version
        assert all(any(words in note for words in expected) for note in report.notes)


def test_what_was_in_it_is_read(old: tuple[Path, dict[str, object]]) -> None:
    folder, _ = old
    with Workspace.open(folder, name="王芳") as workspace:
        db = workspace.db
        (evaluation,) = [id for (id,) in db.conn.execute("SELECT id FROM evaluation")]
        first, second = get_revisions(db, evaluation)
        assert first.payload["strengths"] == "开场好" and first.payload["heard"] == [[0, 2000, 100]]
        assert second.payload["reason"] == "复听后更正"
        assert [remark.text for remark in find_remarks(db)] == ["开场白完整"]
        assert get_setting(db, "daily_target") == 45
        words = "SELECT value FROM annotation a JOIN personal p ON p.hash = a.text"
        assert ("打断客户两次",) in db.conn.execute(words).fetchall()
        aside = db.conn.execute("SELECT count(*) FROM call WHERE invalid_reason = 'no_speech'")
        assert aside.fetchone() == (1,)
        assert "写到一半" in db.conn.execute("SELECT body FROM draft").fetchone()[0]


def test_what_the_second_release_added_is_read(tmp_path: Path) -> None:
    shutil.copyfile(DATA / "workspace-v2.db", tmp_path / DATABASE)
    with Workspace.open(tmp_path, name="王芳") as workspace:
        db = workspace.db
        (agent, call) = db.conn.execute("SELECT agent, call FROM evaluation").fetchone()
        teams = {day: team_on(db, agent, day) for day in ("2026-11-05", "2026-11-20")}
        known = find_teams(db)
        assert teams == {"2026-11-05": known["一组"], "2026-11-20": known["二组"]}
        assert db.conn.execute("SELECT count(*) FROM listed_call").fetchone() == (2,)
        assert db.conn.execute("SELECT dialled FROM agent_day").fetchone() == (120,)
        words = "SELECT value FROM acknowledgement a JOIN personal p ON p.hash = a.words"
        assert db.conn.execute(words).fetchone() == ("以后注意",)
        assert [row.about for row in find_coaching(db)] == ["语速"]
        assert [row.reason for row in find_tier_choices(db).values()] == ["连续三月优秀"]
        (serial,) = db.conn.execute(
            "SELECT value FROM call c JOIN personal p ON p.hash = c.serial WHERE c.id = ?", [call]
        ).fetchone()
        assert serial == "流水-001"
        assert [note.direction for note in find_bundles(db)] == ["out"]


def test_what_the_third_release_added_is_read(tmp_path: Path) -> None:
    """A team of two; one of them was revoked and wrote something after it."""
    shutil.copyfile(DATA / "workspace-v3.db", tmp_path / DATABASE)
    with Workspace.open(tmp_path, name="王芳") as workspace:
        db = workspace.db
        roster = read_roster(db)
        assert workspace.trust_group == roster.group
        assert [member.is_revoked for member in roster.members.values()].count(True) == 1
        refused = db.conn.execute("SELECT entity_type, why FROM without_effect ORDER BY 1")
        assert refused.fetchall() == [("annotation", "revoked"), ("person", "stranger")], (
            "who opened this copy is nobody's colleague"
        )
        words = "SELECT value FROM annotation a JOIN personal p ON p.hash = a.text"
        assert ("抢话",) in db.conn.execute(words).fetchall()
        assert ("换了电脑以后写的",) not in db.conn.execute(words).fetchall()
        assert db.conn.execute("SELECT count(*) FROM clip").fetchone() == (1,)
        assert [note.direction for note in find_bundles(db)].count("in") == 2


def test_what_the_fourth_release_added_is_read(tmp_path: Path) -> None:
    """Two published versions of a card, a retired card and a draft."""
    shutil.copyfile(DATA / "workspace-v4.db", tmp_path / DATABASE)
    with Workspace.open(tmp_path, name="王芳") as workspace:
        db = workspace.db
        publications = find_publications(db)
        marks = {
            each.begins: each.version and get_version(each.version, db).policy.pass_mark
            for each in publications
        }
        assert marks == {"2026-11-01": 85, "2026-11-15": 82, "2026-12-01": None}
        assert [draft.draft.get("name") for draft in find_card_drafts(db)] == ["回访质检表"]


def test_migrating_twice_changes_nothing(workspace: Workspace) -> None:
    before = projection.scan(workspace.db), workspace.db.schema
    migrate(workspace.db)
    assert (projection.scan(workspace.db), workspace.db.schema) == before


def test_every_migration_is_numbered_and_every_version_has_its_file(workspace: Workspace) -> None:
    names = [migration.name for migration in migrations.applied(workspace.db)]
    assert not list(migrations.pending(workspace.db))
    numbers = [int(name[1:5]) for name in names]
    assert numbers == sorted(set(numbers)) and numbers[0] == 1
    for version in VERSIONS:
        assert (DATA / f"workspace-v{version}.db").is_file()


def test_a_changed_declaration_is_folded_again(workspace: Workspace) -> None:
    scan = projection.scan(workspace.db)
    workspace.db.execute("UPDATE person SET number = NULL")
    workspace.db.execute(
        "UPDATE meta SET value = json_set(value, '$.person', 'older') WHERE key = 'declarations'"
    )
    assert projection.scan(workspace.db) != scan
    assert projection.bring_up_to_date(workspace.db) == ["person"]
    assert projection.scan(workspace.db) == scan
    assert "person" in RECORD_TYPES


def test_a_newer_file_is_left_as_it_is(workspace: Workspace) -> None:
    workspace.db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    workspace.close()
    content = (workspace.folder / DATABASE).read_bytes()
    for opening in (Workspace.open, Reader.open):
        with pytest.raises(UserFacingError) as refused:
            opening(workspace.folder)
        assert refused.value.id == "workspace.newer"
    assert (workspace.folder / DATABASE).read_bytes() == content
