"""Commands that the window runs in a process of their own (``services.child``): they tell how far
they are, and give up when the window closes the end of their standard input."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable


def tell(done: int, whole: int) -> None:
    """To standard error, a line each time."""
    sys.stderr.write(f"{done}/{whole}\n")
    sys.stderr.flush()


def until_nobody_listens() -> Callable[[], bool]:
    """True once standard input has been closed by the window that began this."""
    closed = threading.Event()

    def wait() -> None:
        while os.read(0, 4096):  # not sys.stdin: its lock would be held when the program ends
            pass
        closed.set()

    threading.Thread(target=wait, daemon=True).start()
    return closed.is_set
