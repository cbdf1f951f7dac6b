"""``bundle`` and ``conflicts`` as two people use them on two machines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qa_desktop.store.settings import set_setting
from qa_desktop.store.workspace import Workspace
from tests.cli.conftest import Answer, Cli
from tests.factories import write_wav

At = Callable[..., Answer]


@pytest.fixture
def at(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> At:
    """``at("wang", "bundle", …)``: on that person's machine."""

    def call(person: str, *arguments: object) -> Answer:
        monkeypatch.setenv("QA_DESKTOP_PROFILE", str(tmp_path / f"{person}-profile"))
        answer = cli("--workspace", tmp_path / person, *arguments, "--json")
        assert answer.status in (0, 3), answer.err
        return answer

    for person in ("wang", "li"):
        call(person, "identity", "new", "--name", person)
    return call


def test_there_and_back(at: At, tmp_path: Path) -> None:
    write_wav(tmp_path / "in" / "20261120-093500-0617.wav")
    at(
        "wang",
        "import",
        "recordings",
        tmp_path / "in",
        "--pattern",
        "{start:%Y%m%d-%H%M%S}-{agent}",
    )
    written = at("wang", "bundle", "write", tmp_path / "w.qab", "--audio", "full").document
    assert written["files"] == [str(tmp_path / "w.qab")] and written["blobs"] == 1
    told = at("li", "bundle", "show", tmp_path / "w.qab").document
    assert told["from"]["name"] == "wang" and told["ops"] == written["ops"]
    assert at("li", "recordings").document == []
    merged = at("li", "bundle", "merge", tmp_path / "w.qab").document
    assert merged == told
    (row,) = at("li", "recordings").document
    assert row["agent"].startswith("0617")
    at("li", "bundle", "write", tmp_path / "l.qab", "--to", "wang")
    assert at("wang", "bundle", "merge", tmp_path / "l.qab").document["ops"] == 3
    one, other = (at(who, "digest", "--scan").document for who in ("wang", "li"))
    assert (one["digest"], one["scan"]) == (other["digest"], other["scan"])


