"""The format to the byte: today's code writes the golden file, and two readers accept only it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import independent_verifier as independent
import make_golden
import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.canonical import MalformedError
from qa_desktop.journal.keys import PersonKeys, SigningKey, is_certified, unseal
from qa_desktop.journal.operation import parse, verify, verify_person
from qa_desktop.journal.personal import Salted
from qa_desktop.journal.roster import Term, fold_roster

GOLDEN = json.loads(make_golden.FILE.read_text(encoding="ascii"))
ROSTER: list[dict[str, str]] = GOLDEN["roster"]["lines"]
LINES: list[dict[str, str]] = GOLDEN["chain"] + GOLDEN["extremes"] + ROSTER
NAMES = [parse(line["raw"], b"").kind[:12] for line in LINES]
SIGN_KEY = GOLDEN["person"]["sign_key"]

each_line = pytest.mark.parametrize(
    "line", LINES, ids=[f"{n}-{name}" for n, name in enumerate(NAMES)]
)


def ours_accepts(raw: bytes, sig: bytes) -> bool:
    try:
        return verify(parse(raw.decode(), sig))
    except (MalformedError, UnicodeDecodeError):
        return False


def theirs_accepts(raw: bytes, sig: bytes) -> bool:
    try:
        return bool(independent.check_operation(raw, sig))
    except independent.RefusedError:
        return False


def test_todays_code_writes_exactly_the_golden_bytes() -> None:
    assert make_golden.text() == make_golden.FILE.read_text(encoding="ascii")


def test_every_kind_is_there() -> None:
    kinds = {parse(line["raw"], b"").kind for line in GOLDEN["chain"]}
    assert kinds == {
        "hello",
        "create",
        "set",
        "delete",
        "restore",
        "fact",
        "withdraw",
        "unmask",
        "erase",
    }
    assert any(parse(line["raw"], b"").hlc == 2**63 - 1 for line in LINES)


@each_line
def test_both_readers_accept_and_agree(line: dict[str, str]) -> None:
    raw, sig = line["raw"].encode(), bytes.fromhex(line["sig"])
    operation = parse(line["raw"], sig)
    assert verify(operation)
    assert independent.check_operation(raw, sig) == operation.id == line["id"]
    members: dict[str, Any] = independent.read_operation(raw)
    for name in ("replica", "seq", "prev", "hlc", "at", "act", "kind", "payload", "schema"):
        assert getattr(operation, name) == members[name]
    assert list(operation.supersedes) == members["supersedes"]
    assert operation.personal_hashes() == independent.personal_hashes(members["payload"])


@each_line
def test_both_readers_check_the_persons_signature(line: dict[str, str]) -> None:
    operation, raw = parse(line["raw"], b""), line["raw"].encode()
    if operation.person_sig is None:
        assert not verify_person(operation, SIGN_KEY)
        assert "person_sig" not in independent.read_operation(raw)
        return
    assert verify_person(operation, SIGN_KEY)
    assert not verify_person(operation, SIGN_KEY.upper())
    independent.check_person_sig(raw, SIGN_KEY)
    assert not verify_person(operation, operation.replica)
    with pytest.raises(independent.RefusedError):
        independent.check_person_sig(raw, operation.replica)
    altered = line["raw"].replace('"schema":1', '"schema":2')
    assert not verify_person(parse(altered, b""), SIGN_KEY)
    with pytest.raises(independent.RefusedError):
        independent.check_person_sig(altered.encode(), SIGN_KEY)


def test_both_readers_check_the_certificate() -> None:
    hello = independent.read_operation(LINES[0]["raw"].encode())
    independent.check_certificate(hello)
    said = hello["payload"]
    assert isinstance(said, dict)
    names = [said["person"], said["sign_key"], said["receive_key"], hello["replica"]]
    assert is_certified(*names, said["certificate"])
    for place in range(4):
        other = list(names)
        other[place] = other[place][:-1] + ("0" if other[place][-1] != "0" else "1")
        assert not is_certified(*other, said["certificate"])
    assert not is_certified(*names, said["certificate"].upper())
    assert not is_certified(*names, None)
    with pytest.raises(independent.RefusedError):
        independent.check_certificate({**hello, "payload": {**said, "receive_key": "0" * 64}})


def test_both_readers_check_the_chain() -> None:
    raws = [line["raw"].encode() for line in GOLDEN["chain"]]
    independent.check_chain(raws)
    with pytest.raises(independent.RefusedError):
        independent.check_chain([*raws[:3], *raws[4:]])
    total = sum(int(line["id"], 16) for line in GOLDEN["chain"])
    assert f"{total % 2**256:064x}" == GOLDEN["digest"]


def test_both_readers_check_personal_values() -> None:
    assert {"王小明 🎧", "Zo\u00e9", "王晓明", "报错资费"} <= {
        entry["value"] for entry in GOLDEN["personal"]
    }
    for entry in GOLDEN["personal"] + GOLDEN["roster"]["personal"]:
        salt = bytes.fromhex(entry["salt"])
        independent.check_personal(entry["hash"], salt, entry["value"])
        assert Salted(entry["hash"], salt, entry["value"]).is_genuine()
        wrong_value, wrong_salt = entry["value"] + " ", bytes([salt[0] ^ 1]) + salt[1:]
        for altered in ((salt, wrong_value), (wrong_salt, entry["value"]), (salt[1:], "")):
            assert not Salted(entry["hash"], *altered).is_genuine()
            with pytest.raises(independent.RefusedError):
                independent.check_personal(entry["hash"], *altered)


def test_both_readers_read_the_roster() -> None:
    root, heir = (SigningKey(bytes.fromhex(GOLDEN["roster"][key])) for key in ("root", "heir"))
    hello, *lines = (independent.read_operation(line["raw"].encode()) for line in ROSTER)
    independent.check_certificate(hello)
    independent.check_chain([line["raw"].encode() for line in ROSTER])
    stated = [independent.check_statement(line, root.public) for line in lines[:-1]]
    assert stated == ["found", "member", "member", "revoke", "revoke", "successor"]
    assert independent.check_statement(lines[-1], heir.public) == "member"
    roster = fold_roster(root.public, [parse(line["raw"], b"") for line in ROSTER])
    assert roster.refused == {}
    assert roster.keys == (root.public, heir.public)
    (member,) = roster.members.values()
    assert member.terms == (Term("lead", None, "2027-01-01"),)
    assert not member.is_revoked
    for line in lines:
        for key in (heir.public, root.public):
            signed = key == (heir.public if line is lines[-1] else root.public)
            if not signed:
                with pytest.raises(independent.RefusedError):
                    independent.check_statement(line, key)


@pytest.mark.parametrize(
    "change", [{"number": 9}, {"group": "0" * 64}, {"roles": [{}]}, {"what": "x"}, {"later": 1}]
)
def test_both_readers_refuse_a_changed_statement(change: dict[str, Any]) -> None:
    root = SigningKey(bytes.fromhex(GOLDEN["roster"]["root"])).public
    operation = parse(ROSTER[2]["raw"], b"")
    altered = replace(operation, payload={**operation.payload, **change})
    roster = fold_roster(root, [altered])
    assert roster.members == {}
    assert set(roster.refused) == {operation.id}
    with pytest.raises(independent.RefusedError):
        said = {name: getattr(altered, name) for name in ("kind", "entity_type", "entity_id")}
        independent.check_statement({**said, "payload": altered.payload}, root)


def test_no_personal_value_stands_in_any_raw() -> None:
    raws = "".join(line["raw"] for line in GOLDEN["chain"])
    for value in ("0617", "王小明", "王晓明", 'Zo\u00e9"', "报错资费", "语气亲切", "重复提交"):
        assert f'"{value}' not in raws
    assert "二组 Zo\u00e9" in raws  # a team's id is not personal, and its text is NFC


@each_line
def test_a_flipped_bit_anywhere_is_refused(line: dict[str, str]) -> None:
    """Ours at every byte; the slow one at a byte of each member and part of the signature."""
    raw, sig = line["raw"].encode(), bytes.fromhex(line["sig"])
    for place in range(len(raw)):
        assert not ours_accepts(_flipped(raw, place), sig), place
    for place in range(len(sig)):
        assert not ours_accepts(raw, _flipped(sig, place)), place
    names = ('"replica":"', '"seq":', '"hlc":', '"at":', '"act":"', '"kind":"', '"entity_id":"')
    places = [0, len(raw) - 1, *(line["raw"].encode().index(n.encode()) + len(n) for n in names)]
    for place in (*places, raw.index(b'"payload":') + 12, raw.index(b'"schema":') + 9):
        assert not theirs_accepts(_flipped(raw, place), sig), place
    for place in (0, 31, 32, 63):
        assert not theirs_accepts(raw, _flipped(sig, place)), place
    for altered in (raw[:-1], raw + b"\n", b" " + raw, b""):
        assert not ours_accepts(altered, sig)
        assert not theirs_accepts(altered, sig)
    for altered in (sig[:-1], sig + b"\0", b""):
        assert not ours_accepts(raw, altered)
        assert not theirs_accepts(raw, altered)


def _flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def test_the_other_s_of_a_signature_is_refused() -> None:
    """s + L signs the same in loose readers (RFC 8032, 5.1.7)."""
    raw, sig = LINES[0]["raw"].encode(), bytes.fromhex(LINES[0]["sig"])
    loose = int.from_bytes(sig[32:], "little") + independent.L
    twin = sig[:32] + loose.to_bytes(32, "little")
    assert not ours_accepts(raw, twin)
    assert not theirs_accepts(raw, twin)


def test_sealed_keys_open_with_the_passphrase_however_it_was_typed() -> None:
    keys = unseal(GOLDEN["sealed"], GOLDEN["passphrase"])
    assert keys.sign_secret.hex() == GOLDEN["secrets"]["person_sign"]
    assert keys.receive_secret.hex() == GOLDEN["secrets"]["person_receive"]
    assert (keys.person, keys.sign_key, keys.receive_key) == tuple(GOLDEN["person"].values())
    composed = GOLDEN["passphrase"].replace("e\u0301", "\u00e9")
    assert unseal(GOLDEN["sealed"], composed) == keys


@pytest.mark.parametrize(
    ("member", "value", "says"),
    [
        ("person", "somebody-else", "identity.wrong_passphrase"),
        ("box", "00" * 80, "identity.wrong_passphrase"),
        ("box", "00", "identity.sealed_file_damaged"),
        ("salt", "not hex", "identity.sealed_file_damaged"),
        ("nonce", "", "identity.sealed_file_damaged"),
        ("lanes", 0, "identity.sealed_file_damaged"),
        ("iterations", 1 << 30, "identity.sealed_file_damaged"),
        ("memory_kib", 1 << 40, "identity.sealed_file_damaged"),
        ("memory_kib", "many", "identity.sealed_file_damaged"),
        ("seal", 2, "identity.sealed_file_damaged"),
        ("nonce", None, "identity.sealed_file_damaged"),
    ],
)
def test_an_altered_sealed_file_is_refused_in_words(member: str, value: Any, says: str) -> None:
    with pytest.raises(UserFacingError) as caught:
        unseal({**GOLDEN["sealed"], member: value}, GOLDEN["passphrase"])
    assert caught.value.id == says
    assert caught.value.say("zh") != caught.value.say("en")


def test_a_wrong_passphrase_and_a_missing_member_are_refused_in_words() -> None:
    with pytest.raises(UserFacingError, match="wrong_passphrase"):
        unseal(GOLDEN["sealed"], "another")
    for member in GOLDEN["sealed"]:
        partial = {name: value for name, value in GOLDEN["sealed"].items() if name != member}
        with pytest.raises(UserFacingError, match="sealed_file_damaged"):
            unseal(partial, GOLDEN["passphrase"])


def test_keys_say_nothing_of_their_secrets() -> None:
    keys = PersonKeys("p", b"s" * 32, b"r" * 32)
    assert "sss" not in repr(keys)
    assert "rrr" not in repr(keys)
