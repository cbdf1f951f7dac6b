"""How far long work with bytes is, told so seldom that the window is not kept busy by it."""

from __future__ import annotations

import time
from collections.abc import Callable

_TELL_SECONDS = 0.1


def seldom(tell: Callable[..., None]) -> Callable[[int, int], None]:
    """``tell`` with KiB (Qt counts in 32 bits), given bytes, at most ten times a second."""
    last = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _TELL_SECONDS:
            last = time.monotonic()
            tell(done >> 10, max(total >> 10, 1))

    return progress
