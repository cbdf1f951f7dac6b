"""Values of records in the history read as people write them."""

from __future__ import annotations

import pytest

from qa_desktop.ui import words
from qa_desktop.ui.record_words import value_words


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("recording", "8dafa7005451619b" * 4, "8dafa700…"),
        ("started", "soon", "soon"),
        ("worked_ms", 65_000, "01:05"),
        ("practice", True, "yes"),
        ("serial", "", "(empty)"),
        ("status", "unheard_of", "unheard_of"),
        ("asked", "?\n\n> 1–2 = 1 ± 1 · " + "8dafa700" * 8, "?\n\n> 1–2 = 1 ± 1 · 8dafa700…"),
    ],
)
def test_a_value_in_words(english_and_light, field: str, value: object, said: str) -> None:
    assert value_words(field, value, {}) == said


def test_a_moment_is_written_as_in_the_lists(english_and_light) -> None:
    from datetime import datetime

    said = value_words("started", "2026-11-20T15:37:18", {})
    assert said == words.moment_text(datetime(2026, 11, 20, 15, 37, 18))


def test_a_record_that_is_known_goes_by_its_name() -> None:
    assert value_words("agent", "id-1", {"id-1": "0617 王敏"}) == "0617 王敏"
