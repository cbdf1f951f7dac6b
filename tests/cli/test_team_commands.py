"""A team on the command line, by two people with a profile each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Answer, Cli

pytestmark = pytest.mark.usefixtures("quick_seals")

Person = Callable[..., Answer]


@pytest.fixture
def person(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Person]:
    """``person("wang")("team", "show")`` at that person's computer."""
    monkeypatch.delenv("QA_DESKTOP_WORKSPACE")

    def sit(name: str) -> Person:
        def call(*arguments: object) -> Answer:
            monkeypatch.setenv("QA_DESKTOP_PROFILE", str(tmp_path / f"{name}-profile"))
            monkeypatch.setenv("QA_DESKTOP_PASSPHRASE", f"the words of {name}")
            return cli("--workspace", tmp_path / name, "--json", *arguments)

        assert call("identity", "new", "--name", name, "--number", name[:2]).status == 0
        return call

    return sit


@pytest.fixture
def wang(person: Callable[[str], Person]) -> Person:
    return person("wang")


@pytest.fixture
def limin(person: Callable[[str], Person]) -> Person:
    return person("limin")


@pytest.fixture
def team(wang: Person, tmp_path: Path) -> dict[str, Any]:
    made = wang("team", "create", "华东质检组", "--recovery", tmp_path / "r.qarecovery")
    assert made.status == 0
    return dict(made.document)


def people(answer: Answer) -> dict[str, Any]:
    assert answer.status == 0, answer.err
    return {each["name"]: each for each in answer.document["people"]}


def test_create_says_what_the_others_compare(
    wang: Person, team: dict[str, Any], tmp_path: Path
) -> None:
    assert set(team) == {"team", "name", "fingerprint", "words", "keeps_roster", "people"}
    assert team["name"] == "华东质检组" and team["keeps_roster"]
    assert len(team["words"]["zh"].split()) == 15
    assert wang("team", "show").document == team
    assert (tmp_path / "r.qarecovery").exists()
    (me,) = team["people"]
    assert me["me"] and me["name"] == "wang" and not me["revoked"]
    roles = [role["role"] for role in me["roles"]]
    assert roles == me["today"] == ["inspector", "manager", "quality_lead"]


def test_add_join_and_back(
    wang: Person, limin: Person, team: dict[str, Any], tmp_path: Path
) -> None:
    card, bundle = tmp_path / "limin.qacard", tmp_path / "team.qab"
    print_of = limin("identity", "card", card).document["words"]["zh"]
    wrong = wang("team", "add", card, "--role", "lead", "--fingerprint", team["fingerprint"])
    assert (wrong.status, wrong.error["id"]) == (3, "fingerprint.differs")
    days = ("--from", "2026-01-01", "--until", "2026-12-31")
    added = wang("team", "add", card, "--role", "lead", *days, "--fingerprint", print_of)
    assert people(added)["limin"]["roles"] == [
        {"role": "lead", "from": "2026-01-01", "until": "2026-12-31"}
    ]
    wang("bundle", "write", bundle)
    assert limin("bundle", "merge", bundle).error["id"] == "bundle.join_first"
    refused = limin("team", "join", bundle, "--trust", "的 " * 15)
    assert refused.error["id"] == "fingerprint.misread"
    joined = limin("team", "join", bundle, "--trust", team["words"]["en"])
    assert people(joined)["limin"]["me"] and not joined.document["keeps_roster"]
    limin("bundle", "write", tmp_path / "back.qab")
    merged = wang("bundle", "merge", tmp_path / "back.qab")
    assert merged.status == 0
    assert (merged.document["stranger"], merged.document["revoked"]) == (False, False)
    one, other = wang("digest", "--scan").document, limin("digest", "--scan").document
    assert one["digest"] == other["digest"] and one["scan"] == other["scan"]
    assert limin("team", "revoke", "wang").error["id"] == "trust_group.no_root_here"


