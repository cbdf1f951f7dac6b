"""Personal values: in the journal only as SHA-256(salt ‖ value), so that they can be erased.

A payload holds ``{"personal": "<hash>"}``; 32 bytes of salt and the value (UTF-8, NFC) stand in
the table ``personal`` and travel apart. Erasing removes salt and value and refuses the hash for
ever; no hash of any operation changes.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.keys import Entropy

SALT_BYTES = 32

MAX_VALUE_BYTES = 1 << 17
"""128 KiB of UTF-8: however it is escaped, salt and value fit on a line of 1 MiB."""

_HASH = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True)
class Personal:
    """Marks a string in a payload that is to be written as a personal value."""

    value: str


@dataclass(frozen=True)
class Salted:
    """A personal value with its salt, as the table and the bundles hold it."""

    hash: str
    salt: bytes
    value: str

    def is_genuine(self) -> bool:
        """Whether the hash is that of salt and value, and the value one that may be."""
        try:
            return len(self.salt) == SALT_BYTES and self.hash == _hash(self.salt, self.value)
        except ValueError:
            return False


def _hash(salt: bytes, value: str) -> str:
    """Raises ``ValueError`` for lone surrogates and values that are too long."""
    encoded = value.encode("utf-8")
    if len(encoded) > MAX_VALUE_BYTES:
        raise ValueError("personal value is too long")
    return hashlib.sha256(salt + encoded).hexdigest()


def normal(value: str) -> str:
    """The form in which a value is hashed and kept: NFC."""
    return unicodedata.normalize("NFC", value)


def salted(value: str, entropy: Entropy) -> Salted:
    """A fresh salt for ``value``: the same name typed twice has two hashes."""
    kept = normal(value)
    if len(kept) > MAX_VALUE_BYTES // 4 and len(kept.encode("utf-8")) > MAX_VALUE_BYTES:
        raise UserFacingError("journal.text_too_long", kib=MAX_VALUE_BYTES >> 10)
    salt = entropy(SALT_BYTES)
    return Salted(_hash(salt, kept), salt, kept)


def setting_aside(entropy: Entropy, found: list[Salted]) -> Callable[[Any], Any]:
    """For ``canonical``: a hash in the place of each ``Personal``, the value into ``found``."""

    def set_aside(marked: Any) -> dict[str, str]:
        if not isinstance(marked, Personal):
            raise TypeError(f"{type(marked).__name__} cannot be written to the journal")
        value = salted(marked.value, entropy)
        found.append(value)
        return {"personal": value.hash}

    return set_aside


def hash_of(value: Any) -> str | None:
    """The hash in ``{"personal": hash}``, or None for anything else."""
    if isinstance(value, dict) and len(value) == 1:
        found = value.get("personal")
        return found if isinstance(found, str) and _HASH.match(found) else None
    return None
