"""Recovery files: may be all that is left of a team's root one day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.recovery_file import read_recovery, write_recovery
from qa_desktop.journal.keys import SigningKey

pytestmark = pytest.mark.usefixtures("quick_seals")

ROOT = SigningKey(b"r" * 32)
WORDS = "放在保险柜里的话"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    out = tmp_path / "team.qarecovery"
    write_recovery(out, ROOT.public, "华东", ROOT, WORDS)
    return out


def text(said: dict[str, object]) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def refused(file: Path, passphrase: str = WORDS) -> str:
    with pytest.raises(UserFacingError) as error:
        read_recovery(file).open(passphrase)
    assert error.value.say("zh")
    return error.value.id


def test_there_and_back(file: Path) -> None:
    read = read_recovery(file)
    assert (read.team, read.key, read.name) == (ROOT.public, ROOT.public, "华东")
    assert read.open(WORDS).secret == ROOT.secret
    assert ROOT.secret.hex() not in file.read_text()


def test_every_byte_counts(file: Path) -> None:
    """Of what names the team and holds the key; the name is words for people."""
    whole = file.read_bytes().strip()
    name = whole.index("华东".encode())
    for place in range(len(whole)):
        if name <= place < name + 6:
            continue
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert refused(file).startswith(("recovery.", "identity.")), place


@pytest.mark.parametrize("length", [0, 1, 100, 400])
def test_a_part_is_none(file: Path, length: int) -> None:
    file.write_bytes(file.read_bytes()[:length])
    assert refused(file) == "recovery.damaged"


def test_a_box_of_another_team_or_key_does_not_open(file: Path) -> None:
    other, said = SigningKey(b"o" * 32), json.loads(file.read_text())
    for change in ({"team": other.public}, {"key": other.public}):
        file.write_text(text(said | change))
        assert refused(file) == "identity.wrong_passphrase"


def test_parameters_that_would_take_the_memory_are_refused(file: Path) -> None:
    said = json.loads(file.read_text())
    for change in ({"memory_kib": 1 << 30}, {"iterations": 10_000}, {"lanes": 400}):
        hostile = said | {"sealed": said["sealed"] | change}
        file.write_text(text(hostile))
        assert refused(file) == "identity.sealed_file_damaged"


def test_newer_missing_and_foreign_files_are_said_to_be(file: Path, tmp_path: Path) -> None:
    said = json.loads(file.read_text())
    newer, foreign = tmp_path / "newer", tmp_path / "foreign"
    newer.write_text(text(said | {"reader": 2}))
    foreign.write_text('{"format":"something else"}')
    ids = [refused(each) for each in (newer, foreign, tmp_path / "nowhere", tmp_path)]
    assert ids == ["recovery.newer", "recovery.damaged", "recovery.not_read", "recovery.not_read"]


def test_no_file_is_replaced(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(UserFacingError) as error:
        write_recovery(file, ROOT.public, "华东", ROOT, WORDS)
    assert error.value.id == "recovery.exists" and file.read_bytes() == before
