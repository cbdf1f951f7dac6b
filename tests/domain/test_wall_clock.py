"""Whatever number somebody signed is a moment that can be shown."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.wall_clock import local_moment


@given(st.integers(-(1 << 63), (1 << 63) - 1))
def test_any_number_is_shown(at_ms: int) -> None:
    shown = local_moment(at_ms)
    assert 1970 <= shown.year <= 2999 and shown.astimezone().isoformat()


def test_a_real_one_is_exact() -> None:
    moment = datetime(2026, 11, 20, 9, 35, 12, 500_000)
    assert local_moment(int(moment.timestamp() * 1000)) == moment
