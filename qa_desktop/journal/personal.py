"""Personal values: in the journal only as SHA-256(salt ‖ value), so that they can be erased.

A payload holds ``{"personal": "<hash>"}``; 32 bytes of salt and the value (UTF-8, NFC) stand in
the table ``personal`` and travel apart. Erasing removes salt and value and refuses the hash for
ever; no hash of any operation changes.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import Any

from qa_desktop.journal.keys import Entropy

SALT_BYTES = 32


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
        """Whether the hash is that of salt and value."""
        return len(self.salt) == SALT_BYTES and self.hash == _hash(self.salt, self.value)


def _hash(salt: bytes, value: str) -> str:
    return hashlib.sha256(salt + value.encode("utf-8")).hexdigest()


def salted(value: str, entropy: Entropy) -> Salted:
    """A fresh salt for ``value``: the same name typed twice has two hashes."""
    normal = unicodedata.normalize("NFC", value)
    salt = entropy(SALT_BYTES)
    return Salted(_hash(salt, normal), salt, normal)


def set_aside(payload: Any, entropy: Entropy, found: list[Salted]) -> Any:
    """``payload`` with every ``Personal`` replaced by its hash; the values go to ``found``."""
    if isinstance(payload, Personal):
        value = salted(payload.value, entropy)
        found.append(value)
        return {"personal": value.hash}
    if isinstance(payload, dict):
        return {key: set_aside(entry, entropy, found) for key, entry in payload.items()}
    if isinstance(payload, list | tuple):
        return [set_aside(entry, entropy, found) for entry in payload]
    return payload


def hash_of(value: Any) -> str | None:
    """The hash in ``{"personal": hash}``, or None for anything else."""
    if isinstance(value, dict) and len(value) == 1:
        found = value.get("personal")
        return found if isinstance(found, str) else None
    return None