def test_the_bundle_to_join_by_is_encrypted(
    wang: Person, limin: Person, team: dict[str, Any], tmp_path: Path
) -> None:
    card, bundle = tmp_path / "limin.qacard", tmp_path / "team.qab"
    limin("identity", "passphrase")
    limin("identity", "card", card)
    early = wang("bundle", "write", bundle, "--to", "limin")
    assert early.error["id"] == "bundle.no_such_person"
    wang("team", "add", card, "--role", "lead")
    assert wang("bundle", "write", bundle, "--to", "limin").document["encrypted"]
    joined = limin("team", "join", bundle, "--trust", team["words"]["zh"])
    assert people(joined)["limin"]["me"]
    wang("team", "revoke", "limin")
    limin("bundle", "write", tmp_path / "after.qab")
    told = wang("bundle", "show", tmp_path / "after.qab").document
    assert (told["stranger"], told["revoked"]) == (False, True)
    late = wang("bundle", "write", tmp_path / "late.qab", "--to", "limin")
    assert late.error["id"] == "bundle.revoked_addressee" and "limin" in late.error["message"]


def test_roles_revocation_and_its_lifting(
    wang: Person, limin: Person, team: dict[str, Any], tmp_path: Path
) -> None:
    card = tmp_path / "limin.qacard"
    limin("identity", "card", card)
    wang("team", "add", card, "--role", "inspector")
    changed = wang("team", "roles", "limin", "--role", "trainer", "--role", "lead")
    assert [role["role"] for role in people(changed)["limin"]["roles"]] == ["trainer", "lead"]
    assert people(wang("team", "revoke", "limin"))["limin"]["revoked"]
    again = wang("team", "add", card, "--role", "inspector")
    assert again.error["id"] == "trust_group.is_revoked"
    lifted = wang("team", "add", card, "--role", "inspector", "--lift-revocation")
    assert not people(lifted)["limin"]["revoked"]
    assert wang("team", "revoke", "nobody").error["id"] == "trust_group.no_such_person"


def test_a_successor_takes_over(
    wang: Person,
    limin: Person,
    team: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    card, bundle, spare = tmp_path / "c.qacard", tmp_path / "t.qab", tmp_path / "s.qarecovery"
    limin("identity", "card", card)
    wang("team", "add", card, "--role", "manager")
    monkeypatch.setenv("QA_DESKTOP_RECOVERY_PASSPHRASE", "handed over in a letter")
    assert wang("team", "successor", "--recovery", spare).status == 0
    wang("bundle", "write", bundle)
    limin("team", "join", bundle, "--trust", team["fingerprint"])
    monkeypatch.setenv("QA_DESKTOP_RECOVERY_PASSPHRASE", "guessed")
    assert limin("team", "recover", spare).error["id"] == "identity.wrong_passphrase"
    monkeypatch.setenv("QA_DESKTOP_RECOVERY_PASSPHRASE", "handed over in a letter")
    assert limin("team", "recover", spare).document["keeps_roster"]
    assert people(limin("team", "revoke", "wang"))["wang"]["revoked"]


def test_alone_there_is_none(wang: Person, tmp_path: Path) -> None:
    for command in (("show",), ("revoke", "x"), ("recover", tmp_path / "x")):
        refused = wang("team", *command)
        assert (refused.status, refused.error["id"]) == (3, "trust_group.none")


def test_without_a_passphrase_no_team(
    wang: Person, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QA_DESKTOP_PASSPHRASE")
    out, place = tmp_path / "r", ("--workspace", tmp_path / "wang", "--json")
    refused = cli(*place, "team", "create", "组", "--recovery", out)
    assert (refused.status, refused.error["id"]) == (3, "identity.locked")
    assert not out.exists()


def test_for_people_it_is_said_in_words(
    wang: Person, team: dict[str, Any], cli: Cli, tmp_path: Path
) -> None:
    said = cli("--workspace", tmp_path / "wang", "--lang", "zh_CN", "team", "show")
    assert "华东质检组" in said.out and "质检主管" in said.out
    assert team["words"]["zh"].split()[0] in said.out
