"""Slips printed by a process of its own: laying out pages holds Python's lock, and the window must
not stand still meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa_desktop.errors import UserFacingError
from qa_desktop.reports.printing import PrintTarget
from qa_desktop.services.slip_files import LeftOut, PrintedSlips
from qa_desktop.services.watched_child import ChildError, run_watched
from qa_desktop.store.durable import private_file


@dataclass(frozen=True)
class SlipOutput:
    """Where to: a printer, one file, or a folder with a file for each (``apart``)."""

    place: PrintTarget | Path
    apart: bool = False
    with_clips: bool = False

    @property
    def options(self) -> list[str]:
        if isinstance(self.place, PrintTarget):
            return ["--printer", self.place.as_text()]
        clips = ["--clips"] if self.with_clips else []
        return ["--out-dir" if self.apart else "--out", str(self.place), *clips]


def print_in_child(
    workspace: Path,
    locale: str,
    slips: Sequence[str],
    output: SlipOutput,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> PrintedSlips:
    """``save_slip_files`` or ``print_slips`` elsewhere. ``progress`` is told slips, from another
    thread. Raises what ``run_watched`` raises."""
    with private_file(workspace) as (listed, stream):  # a command line has no room for thousands
        stream.write("\n".join(slips).encode())
        stream.flush()
        command = ["slip", "print", "--list", str(listed), *output.options]
        document = run_watched(workspace, locale, command, progress, cancelled)
    if document is None:
        raise UserFacingError("slip.no_child")
    left_out = (
        LeftOut(
            each["slip"],
            each["subject"],
            ChildError(each["why"], each["remedy"]),
            each["is_printed"],
        )
        for each in document["left_out"]
    )
    return PrintedSlips(
        int(document["slips"]), tuple(map(Path, document["files"])), tuple(left_out)
    )
