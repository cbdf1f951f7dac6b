"""A bundle encrypted to its addressees: they read it, nobody else does, damage is told."""

from __future__ import annotations

import io
from pathlib import Path

import pyrage
import pytest
from bundle_files import write_small
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.exchange.bundle.container import DamagedBundleError
from qa_desktop.exchange.bundle.encryption import bech32, decrypt, encrypt, is_encrypted
from qa_desktop.exchange.bundle.limits import Limits
from qa_desktop.exchange.bundle.writing import encrypted_place
from qa_desktop.journal.keys import PersonKeys

ANNA = PersonKeys("person-1", bytes(range(32)), bytes(range(1, 33)))
BEN = PersonKeys("person-2", bytes(range(2, 34)), bytes(range(3, 35)))
CLEAR = b"PK\3\4" + bytes(range(256)) * 1_000


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = io.BytesIO()
    encrypt(io.BytesIO(CLEAR), out, [ANNA.receive_key, BEN.receive_key])
    return out.getvalue()


def opened(path: Path, secret: bytes, limits: Limits | None = None) -> bytes:
    out = io.BytesIO()
    decrypt(path, out, secret, limits or Limits())
    return out.getvalue()


def put(folder: Path, content: bytes) -> Path:
    path = folder / "b.qab"
    path.write_bytes(content)
    return path


def test_every_addressee_reads_it(sealed: bytes, tmp_path: Path) -> None:
    path = put(tmp_path, sealed)
    assert is_encrypted(path) and b"PK" not in sealed[:4]
    assert opened(path, ANNA.receive_secret) == opened(path, BEN.receive_secret) == CLEAR


def test_the_keys_are_those_of_age(tmp_path: Path) -> None:
    """By the other implementation: what age itself makes of secret and public key."""
    secret = bech32("age-secret-key-", ANNA.receive_secret).upper()
    identity = pyrage.x25519.Identity.from_str(secret)
    assert str(identity) == secret
    assert str(identity.to_public()) == bech32("age", bytes.fromhex(ANNA.receive_key))
    path = put(tmp_path, pyrage.encrypt(CLEAR, [identity.to_public()]))
    assert opened(path, ANNA.receive_secret) == CLEAR


def test_bech32_as_bip_173_has_it() -> None:
    assert bech32("a", b"") == "a12uel5l"
    made = bech32(
        "split", bytes.fromhex("c5f38b70305f519bf66d85fb6cf03058f3dde463ecd7918f2dc743918f2d")
    )
    assert made == "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w"


def test_somebody_else_is_told_so(sealed: bytes, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as caught:
        opened(put(tmp_path, sealed), bytes(range(9, 41)))
    assert caught.value.id == "bundle.not_for_you"


@given(st.integers(0, 10**6), st.integers(1, 255))
def test_every_byte_counts(
    sealed: bytes, tmp_path_factory: pytest.TempPathFactory, place: int, change: int
) -> None:
    """Also of the header, whose other stanzas are no concern of this reader's."""
    damaged = bytearray(sealed)
    damaged[place % len(damaged)] ^= change
    path = put(tmp_path_factory.mktemp("damaged"), bytes(damaged))
    with pytest.raises(UserFacingError) as caught:
        opened(path, ANNA.receive_secret)
    assert caught.value.id in ("bundle.altered", "bundle.not_for_you")


@given(st.integers(0, 10**6))
def test_every_length_counts(
    sealed: bytes, tmp_path_factory: pytest.TempPathFactory, length: int
) -> None:
    path = put(tmp_path_factory.mktemp("cut"), sealed[: length % len(sealed)])
    with pytest.raises(DamagedBundleError):
        opened(path, ANNA.receive_secret)
    longer = put(tmp_path_factory.mktemp("long"), sealed + b"\0")
    with pytest.raises(DamagedBundleError):
        opened(longer, ANNA.receive_secret)


def test_a_reader_takes_no_more_than_a_bundle_may_have(sealed: bytes, tmp_path: Path) -> None:
    out = io.BytesIO()
    with pytest.raises(DamagedBundleError, match="too_large"):
        decrypt(put(tmp_path, sealed), out, ANNA.receive_secret, Limits(bundle=100_000))
    assert len(out.getvalue()) <= 100_000
    huge = tmp_path / "huge.qab"
    with huge.open("wb") as file:
        file.truncate(6 << 30)
    with pytest.raises(DamagedBundleError, match="too_large"):
        opened(huge, ANNA.receive_secret)


def test_both_ways_can_be_stopped(sealed: bytes, tmp_path: Path) -> None:
    with pytest.raises(CancelledError):
        decrypt(put(tmp_path, sealed), io.BytesIO(), ANNA.receive_secret, cancelled=lambda: True)
    with pytest.raises(CancelledError):
        encrypt(io.BytesIO(CLEAR), io.BytesIO(), [ANNA.receive_key], lambda: True)


class FullDisk(io.BytesIO):
    def write(self, block: object) -> int:
        raise OSError(28, "No space left on device")


def test_a_full_disk_is_not_taken_for_damage(sealed: bytes, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        decrypt(put(tmp_path, sealed), FullDisk(), ANNA.receive_secret)
    with pytest.raises(OSError, match="No space left"):
        encrypt(io.BytesIO(CLEAR), FullDisk(), [ANNA.receive_key])


def test_nothing_lies_in_the_clear_where_others_see_it(tmp_path: Path) -> None:
    spool, share = tmp_path / "spool", tmp_path / "share"
    share.mkdir()
    small = write_small(tmp_path).read_bytes()
    during: list[list[Path]] = []
    with encrypted_place(share / "b.qab", [ANNA.receive_key], spool, lambda: False) as file:
        file.write(small)
        file.flush()
        during.append(list(share.iterdir()))
        (clear,) = spool.iterdir()
        assert clear.stat().st_mode & 0o777 == 0o600
    assert during == [[]] and list(spool.iterdir()) == []
    assert opened(share / "b.qab", ANNA.receive_secret) == small


def test_a_bundle_that_cannot_be_read_back_is_not_encrypted(tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    with (
        pytest.raises(DamagedBundleError),
        encrypted_place(tmp_path / "b.qab", [ANNA.receive_key], spool, lambda: False) as file,
    ):
        file.write(b"no bundle at all")
    assert list(spool.iterdir()) == [] and not (tmp_path / "b.qab").exists()
