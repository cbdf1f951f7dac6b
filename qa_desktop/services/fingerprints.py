"""Fingerprints of keys as words that two people read to each other, and as hex digits.

160 bits of SHA-256 over the keys, so that nobody can make others to fit; as fifteen words of the
2,048 of BIP 39, each eleven bits, the last five of them a checksum. The Chinese list has single
characters, of which some sound alike: who only hears them still compares 136 bits or so
(docs/decisions/0010). Shown in rows of five; written down in any form they are read again.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache

from qa_desktop import paths
from qa_desktop.errors import UserFacingError
from qa_desktop.texts import Language

WORDS, PER_ROW = 15, 5
LANGUAGES: tuple[Language, ...] = ("zh", "en")

_BYTES = 20
_WORD_BITS = 11
_CHECK_BITS = WORDS * _WORD_BITS - 8 * _BYTES
_GROUP = 4
_TELLING = 4
"""The first four letters of an English word tell it from all others (BIP 39)."""


@dataclass(frozen=True)
class Fingerprint:
    digits: str
    """40 lower-case hex digits."""

    @property
    def hex(self) -> str:
        """In groups of four."""
        return " ".join(self.digits[at : at + _GROUP] for at in range(0, len(self.digits), _GROUP))

    def words(self, language: Language) -> tuple[str, ...]:
        value = bytes.fromhex(self.digits)
        number = int.from_bytes(value) << _CHECK_BITS | _checksum(value)
        shifts = range((WORDS - 1) * _WORD_BITS, -1, -_WORD_BITS)
        listed = _listed(language)
        return tuple(listed[number >> shift & (1 << _WORD_BITS) - 1] for shift in shifts)

    def rows(self, language: Language) -> tuple[str, ...]:
        """Three rows of five words."""
        words = self.words(language)
        return tuple(" ".join(words[at : at + PER_ROW]) for at in range(0, WORDS, PER_ROW))


def fingerprint_of(*keys: str) -> Fingerprint:
    """Of one or more public keys (64 hex digits each): a person's are the one that signs and the
    one that receives, a team's its root key."""
    digest = hashlib.sha256(b"".join(map(bytes.fromhex, keys))).digest()
    return Fingerprint(digest[:_BYTES].hex())


def read_fingerprint(text: str) -> Fingerprint:
    """From hex digits or words of either language, however they are set apart.

    Raises ``UserFacingError`` ("fingerprint.unreadable", "fingerprint.word" for a word that is
    not in the list, "fingerprint.misread" when a word is another one than was read out).
    """
    digits = re.sub(r"[^0-9a-z]", "", text.lower())
    if re.fullmatch(r"[0-9a-f]{40}", digits):
        return Fingerprint(digits)
    words = re.findall(r"[a-z]+|[\u3400-\u9fff]", text.lower())
    if len(words) != WORDS:
        raise UserFacingError("fingerprint.unreadable", words=WORDS, digits=2 * _BYTES)
    number = 0
    for word in words:
        number = number << _WORD_BITS | _place(word)
    value = (number >> _CHECK_BITS).to_bytes(_BYTES)
    if number & (1 << _CHECK_BITS) - 1 != _checksum(value):
        raise UserFacingError("fingerprint.misread")
    return Fingerprint(value.hex())


def _checksum(value: bytes) -> int:
    return hashlib.sha256(value).digest()[0] >> 8 - _CHECK_BITS


@cache
def _listed(language: Language) -> tuple[str, ...]:
    file = paths.resources("words", f"fingerprint-{language}.txt")
    return tuple(file.read_text(encoding="utf-8").split())


@cache
def _places() -> dict[str, int]:
    """Of every word, and of the beginnings that tell the English ones apart."""
    found = {word: place for place, word in enumerate(_listed("zh"))}
    for place, word in enumerate(_listed("en")):
        found[word] = found[word[:_TELLING]] = place
    return found


def _place(word: str) -> int:
    places = _places()
    if word in places:
        return places[word]
    if word.isascii() and len(word) > _TELLING and word[:_TELLING] in places:
        return places[word[:_TELLING]]
    raise UserFacingError("fingerprint.word", word=word)
