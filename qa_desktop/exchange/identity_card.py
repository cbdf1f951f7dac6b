"""Identity cards: who a person is and which keys are theirs, signed with one of these keys.

A card proves that its writer holds the keys, not that they are who they say: for that, two people
compare fingerprints. What is read here comes from anywhere and is shown to people, so nothing of
it is believed before its form, its characters and its signature are right
(docs/identity-format.md).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import unicodedata
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.canonical import MalformedError, canonical, dumps, loads
from qa_desktop.journal.keys import PersonKeys, verify
from qa_desktop.journal.operation import is_hash, is_id

SUFFIX: Final = ".qacard"
MOST_BYTES: Final = 8_192
"""A card has less than 1,000; what is longer is not read."""

_FORMAT: Final = "qa-desktop/identity-card"
_VERSION: Final = 1
_PREFIX: Final = b"qa-desktop/card/1\n"
_BEGIN: Final = "QA-DESKTOP-CARD:"
_TEXT = re.compile(rf"{_BEGIN}([A-Za-z0-9_=\s-]+?):END")
_NAME_LENGTH, _NUMBER_LENGTH = 100, 40


@dataclass(frozen=True)
class IdentityCard:
    person: str
    name: str
    number: str
    sign_key: str
    receive_key: str


def card_of(person: str, name: str, number: str, sign_key: str, receive_key: str) -> IdentityCard:
    """What a card says of somebody: without the signs that ``read_card`` would refuse."""
    shown = _only_shown(name, _NAME_LENGTH), _only_shown(number, _NUMBER_LENGTH)
    return IdentityCard(person, *shown, sign_key, receive_key)


def write_card(keys: PersonKeys, name: str, number: str) -> str:
    """The card's text: one line of compact JSON, as it is saved in a file."""
    card = card_of(keys.person, name, number, keys.sign_key, keys.receive_key)
    said = {"format": _FORMAT, "reader": _VERSION, **asdict(card)}
    signature = keys.sign(_PREFIX, _digest(said)).hex()
    return f"{dumps(canonical(said | {'signature': signature}))}\n"


def as_plain_text(card: str) -> str:
    """The card for a mail, a chat or a QR code: letters that nothing on the way rewrites."""
    packed = base64.urlsafe_b64encode(card.strip().encode()).decode()
    return f"{_BEGIN}{packed}:END"


def has_card_text(text: str) -> bool:
    """Whether a card stands somewhere in it, as ``as_plain_text`` writes one."""
    return _BEGIN in text


def read_card(data: bytes | str) -> IdentityCard:
    """From a file's content, or from text with a card in it, however its lines were broken.

    Raises ``UserFacingError``: "card.not_a_card", "card.damaged" or "card.newer".
    """
    if len(data) > MOST_BYTES:
        raise UserFacingError("card.not_a_card")
    try:
        text = data if isinstance(data, str) else data.decode("utf-8-sig")
        if found := _TEXT.search(text):
            packed = re.sub(r"\s", "", found[1])
            text = base64.b64decode(packed, altchars=b"-_", validate=True).decode("utf-8")
        said = loads(text.strip())
    except (MalformedError, UnicodeError, binascii.Error) as error:
        damaged = isinstance(data, str) and _BEGIN in data
        raise UserFacingError("card.damaged" if damaged else "card.not_a_card") from error
    if not isinstance(said, dict) or said.get("format") != _FORMAT:
        raise UserFacingError("card.not_a_card")
    version = said.get("reader")
    if isinstance(version, int) and version > _VERSION:
        raise UserFacingError("card.newer", version=version)
    return _checked(said)


def _checked(said: dict[str, Any]) -> IdentityCard:
    signature = said.pop("signature", None)
    names = {field.name for field in fields(IdentityCard)}
    card = IdentityCard(**{name: said.get(name, "") for name in names})
    fine = (
        set(said) == names | {"format", "reader"}
        and said["reader"] == _VERSION
        and is_id(card.person)
        and _is_shown_safely(card.name, _NAME_LENGTH)
        and bool(card.name)
        and _is_shown_safely(card.number, _NUMBER_LENGTH)
        and is_hash(card.sign_key)
        and is_hash(card.receive_key)
        and isinstance(signature, str)
        and bool(re.fullmatch(r"[0-9a-f]{128}", signature))
        and verify(card.sign_key, _PREFIX, _digest(said), bytes.fromhex(signature))
    )
    if not fine:
        raise UserFacingError("card.damaged")
    return card


def _digest(said: dict[str, Any]) -> bytes:
    return hashlib.sha256(dumps(canonical(said)).encode()).digest()


def _is_shown_safely(value: Any, most: int) -> bool:
    return isinstance(value, str) and value == _only_shown(value, most)


def _only_shown(value: str, most: int) -> str:
    """One line without signs that are not seen: controls, and marks that turn the direction of
    reading, which would let a name look like another."""
    return "".join(sign for sign in value if not _is_unseen(sign)).strip()[:most].rstrip()


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")
