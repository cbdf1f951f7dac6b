"""The library without a window: filed, found with reason and second, taken out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.factories import write_wav


@pytest.fixture
def calls(cli: Cli, tmp_path: Path) -> list[str]:
    for number in range(2):
        name = f"20261120-09300{number}-6001-1381234567{number}.wav"
        write_wav(tmp_path / "in" / name, tone=300 + 7 * number)
    assert cli("import", "recordings", tmp_path / "in").status == 0
    return [row["id"] for row in cli("recordings", "--json").document]


def test_filed_found_and_taken_out(cli: Cli, calls: list[str]) -> None:
    filed = cli("library", "shelve", calls[0], "good", "--from", 100, "--to", 400,
                "--why", "先道歉再解释", "--tag", "语气", "--json")  # fmt: skip
    assert filed.status == 0
    cli("library", "shelve", calls[0], "bad", "--why", "抢话")
    cli("annotate", calls[1], "--at", 300, "--kind", "note", "--text", "道歉了")
    assert [row["count"] for row in cli("library", "tags", "--json").document] == [1]
    found = cli("library", "list", "--find", "道歉", "--json").document
    row = next(each for each in found if each["entry"] == filed.document["entry"])
    assert (row["shelf"], row["tags"], row["from_ms"], row["to_ms"]) == ("good", ["语气"], 100, 400)
    assert row["reasons"] == [{"kind": "why", "text": "先道歉再解释", "at_ms": 100}]
    everywhere = cli("library", "list", "--find", "道歉", "--all", "--json").document
    assert {each["call"] for each in everywhere} == set(calls)
    (noted,) = [each for each in everywhere if each["call"] == calls[1]]
    assert (noted["entry"], noted["reasons"][0]["at_ms"]) == (None, 300)
    assert len(cli("library", "list", "--shelf", "bad", "--json").document) == 1
    assert len(cli("library", "list", "--tag", "語氣", "--json").document) == 1
    told = cli("library", "list", "--find", "道歉").out
    assert "0.1" in told and "先道歉再解释" in told and "second" in told
    assert cli("library", "unshelve", filed.document["entry"], "--json").status == 0
    assert cli("library", "list", "--tag", "语气", "--json").document == []


def test_what_is_not_there_is_refused(cli: Cli, calls: list[str]) -> None:
    assert cli("library", "list", "--tag", "none", "--json").error["id"] == "library.unknown_tag"
    assert cli("library", "unshelve", "none", "--json").error["id"] == "library.unknown"
    assert cli("library", "list").status == 0
