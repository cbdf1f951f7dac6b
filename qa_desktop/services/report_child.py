"""A report written by a process of its own: laying out hundreds of pages holds Python's lock, and
the window must not stand still meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qa_desktop.errors import UserFacingError
from qa_desktop.reports.printing import PrintTarget
from qa_desktop.services.report_data import PeriodRequest
from qa_desktop.services.reporting import FeedbackRequest, Request
from qa_desktop.services.watched_child import run_watched


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

    Raises what ``run_watched`` raises.
    """
    command = ["report", kind, *_options(request), "--out", str(out)]
    document = run_watched(workspace, locale, command, progress, cancelled)
    if document is None:
        raise UserFacingError("report.no_child")
    return int(document["rows"])


def print_in_child(
    workspace: Path,
    locale: str,
    kind: str,
    request: Request,
    target: PrintTarget,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """``print_report`` elsewhere, as ``write_in_child``."""
    command = ["report", kind, *_options(request), "--printer", target.as_text()]
    document = run_watched(workspace, locale, command, progress, cancelled)
    if document is None:
        raise UserFacingError("report.no_child")
    return int(document["rows"])


def _options(request: Request) -> list[str]:
    if isinstance(request, FeedbackRequest):
        return ["--evaluation", request.evaluation, *(["--why"] if request.with_why else [])]
    assert isinstance(request, PeriodRequest)  # noqa: S101 - there are two kinds
    options = ["--from", request.first.isoformat(), "--to", request.last.isoformat()]
    for name in ("agent", "team", "scorer"):
        value = getattr(request, name)
        options += [f"--{name}", value] if value else []
    return options
