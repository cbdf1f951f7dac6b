"""Keys and signatures of replicas and persons (EXCHANGE.md, People, keys, roles).

Every kind of signature has its own prefix, so that none can be passed off as another. Keys,
hashes and signatures are lower-case hex wherever they are text.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.canonical import dumps

OP_PREFIX = b"qa-desktop/op/1\n"
PERSON_PREFIX = b"qa-desktop/person/1\n"
CERTIFICATE_PREFIX = b"qa-desktop/certificate/1\n"
SEAL_PREFIX = b"qa-desktop/seal/1\n"
KEPT_PREFIX = b"qa-desktop/kept/1\n"
ROSTER_PREFIX = b"qa-desktop/roster/1\n"

_SIGNATURE = re.compile(r"[0-9a-f]{128}\Z")
_KEY = re.compile(r"[0-9a-f]{64}\Z")

_SIGNATURE_BYTES = 64

_ONLY_WITH_COFACTOR = (
    bytes.fromhex("f27cb81402e6860c926ff81f393d14340e41a70bc0b0195cf64a90b348cb2fc4"),
    b"cofactorless",
    bytes.fromhex(
        "fb15ddd1cd7684fa60e25fe9df39afdc2b12d6908402179723b4d66311f8694a"
        "b04c969cd90d1a8006fa8f8c56617ce3219d60c8a39adbd75fe20760f3d9b205"
    ),
)
"""Key, text and signature with a point of order 8 added to R: half of the verifiers take it."""

Entropy = Callable[[int], bytes]

SEAL_FORMAT = 1

_ARGON2 = {"iterations": 3, "lanes": 4, "memory_kib": 65536}
"""RFC 9106, second recommended choice: 64 MiB, three passes, four lanes."""


class SigningKey:
    """An Ed25519 private key; made from its 32 secret bytes."""

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)
        self.secret = secret
        self.public = self._key.public_key().public_bytes_raw().hex()

    @classmethod
    def generate(cls, entropy: Entropy = os.urandom) -> SigningKey:
        return cls(entropy(32))

    def sign(self, prefix: bytes, message: bytes) -> bytes:
        """64 bytes over ``prefix ‖ message``; deterministic (RFC 8032)."""
        return self._key.sign(prefix + message)


@lru_cache(maxsize=1024)
def _public_key(public: str) -> tuple[bytes, Ed25519PublicKey]:
    if not _KEY.match(public):  # fromhex would take blanks and capitals too
        raise ValueError("not a key")
    key = bytes.fromhex(public)
    return key, Ed25519PublicKey.from_public_bytes(key)


def verify(public: str, prefix: bytes, message: bytes, signature: bytes) -> bool:
    """Whether ``public`` (hex) signed ``prefix ‖ message``; False for malformed keys too.

    What libsodium accepts is accepted. It refuses a little more than ``cryptography`` does (keys
    of small order), and peers must not differ: what it refuses, the other one decides.
    """
    try:
        key, checked = _public_key(public)
        if _accepted_quickly(key, prefix + message, signature):
            return True
        checked.verify(signature, prefix + message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _accepted_quickly(key: bytes, text: bytes, signature: bytes) -> bool:
    """By libsodium, in half the time; False where it refuses, and where it is not there."""
    opened = _libsodium()
    if opened is None or len(signature) != _SIGNATURE_BYTES:  # they are put before the text
        return False
    return _opens(opened, key, text, signature)


@lru_cache(maxsize=1)
def _libsodium() -> Callable[[bytes, bytes], bytes] | None:
    """None where it is missing, or is one that accepts what ``cryptography`` refuses: there are
    two laws (RFC 8032, 5.1.7, with the cofactor 8 or without), and releases that changed sides."""
    try:
        from nacl.bindings import crypto_sign_open
    except (ImportError, OSError):
        return None
    return None if _opens(crypto_sign_open, *_ONLY_WITH_COFACTOR) else crypto_sign_open


def _opens(
    opened: Callable[[bytes, bytes], bytes], key: bytes, text: bytes, signature: bytes
) -> bool:
    from nacl.exceptions import CryptoError

    try:
        opened(signature + text, key)
    except (CryptoError, ValueError):
        return False
    return True


@dataclass(frozen=True)
class PersonKeys:
    """A person's secrets: Ed25519 to sign, X25519 to receive (32 bytes each)."""

    person: str
    """Entity id of the person (UUIDv7)."""
    sign_secret: bytes = field(repr=False)
    receive_secret: bytes = field(repr=False)

    @classmethod
    def generate(cls, person: str, entropy: Entropy = os.urandom) -> PersonKeys:
        return cls(person, entropy(32), entropy(32))

    @property
    def sign_key(self) -> str:
        return SigningKey(self.sign_secret).public

    @property
    def receive_key(self) -> str:
        secret = X25519PrivateKey.from_private_bytes(self.receive_secret)
        return secret.public_key().public_bytes_raw().hex()

    def sign(self, prefix: bytes, message: bytes) -> bytes:
        return SigningKey(self.sign_secret).sign(prefix, message)


def certified_text(person: str, sign_key: str, receive_key: str, replica: str) -> bytes:
    """What a replica certificate signs: SHA-256 of the compact JSON of the four names, in the
    order of their keys."""
    members = {
        "person": person,
        "receive_key": receive_key,
        "replica": replica,
        "sign_key": sign_key,
    }
    return hashlib.sha256(dumps(members).encode()).digest()


