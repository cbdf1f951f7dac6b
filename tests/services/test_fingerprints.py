"""Fingerprints: the same in every form, and a slip of the ear or the pen is noticed."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop import paths
from qa_desktop.errors import UserFacingError
from qa_desktop.services.fingerprints import (
    LANGUAGES,
    Fingerprint,
    fingerprint_of,
    read_fingerprint,
)
from qa_desktop.texts import Language

DIGITS = st.binary(min_size=20, max_size=20).map(bytes.hex)


def test_the_words_are_those_of_bip_39() -> None:
    """No bits set, and all of them: its well-known sentences of fifteen words."""
    zero, ones = Fingerprint("00" * 20), Fingerprint("ff" * 20)
    assert zero.words("en") == ("abandon",) * 14 + ("address",)
    assert ones.words("en") == ("zoo",) * 14 + ("wrist",)
    assert zero.words("zh")[:14] == ("的",) * 14 and ones.words("zh")[:14] == ("歇",) * 14


@pytest.mark.parametrize(
    ("language", "sha256"),
    [
        ("en", "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"),
        ("zh", "5c5942792bd8340cb8b27cd592f1015edf56a8c5b26276ee18a482428e7c5726"),
    ],
)
def test_the_lists_are_the_well_known_ones(language: str, sha256: str) -> None:
    """Another order would give other words for the same keys."""
    data = paths.resources("words", f"fingerprint-{language}.txt").read_bytes()
    assert hashlib.sha256(data).hexdigest() == sha256
    assert len(set(data.decode().split())) == 2048


@given(DIGITS)
def test_every_form_is_read_back(digits: str) -> None:
    made = Fingerprint(digits)
    assert read_fingerprint(made.hex) == read_fingerprint(made.hex.upper()) == made
    for language in LANGUAGES:
        rows = made.rows(language)
        assert read_fingerprint("\n".join(rows)) == made
        assert read_fingerprint("，".join(f"{n}. {row}" for n, row in enumerate(rows, 1))) == made
    assert read_fingerprint("".join(made.words("zh"))) == made
    assert read_fingerprint(" ".join(word[:4] for word in made.words("en"))) == made


@given(DIGITS, st.integers(0, 14), st.sampled_from(LANGUAGES), st.integers(1, 2047))
def test_another_word_is_noticed_or_another_fingerprint(
    digits: str, place: int, language: Language, step: int
) -> None:
    made = Fingerprint(digits)
    listed = paths.resources("words", f"fingerprint-{language}.txt").read_text("utf-8").split()
    words = list(made.words(language))
    words[place] = listed[(listed.index(words[place]) + step) % 2048]
    try:
        assert read_fingerprint(" ".join(words)) != made
    except UserFacingError as error:
        assert error.id == "fingerprint.misread"


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("", "fingerprint.unreadable"),
        ("ab" * 19, "fingerprint.unreadable"),
        ("ab" * 32, "fingerprint.unreadable"),
        ("的" * 14, "fingerprint.unreadable"),
        ("abandon " * 14 + "zoo", "fingerprint.misread"),
        ("abandon " * 14 + "qwerty", "fingerprint.word"),
        ("的" * 14 + "龘", "fingerprint.word"),
    ],
)
def test_what_is_none_is_refused_in_words(text: str, id: str) -> None:
    with pytest.raises(UserFacingError) as error:
        read_fingerprint(text)
    assert error.value.id == id


def test_it_covers_every_key_in_its_place() -> None:
    one, other = "11" * 32, "22" * 32
    made = {fingerprint_of(one), fingerprint_of(one, other), fingerprint_of(other, one)}
    assert len(made) == 3
