"""libsodium checks most signatures, ``cryptography`` decides: no signature may tell them apart.

The vectors are of the kinds of "Taming the many EdDSAs" (Chalkias, Garillot, Nikolaenko, 2020):
points of small and of mixed order, with which verifiers of the two laws differ, points and
scalars in more than one form, and signatures cut elsewhere.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from qa_desktop.journal import keys
from qa_desktop.journal.keys import SigningKey

# -- the curve, as RFC 8032 has it, slow and plain

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)
Point = tuple[int, int]
Vector = tuple[bytes, bytes, bytes]
"""Key, text, signature."""
ZERO: Point = (0, 1)


def add(one: Point, other: Point) -> Point:
    (x1, y1), (x2, y2) = one, other
    k = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + k, -1, P) % P
    return x, (y1 * y2 + x1 * x2) * pow(1 - k, -1, P) % P


def times(count: int, point: Point) -> Point:
    total = ZERO
    while count:
        if count & 1:
            total = add(total, point)
        point, count = add(point, point), count >> 1
    return total


def at_height(y: int) -> Point | None:
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    for found in (x, x * ROOT % P):
        if (found * found - square) % P == 0:
            return found, y % P
    return None


def packed(point: Point, *, again: int = 0) -> bytes:
    """``again``: the same height written a second way, where there is room for it."""
    x, y = point
    return (y + again * P | (x & 1) << 255).to_bytes(32, "little")


def unpacked(text: bytes) -> Point:
    number = int.from_bytes(text, "little")
    point = at_height(number & (1 << 255) - 1)
    assert point is not None
    return point if point[0] & 1 == number >> 255 else (-point[0] % P, point[1])


BASE = next(p for p in [at_height(4 * pow(5, -1, P) % P)] if p)
BASE = BASE if BASE[0] % 2 == 0 else (P - BASE[0], BASE[1])


@cache
def small() -> list[Point]:
    """The eight points of small order."""
    for y in range(2, 100):
        point = at_height(y)
        if point and times(4, generator := times(ORDER, point)) != ZERO:
            return [times(n, generator) for n in range(8)]
    raise AssertionError


def hashed(vector_r: bytes, key: bytes, text: bytes) -> int:
    return int.from_bytes(hashlib.sha512(vector_r + key + text).digest(), "little")


def holds_with_cofactor(key: bytes, text: bytes, signature: bytes) -> bool:
    s = int.from_bytes(signature[32:], "little")
    r, h = unpacked(signature[:32]), hashed(signature[:32], key, text)
    return times(8 * s, BASE) == times(8, add(r, times(h, unpacked(key))))


def secret_number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest(), "little") % ORDER


@cache
def forms(secret: int, low: Point) -> set[bytes]:
    """A point of which ``secret`` times the base is the part of large order, in every form."""
    point = add(times(secret, BASE) if secret else ZERO, low)
    return {packed(point)} | ({packed(point, again=1)} if point[1] < 19 else set())


@cache
def vectors() -> list[Vector]:
    """All of them hold with the cofactor; without it, those where chance will have it."""
    found = []
    parts = [(s, low) for s in (0, 1) for low in small()]
    for is_large, key_low in parts:
        a = secret_number("key") * is_large
        for r_large, r_low in parts:
            r = secret_number("r") * r_large
            for key in forms(a, key_low):
                for form in forms(r, r_low):
                    text = b"%d" % len(found)
                    s = (r + hashed(form, key, text) * a) % ORDER
                    found.append((key, text, form + s.to_bytes(32, "little")))
    return found


def altered() -> Iterator[Vector]:
    """Scalars a second time round, cut and stretched signatures, letters changed."""
    honest = SigningKey(bytes(range(32)))
    key, text = bytes.fromhex(honest.public), b"text"
    signature = honest.sign(b"", text)
    yield key, text, signature
    s = int.from_bytes(signature[32:], "little")
    for more in (ORDER, 2 * ORDER, 1 << 253, 1 << 255):
        yield key, text, signature[:32] + (s + more).to_bytes(33, "little")[:32]
    yield key, text[1:], signature + text[:1]
    yield key, signature[-1:] + text, signature[:-1]
    yield key, text, b""
    yield key, text, signature[:32] + bytes(32)
    yield key, text, bytes(64)
    for at in (0, 31, 32, 63):
        yield key, text, signature[:at] + bytes([signature[at] ^ 1]) + signature[at + 1 :]
    for other in (bytes(32), b"\xff" * 32, (2).to_bytes(32, "little")):
        yield other, text, signature


def by_cryptography(key: bytes, text: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def test_the_vectors_are_what_they_claim() -> None:
    assert len(set(small())) == 8
    assert times(ORDER, BASE) == ZERO
    assert all(holds_with_cofactor(*each) for each in vectors()[7::149])
    assert holds_with_cofactor(*keys._ONLY_WITH_COFACTOR)
    assert not by_cryptography(*keys._ONLY_WITH_COFACTOR)


def test_no_signature_tells_them_apart() -> None:
    opened = keys._libsodium()
    assert opened is not None, "it is one of our dependencies, and the usual one is of our law"
    verdicts = set()
    for key, text, signature in [*vectors(), *altered()]:
        ours = by_cryptography(key, text, signature)
        assert keys.verify(key.hex(), b"", text, signature) is ours, (key, text, signature)
        quick = keys._accepted_quickly(key, text, signature)
        assert ours or not quick, (key, text, signature)
        verdicts.add((quick, ours))
    # All that may occur occurs: both, neither, and what only the slower one takes.
    assert verdicts == {(True, True), (False, False), (False, True)}


def honest() -> tuple[str, bytes]:
    key = SigningKey(bytes(32))
    return key.public, key.sign(b"prefix", b"text")


@pytest.fixture
def asked_anew() -> Iterator[None]:
    keys._libsodium.cache_clear()
    yield
    keys._libsodium.cache_clear()


def test_without_libsodium(asked_anew: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nacl.bindings", None)
    assert keys._libsodium() is None
    public, signature = honest()
    assert keys.verify(public, b"prefix", b"text", signature)
    assert not keys.verify(public, b"prefix", b"texts", signature)


def test_one_of_the_other_law_is_not_asked(
    asked_anew: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    import nacl.bindings

    monkeypatch.setattr(nacl.bindings, "crypto_sign_open", lambda signed, _key: signed[64:])
    assert keys._libsodium() is None
    public, signature = honest()
    assert not keys.verify(public, b"prefix", b"texts", signature)
