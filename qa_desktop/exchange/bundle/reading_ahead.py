"""Frames of a bundle expanded by a thread of its own, a few ahead of who takes them.

Whoever stores is what a merge waits for, and to expand is a tenth of its work that needs no Python.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from typing import Final, TypeVar

_AHEAD: Final = 2
"""Frames; some megabytes with those that are on their way."""

T = TypeVar("T")


def reading_ahead(found: Iterator[T]) -> Generator[T, None, None]:
    """What ``found`` gives, and raises. ``close`` it, or use it up: ``found`` is asked by nobody
    afterwards."""
    waiting = queue.Queue[tuple[T] | BaseException | None](_AHEAD)
    ended = threading.Event()

    def ask() -> None:
        end: BaseException | None = None
        try:
            for each in found:
                waiting.put((each,))
                if ended.is_set():
                    return
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            end = error
        waiting.put(end)

    thread = threading.Thread(target=ask, name="bundle-frames", daemon=True)
    thread.start()
    try:
        while (taken := waiting.get()) is not None:
            if isinstance(taken, BaseException):
                raise taken
            yield taken[0]
    finally:
        ended.set()
        while thread.is_alive():
            with suppress(queue.Empty):
                waiting.get(timeout=0.01)
