"""A dataset written by a process of its own (``services.watched_child``)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qa_desktop.errors import UserFacingError
from qa_desktop.services.watched_child import run_watched


def export_in_child(
    workspace: Path,
    locale: str,
    out: Path,
    *,
    names: bool,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> dict[str, int]:
    """``export_dataset`` elsewhere; rows by table. ``progress`` is told rows, from another thread.

    Raises what ``run_watched`` raises.
    """
    command = ["export", "dataset", str(out), *(["--names"] if names else [])]
    document = run_watched(workspace, locale, command, progress, cancelled)
    if document is None:
        raise UserFacingError("dataset.no_child")
    return {str(name): int(rows) for name, rows in document["tables"].items()}
