"""``erase`` as a person runs it: first told, then done, never by accident."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.factories import write_wav

NUMBER = "13812345678"


@pytest.fixture
def call(cli: Cli, tmp_path: Path) -> str:
    write_wav(tmp_path / "in" / f"20261120-093500-0617-{NUMBER}.wav", 0.3)
    pattern = "{start:%Y%m%d-%H%M%S}-{agent}-{number}"
    assert cli("import", "recordings", tmp_path / "in", "--pattern", pattern).status == 0
    return str(cli("recordings", "--json").document[0]["id"])


def test_without_yes_nothing_goes(cli: Cli, call: str, folder: Path) -> None:
    answer = cli("erase", "customer", NUMBER)
    assert answer.status == 0 and "Nothing was erased" in answer.out and NUMBER in answer.out
    document = cli("erase", "recording", call, "--json").document
    assert document["erased"] is False and document["recordings"] == 1
    assert cli("check", "--full", "--json").document["notes"] == []
    assert len([file for file in (folder / "audio").rglob("*") if file.is_file()]) == 1


def test_a_recording_then_its_backups(cli: Cli, call: str, folder: Path, tmp_path: Path) -> None:
    cli("backup")
    document = cli("erase", "recording", call, "--yes", "--replace-backups", "--json").document
    assert document["erased"] is True and document["values"]["file_name"] == 1
    held = [f for f in folder.rglob("*") if f.is_file() and NUMBER.encode() in f.read_bytes()]
    assert held == []
    report = cli("check", "--full", "--json").document
    assert (report["ok"], report["notes"]) == (True, [])
    again = cli("import", "recordings", tmp_path / "in", "--json").document
    assert again["added"] == 0 and "erased for ever" in again["unreadable"][0]["why"]


def test_an_agent_and_a_customer(cli: Cli, call: str) -> None:
    assert cli("erase", "agent", "0617", "--yes", "--json").document["values"]["agent"] == 1
    assert cli("erase", "customer", NUMBER, "--yes", "--json").document["values"] == {"call": 1}
    (row,) = cli("recordings", "--json").document
    assert row["id"] == call and row["agent"] is None
    history = cli("history", call, "--json").document
    assert [line["kind"] for line in history][-1] == "erase"


def test_refusals_change_nothing(cli: Cli, call: str) -> None:
    assert cli("erase", "agent", "9999", "--json").error["id"] == "erase.unknown_person"
    assert cli("erase", "customer", "123", "--json").error["id"] == "erase.number_too_short"
    assert cli("erase", "customer", "13900000000", "--json").error["id"] == "erase.nothing"
    assert cli("erase", "recording", "nobody", "--yes", "--json").status == 3
