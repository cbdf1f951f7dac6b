"""A moment that no calendar has is shown as the last one that it has."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from qa_desktop.ui.slips import recusals_page, words


@pytest.mark.parametrize("far", [1 << 50, (1 << 63) - 1, -(1 << 63)])
def test_whatever_clock_signed_it(far: int) -> None:
    row: Any = SimpleNamespace(waiting="lead", since_ms=far, due_ms=far, at=far)
    assert words.since_words(row, datetime(2026, 11, 22))
    assert words.due_in_list(row, datetime(2026, 11, 22))
    assert words.due_words(row, datetime(2026, 11, 22))
    assert words.moment_of(far)
    declared = recusals_page._model().columns[3]
    assert declared.text(row)