def is_certified(
    person: str, sign_key: str, receive_key: str, replica: str, certificate: Any
) -> bool:
    """Whether the holder of ``sign_key`` said by ``certificate`` (hex): this replica is mine."""
    if not (isinstance(certificate, str) and _SIGNATURE.match(certificate)):
        return False
    text = certified_text(person, sign_key, receive_key, replica)
    return verify(sign_key, CERTIFICATE_PREFIX, text, bytes.fromhex(certificate))


def certify(keys: PersonKeys, replica: str) -> str:
    """The certificate (hex) by which a person says: this replica is mine."""
    text = certified_text(keys.person, keys.sign_key, keys.receive_key, replica)
    return keys.sign(CERTIFICATE_PREFIX, text).hex()


def _sealing_key(passphrase: str, salt: bytes, iterations: int, lanes: int, memory: int) -> bytes:
    """The passphrase in NFC, so that every keyboard and system types the same one (RFC 8265)."""
    kdf = Argon2id(salt=salt, length=32, iterations=iterations, lanes=lanes, memory_cost=memory)
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8"))


@dataclass(frozen=True)
class _Sealed:
    """The members of a sealed box, each within the limits that this computer will work for."""

    salt: bytes
    nonce: bytes
    box: bytes
    iterations: int
    lanes: int
    memory: int

    @classmethod
    def read(cls, members: Mapping[str, Any], length: int) -> _Sealed:
        """Of a secret of ``length`` bytes; raises ``KeyError``, ``TypeError`` or ``ValueError``
        for anything else."""
        salt, nonce, box = (bytes.fromhex(str(members[name])) for name in ("salt", "nonce", "box"))
        iterations, lanes, memory = (
            int(members[name]) for name in ("iterations", "lanes", "memory_kib")
        )
        fine = (
            members["seal"] == SEAL_FORMAT
            and (len(salt), len(nonce), len(box)) == (16, 12, length + 16)
            and 1 <= iterations <= 20
            and 1 <= lanes <= 16
            and 8 * lanes <= memory <= 1 << 20
        )
        if not fine:
            raise ValueError("not a sealed box")
        return cls(salt, nonce, box, iterations, lanes, memory)


def seal_secret(
    secret: bytes, about: bytes, passphrase: str, entropy: Entropy = os.urandom
) -> dict[str, str | int]:
    """A secret under a passphrase: argon2id (RFC 9106) and ChaCha20-Poly1305.

    ``about`` is authenticated: prefix and name of whose secret it is, so that a box cannot be
    passed off as another's. ``docs/journal-format.md`` states the form.
    """
    salt, nonce = entropy(16), entropy(12)
    key = _sealing_key(
        passphrase, salt, _ARGON2["iterations"], _ARGON2["lanes"], _ARGON2["memory_kib"]
    )
    box = ChaCha20Poly1305(key).encrypt(nonce, secret, about)
    return {
        "seal": SEAL_FORMAT,
        "salt": salt.hex(),
        "nonce": nonce.hex(),
        "box": box.hex(),
        **_ARGON2,
    }


def unseal_secret(sealed: Mapping[str, Any], about: bytes, length: int, passphrase: str) -> bytes:
    """The ``length`` bytes again; a wrong passphrase or an altered box is refused in words."""
    try:
        read = _Sealed.read(sealed, length)
    except (KeyError, TypeError, ValueError) as error:
        raise UserFacingError("identity.sealed_file_damaged") from error
    key = _sealing_key(passphrase, read.salt, read.iterations, read.lanes, read.memory)
    try:
        return ChaCha20Poly1305(key).decrypt(read.nonce, read.box, about)
    except InvalidTag as error:
        raise UserFacingError("identity.wrong_passphrase") from error


def seal(keys: PersonKeys, passphrase: str, entropy: Entropy = os.urandom) -> dict[str, str | int]:
    """A person's keys under a passphrase."""
    secret, about = keys.sign_secret + keys.receive_secret, SEAL_PREFIX + keys.person.encode()
    return {"person": keys.person, **seal_secret(secret, about, passphrase, entropy)}


def unseal(sealed: Mapping[str, Any], passphrase: str) -> PersonKeys:
    """The keys again; refused like ``unseal_secret``."""
    person = sealed.get("person")
    if not isinstance(person, str):
        raise UserFacingError("identity.sealed_file_damaged")
    secret = unseal_secret(sealed, SEAL_PREFIX + person.encode(), 64, passphrase)
    return PersonKeys(person, secret[:32], secret[32:])


def keep(secret: bytes, about: bytes, keys: PersonKeys, entropy: Entropy = os.urandom) -> str:
    """Another secret that opens with a person's keys, whatever their passphrase is or becomes:
    nonce (12 bytes) ‖ ChaCha20-Poly1305 under HKDF-SHA256 of the signing secret, in hex."""
    nonce = entropy(12)
    box = ChaCha20Poly1305(_keeping_key(keys)).encrypt(nonce, secret, KEPT_PREFIX + about)
    return (nonce + box).hex()


def kept(text: str, about: bytes, keys: PersonKeys) -> bytes:
    """The secret again; refused like ``unseal_secret`` when it is damaged or another's."""
    try:
        data = bytes.fromhex(text)
        cipher = ChaCha20Poly1305(_keeping_key(keys))
        return cipher.decrypt(data[:12], data[12:], KEPT_PREFIX + about)
    except (InvalidTag, ValueError) as error:
        raise UserFacingError("identity.sealed_file_damaged") from error


def _keeping_key(keys: PersonKeys) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=KEPT_PREFIX)
    return derived.derive(keys.sign_secret)
