"""Passphrases and cards on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli

OLD, NEW = "好好听好好说", "今天也要笑着接电话"


@pytest.fixture(autouse=True)
def person(cli: Cli, quick_seals: None) -> None:
    assert cli("identity", "new", "--name", "李敏", "--number", "8001").status == 0


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase.txt"
    file.write_text(f"{OLD}\n", encoding="utf-8")
    return file


def test_a_card_is_saved_and_says_whose_it_is(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "limin.qacard"
    made = cli("identity", "card", out, "--json").document
    assert made["file"] == str(out)
    read = cli("identity", "show", out, "--json").document
    own = cli("identity", "show", "--json").document
    assert read == own and own["name"] == "李敏"
    assert len(own["words"]["en"].split()) == len(own["words"]["zh"].split()) == 15


def test_no_command_makes_a_person_alone_choose_a_passphrase(cli: Cli, tmp_path: Path) -> None:
    cli("identity", "card", tmp_path / "c.qacard")
    refused = cli("identity", "passphrase", "--json")
    assert (refused.status, refused.error["id"]) == (3, "identity.no_passphrase")


def test_set_and_changed_by_file_and_environment(
    cli: Cli, passphrase_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli("identity", "passphrase", "--passphrase-file", passphrase_file).status == 0
    refused = cli("identity", "card", tmp_path / "c.qacard", "--json")
    assert (refused.status, refused.error["id"]) == (3, "identity.locked")
    assert not (tmp_path / "c.qacard").exists()
    monkeypatch.setenv("QA_DESKTOP_NEW_PASSPHRASE", NEW)
    assert cli("identity", "passphrase", "--passphrase-file", passphrase_file).status == 0
    wrong = cli("identity", "card", tmp_path / "c.qacard", "--passphrase-file", passphrase_file)
    assert wrong.status == 3
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE", NEW)
    assert cli("identity", "card", tmp_path / "c.qacard").status == 0


def test_the_card_is_shown_again_without_the_keys(
    cli: Cli, passphrase_file: Path, tmp_path: Path
) -> None:
    cli("identity", "card", tmp_path / "before.qacard")
    cli("identity", "passphrase", "--passphrase-file", passphrase_file)
    assert cli("identity", "card", tmp_path / "after.qacard").status == 0
    assert (tmp_path / "before.qacard").read_bytes() == (tmp_path / "after.qacard").read_bytes()


def test_a_passphrase_file_that_is_none_is_named(cli: Cli, tmp_path: Path) -> None:
    for file in (tmp_path / "nowhere", tmp_path):
        refused = cli("identity", "passphrase", "--passphrase-file", file, "--json")
        assert (refused.status, refused.error["id"]) == (3, "identity.passphrase_file")
    (tmp_path / "latin").write_bytes("schön".encode("latin-1"))
    refused = cli("identity", "passphrase", "--passphrase-file", tmp_path / "latin", "--json")
    assert refused.error["id"] == "identity.passphrase_file"


def test_what_is_no_card_is_refused(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "x.qacard").write_bytes(b"\x00\xff")
    assert cli("identity", "show", tmp_path / "x.qacard", "--json").error["id"] == "card.not_a_card"
    assert cli("identity", "show", tmp_path / "y.qacard", "--json").error["id"] == "card.not_read"
    out = tmp_path / "x.qacard" / "c"
    assert cli("identity", "card", out, "--json").error["id"] == "card.not_written"