def test_a_gap_is_told_by_the_name_of_its_writer(
    at: At, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, name in enumerate(("20261120-093500-0617", "20261120-103500-0618")):
        write_wav(tmp_path / name / f"{name}.wav", tone=300 + 50 * number)
        at("wang", "import", "recordings", tmp_path / name)
    rows = at("wang", "recordings").document
    newest = max(rows, key=lambda row: row["started"])["id"]
    at("wang", "bundle", "write", tmp_path / "w.qab", "--subject", newest)
    monkeypatch.setenv("QA_DESKTOP_PROFILE", str(tmp_path / "li-profile"))
    for command in ("show", "merge"):
        said = cli(
            "--workspace", tmp_path / "li", "--lang", "zh_CN", "bundle", command, tmp_path / "w.qab"
        )
        assert "wang的设备（" in said.out and "还没有收到" in said.out


def test_refusals_are_sentences(at: At, tmp_path: Path) -> None:
    (tmp_path / "no.qab").write_text("hello")
    for arguments in (
        ("bundle", "show", tmp_path / "no.qab"),
        ("bundle", "merge", tmp_path / "missing.qab"),
        ("bundle", "write", tmp_path / "x.qab", "--to", "nobody"),
        ("bundle", "write", tmp_path / "x.qab", "--subject", "12345678"),
        ("conflicts", "resolve", "x", "--take", "1"),
    ):
        answer = at("wang", *arguments)
        assert answer.status == 3 and answer.error["remedy"]
    assert at("wang", "conflicts").document == []


def test_receipt_request_and_answer(at: At, tmp_path: Path) -> None:
    at("wang", "bundle", "receipt", tmp_path / "r.qab")
    told = at("li", "bundle", "merge", tmp_path / "r.qab").document
    assert (told["purpose"], told["wants"], told["ops"]) == ("receipt", [], 3)
    assert at("li", "bundle", "request", tmp_path / "ask.qab").status == 3, "nothing is missing"
    answer = at("li", "bundle", "answer", tmp_path / "r.qab", tmp_path / "x.qab")
    assert answer.status == 3 and answer.error["id"] == "bundle.no_request"
    back = at("li", "bundle", "receipt", tmp_path / "b.qab", "--to", "wang").document
    assert back["encrypted"] and back["ops"] == 3
    assert at("wang", "bundle", "merge", tmp_path / "b.qab").document["ops"] == 3
    plain = at("li", "bundle", "receipt", tmp_path / "p.qab", "--to", "wang", "--plain").document
    assert not plain["encrypted"]
    at("third", "digest")
    closed = at("third", "bundle", "show", tmp_path / "b.qab")
    assert closed.status == 3 and closed.error["id"] == "bundle.not_for_you"


PASSPHRASE = "好好听好好说"


@pytest.fixture
def sealed(at: At, quick_seals: None, tmp_path: Path) -> Path:
    """An encrypted bundle for li, who has set a passphrase; gives the file with its words."""
    words = tmp_path / "words.txt"
    words.write_text(PASSPHRASE, encoding="utf-8")
    at("li", "bundle", "write", tmp_path / "l.qab")
    at("wang", "bundle", "merge", tmp_path / "l.qab")
    assert at("wang", "bundle", "write", tmp_path / "a.qab", "--to", "li").document["encrypted"]
    at("li", "identity", "passphrase", "--passphrase-file", words)
    return words


def test_a_passphrase_opens_what_is_encrypted(
    at: At, sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = tmp_path / "a.qab"
    for command in (["show", bundle], ["merge", bundle], ["answer", bundle, tmp_path / "x.qab"]):
        assert at("li", "bundle", *command).error["id"] == "identity.locked"
    after = at("li", "bundle", "show", bundle, "--passphrase-file", sealed)
    before = at("li", "--passphrase-file", sealed, "bundle", "show", bundle)
    assert after.status == before.status == 0 and after.document == before.document
    answer = ("bundle", "answer", bundle, tmp_path / "x.qab", "--passphrase-file", sealed)
    assert at("li", *answer).error["id"] == "bundle.no_request"
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE", "another one")
    assert at("li", "bundle", "merge", bundle).error["id"] == "identity.wrong_passphrase"
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE", PASSPHRASE)
    assert at("li", "bundle", "merge", bundle).document["ops"] == after.document["ops"] > 0


def test_one_run_unlocks_once_however_often_keys_are_needed(
    at: At, sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_DESKTOP_PROFILE", str(tmp_path / "li-profile"))
    with Workspace.open(tmp_path / "li") as li:
        set_setting(li.db, "unlock_minutes", 0)
    both = [tmp_path / "a.qab", tmp_path / "b.qab"]
    at("wang", "bundle", "write", both[1], "--to", "li")
    locked = at("li", "recover", *both).document
    assert len(locked["refused"]) == 2 and locked["merged"] == []
    opened = at("li", "recover", *both, "--passphrase-file", sealed).document
    assert (opened["refused"], opened["merged"]) == ([], [str(file) for file in both])


def test_a_look_and_a_card_beside_an_open_window(
    at: At, sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_wav(tmp_path / "in" / "20261120-093500-0617.wav")
    at("wang", "import", "recordings", tmp_path / "in")
    bundle, plain = tmp_path / "a.qab", tmp_path / "p.qab"
    at("wang", "bundle", "write", bundle.with_stem("b"), "--to", "li", "--audio", "full")
    at("wang", "bundle", "write", plain)
    alone = at("li", "bundle", "show", tmp_path / "b.qab", "--passphrase-file", sealed).document
    monkeypatch.setenv("QA_DESKTOP_PROFILE", str(tmp_path / "li-profile"))
    with Workspace.open(tmp_path / "li"):  # as a window has it
        assert at("li", "bundle", "merge", plain).error["id"] == "workspace.locked"
        assert at("li", "bundle", "show", tmp_path / "b.qab").error["id"] == "identity.locked"
        look = ("bundle", "show", tmp_path / "b.qab", "--passphrase-file", sealed)
        beside = at("li", *look).document
        assert at("li", "bundle", "show", plain).document["ops"] == alone["ops"]
        plain.write_bytes(plain.read_bytes()[:-40])
        assert at("li", "bundle", "show", plain).status == 3
        card = ("identity", "card", tmp_path / "li.qacard")
        assert at("li", *card).error["id"] == "identity.locked"
        assert at("li", *card, "--passphrase-file", sealed).document["name"] == "li"
    untried = ("conflicts", "hidden", "gaps", "forks")
    assert alone["blobs"] == 1 and alone["hidden"] == 0
    assert [beside[name] for name in untried] == [None] * 4
    new_here = {"from": beside["from"], **dict.fromkeys(untried)}
    assert beside == alone | new_here, "all else is the same"
    assert beside["from"]["replica"] == alone["from"]["replica"]
    at("li", *card, "--passphrase-file", sealed)
    assert at("li", *card).status == 0, "kept"
