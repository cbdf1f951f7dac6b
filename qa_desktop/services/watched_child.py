"""A command of the program run by a process of its own, for the window: whatever takes long and
holds Python's lock would make it stand still.

The command is told how to behave by ``--watched`` (``cli.watched``): it says how far it is on
standard error, and gives up when the end of its standard input is closed.
"""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.paths import own_program

_POLL_S = 0.05
_PATIENCE_S = 3.0


class ChildError(UserFacingError):
    """What the other process said, in the person's language already."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__("report.child", message=message, remedy=remedy)


def run_watched(
    workspace: Path,
    locale: str,
    command: Sequence[str],
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> dict[str, Any] | None:
    """The JSON document that the command answers, None where it ended without one. ``progress``
    is told steps from another thread.

    Raises ``ChildError`` for what it refused, and ``CancelledError``: it is told, takes what is
    half made away and ends.
    """
    arguments = [*own_program(), "--workspace", str(workspace), "--lang", locale, *command]
    child = subprocess.Popen(  # noqa: S603 - this program itself
        [*arguments, "--watched", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    said = bytearray()
    readers = [
        threading.Thread(target=_listen, args=(child.stderr, progress), daemon=True),
        threading.Thread(target=lambda: said.extend(_all(child.stdout)), daemon=True),
    ]
    for reader in readers:
        reader.start()
    try:
        _await(child, cancelled)
    finally:
        _end(child)
        for reader in readers:
            reader.join()
    return _document(bytes(said))


def _await(child: subprocess.Popen[bytes], cancelled: Callable[[], bool]) -> None:
    while True:
        if cancelled():
            raise CancelledError
        with suppress(subprocess.TimeoutExpired):
            child.wait(_POLL_S)
            return


def _end(child: subprocess.Popen[bytes]) -> None:
    """Closing its input tells it to stop; one that does not is ended."""
    if child.stdin is not None:
        with suppress(OSError):
            child.stdin.close()
    try:
        child.wait(_PATIENCE_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _all(stream: Any) -> bytes:
    with stream:
        content: bytes = stream.read()
        return content


def _listen(stream: Any, progress: Callable[[int, int], None]) -> None:
    """``done/of all`` line by line; everything else that is said there is not for people."""
    with stream:
        for line in stream:
            done, _, whole = line.decode(errors="replace").strip().partition("/")
            if done.isdigit() and whole.isdigit():
                progress(int(done), int(whole))


def _document(said: bytes) -> dict[str, Any] | None:
    try:
        document = json.loads(said)
    except ValueError:
        return None
    if not isinstance(document, dict):
        return None
    if "error" in document:
        raise ChildError(document["error"]["message"], document["error"]["remedy"])
    return document
