"""A report written by a process of its own: laying out hundreds of pages holds Python's lock, and
the window must not stand still meanwhile."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.paths import own_program
from qa_desktop.services.report_data import PeriodRequest
from qa_desktop.services.reporting import FeedbackRequest, Request

_POLL_S = 0.05
_PATIENCE_S = 3.0


class ReportChildError(UserFacingError):
    """What the other process said, in the person's language already."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__("report.child", message=message, remedy=remedy)


def write_in_child(
    workspace: Path,
    locale: str,
    kind: str,
    request: Request,
    out: Path,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """``write_report`` elsewhere; how many rows. ``progress`` is told pages, from another thread.

    Raises ``CancelledError``: the child is told, takes its half-made file away and ends.
    """
    command = [*own_program(), "--workspace", str(workspace), "--lang", locale, "report", kind]
    command += [*_options(request), "--out", str(out), "--watched", "--json"]
    child = subprocess.Popen(  # noqa: S603 - this program itself
        command,
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
    return _rows(bytes(said))


def _options(request: Request) -> list[str]:
    if isinstance(request, FeedbackRequest):
        return ["--evaluation", request.evaluation, *(["--why"] if request.with_why else [])]
    assert isinstance(request, PeriodRequest)  # noqa: S101 - there are two kinds
    options = ["--from", request.first.isoformat(), "--to", request.last.isoformat()]
    for name in ("agent", "team", "scorer"):
        value = getattr(request, name)
        options += [f"--{name}", value] if value else []
    return options


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
    """``pages/of all`` line by line; everything else that is said there is not for people."""
    with stream:
        for line in stream:
            done, _, whole = line.decode(errors="replace").strip().partition("/")
            if done.isdigit() and whole.isdigit():
                progress(int(done), int(whole))


def _rows(said: bytes) -> int:
    try:
        document = json.loads(said)
    except ValueError as error:
        raise UserFacingError("report.no_child") from error
    if "error" in document:
        raise ReportChildError(document["error"]["message"], document["error"]["remedy"])
    return int(document["rows"])
