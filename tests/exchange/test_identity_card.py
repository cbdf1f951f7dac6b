"""Identity cards come from anywhere: only a whole one, signed by its own key, is believed."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.identity_card import (
    _PREFIX,
    MOST_BYTES,
    _digest,
    as_plain_text,
    card_of,
    read_card,
    write_card,
)
from qa_desktop.journal.canonical import canonical, dumps
from qa_desktop.journal.keys import PersonKeys

KEYS = PersonKeys("0198-person", bytes(range(32)), bytes(range(1, 33)))
OTHER = PersonKeys("0198-other", bytes(range(2, 34)), bytes(range(3, 35)))
CARD = write_card(KEYS, "李敏", "8001")
REFUSED = ("card.not_a_card", "card.damaged", "card.newer")


def refusal(data: bytes | str) -> str:
    with pytest.raises(UserFacingError) as error:
        read_card(data)
    assert error.value.say("zh") and error.value.say("en")
    return error.value.id


def signed(keys: PersonKeys = KEYS, **members: object) -> str:
    """A card that its key really signed, with other members."""
    said = json.loads(CARD) | members
    del said["signature"]
    signature = keys.sign(_PREFIX, _digest(said)).hex()
    return dumps(canonical(said | {"signature": signature}))


def test_what_is_written_is_read_from_a_file_and_from_text() -> None:
    expected = card_of("0198-person", "李敏", "8001", KEYS.sign_key, KEYS.receive_key)
    text = as_plain_text(CARD)
    wrapped = "老王你好，这是我的名片：\n> " + "\n".join(textwrap.wrap(text, 60)) + "\n谢谢"
    for form in (
        CARD.encode(),
        b"\xef\xbb\xbf" + CARD.encode(),
        CARD,
        text,
        text.encode(),
        wrapped,
    ):
        assert read_card(form) == expected
    assert text.isascii() and " " not in text and "\n" not in text


def test_the_same_person_has_the_same_card() -> None:
    """It carries no date: the one shown today is the one compared last week."""
    assert write_card(KEYS, "李敏", "8001") == CARD


def test_every_byte_counts() -> None:
    whole = CARD.strip().encode()
    for place in range(len(whole)):
        flipped = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        assert refusal(flipped) in REFUSED, place


@given(st.integers(0, len(CARD.strip().encode()) - 1))
def test_a_part_is_no_card(length: int) -> None:
    assert refusal(CARD.encode()[:length]) in REFUSED


@given(st.binary(max_size=400) | st.text(max_size=400))
def test_anything_else_is_refused_in_words(data: bytes | str) -> None:
    assert refusal(data) in REFUSED


@given(st.text(max_size=200))
def test_a_text_that_looks_like_one_is_refused_in_words(inner: str) -> None:
    assert refusal(f"QA-DESKTOP-CARD:{inner}:END") in REFUSED


def test_a_huge_or_deep_one_is_not_read() -> None:
    assert refusal(b"{" * MOST_BYTES) == "card.not_a_card"
    assert refusal(CARD.encode() + b" " * MOST_BYTES) == "card.not_a_card"


def test_keys_of_one_and_the_signature_of_another() -> None:
    """Somebody puts their own key on another's card, or another's on their own."""
    assert read_card(signed()).name == "李敏"
    assert refusal(signed(OTHER)) == "card.damaged"
    theirs = json.loads(CARD) | {"sign_key": OTHER.sign_key}
    assert refusal(dumps(canonical(theirs))) == "card.damaged"
    for member in ("person", "name", "number", "receive_key"):
        altered = json.loads(CARD) | {member: OTHER.receive_key}
        assert refusal(dumps(canonical(altered))) == "card.damaged"


@pytest.mark.parametrize(
    "members",
    [
        {"name": ""},
        {"name": "李\u202e敏"},
        {"name": "李\u200b敏"},
        {"name": "李\n敏"},
        {"name": " 李敏"},
        {"name": "李" * 101},
        {"name": 5},
        {"name": None},
        {"number": "1" * 41},
        {"number": ["1"]},
        {"person": "../../x"},
        {"person": ""},
        {"sign_key": KEYS.sign_key.upper()},
        {"receive_key": "00"},
        {"reader": 0},
        {"reader": "1"},
        {"more": 1},
    ],
)
def test_a_signed_card_of_the_wrong_form_is_refused(members: dict[str, object]) -> None:
    assert refusal(signed(**members)) == "card.damaged"


def test_a_newer_card_says_so() -> None:
    assert refusal(signed(reader=2)) == "card.newer"


def test_a_name_with_unseen_signs_is_written_without_them() -> None:
    assert read_card(write_card(KEYS, "\u202e李\t敏 \u200b", "80\n01")) == card_of(
        "0198-person", "李敏", "8001", KEYS.sign_key, KEYS.receive_key
    )


def test_rare_names_are_names(tmp_path: Path) -> None:
    """Signs that this Python's Unicode does not know yet are somebody's name."""
    for name in ("𠮷野", "\U000323af", "Zoë O’Neil", "阿卜杜·热合曼", "李　敏"):
        assert read_card(write_card(KEYS, name, "")).name == name
