"""Held arrow keys: ten seeks a second, the newest wins, the last one always happens."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.audio.players.fake import ManualClock
from qa_desktop.audio.seek_queue import SeekQueue


def test_the_first_goes_at_once_and_the_newest_of_the_rest_when_due() -> None:
    clock = ManualClock()
    queue = SeekQueue(clock)
    queue.put(1_000)
    assert queue.take_due() == 1_000
    queue.put(2_000)
    queue.put(3_000)
    assert queue.take_due() is None
    assert queue.waiting
    clock.seconds += 0.11
    assert queue.take_due() == 3_000
    assert not queue.waiting
    assert queue.take_due() is None


def test_take_now_does_not_wait_and_clear_forgets() -> None:
    queue = SeekQueue(ManualClock())
    queue.put(1)
    queue.take_due()
    queue.put(2)
    assert queue.take_now() == 2
    assert queue.take_now() is None
    queue.put(3)
    queue.clear()
    assert queue.take_now() is None


@given(st.lists(st.tuples(st.floats(0, 0.3), st.booleans()), max_size=80))
def test_law_rate_order_and_the_last(steps: list[tuple[float, bool]]) -> None:
    clock = ManualClock()
    queue = SeekQueue(clock)
    done: list[tuple[float, int]] = []
    last = None
    for number, (wait, key) in enumerate([*steps, (0.2, False)]):
        clock.seconds += wait
        if key:
            queue.put(last := number)
        if (target := queue.take_due()) is not None:
            done.append((clock.seconds, target))
    assert [target for _, target in done] == sorted({target for _, target in done})
    assert all(b - a >= 0.1 - 1e-9 for (a, _), (b, _) in itertools.pairwise(done))
    assert (done[-1][1] if done else None) == last
