"""Slips on paper: one or many, as files for people without the program, with the seconds to listen
to, or as one job for the printer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.clips import Hidden
from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.reports.model import Report
from qa_desktop.reports.printing import PrintTarget
from qa_desktop.services.clips import ClipOrder, ClipPart, clip_name, save_clip
from qa_desktop.services.reporting import own_forms, print_together, write_report, write_together
from qa_desktop.services.slip_papers import slip_report
from qa_desktop.store.calls import get_call
from qa_desktop.store.reader import Reader
from qa_desktop.store.settings import get_setting
from qa_desktop.store.slip_checks import broken_operations
from qa_desktop.store.slips import Slip, SlipRow, get_slip, read_slip
from qa_desktop.texts import Language, Text, render, text

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

_AROUND_MS: Final = 2_000
"""Heard before and after the seconds in question, so that they are understood."""
_FORBIDDEN: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*\s]+')
_MARK: Final = 12
"""Digits of the code that stand for what was drawn: no two slips have the same."""


@dataclass(frozen=True)
class LeftOut:
    """A slip that is not on paper, or not whole: ``subject`` is what people call it."""

    slip: str
    subject: str
    why: UserFacingError
    is_printed: bool = False
    """Only what was to be heard beside it is missing."""

    @property
    def told(self) -> Text:
        id = "slip.clips_left_out" if self.is_printed else "slip.left_out"
        return text(id, subject=self.subject, why=self.why.message)


@dataclass(frozen=True)
class PrintedSlips:
    """``count`` slips are on paper; ``files`` are the papers and what lies beside them."""

    count: int
    files: tuple[Path, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def save_slip_files(
    workspace: Path,
    slips: Sequence[str],
    out: Path,
    language: Language,
    *,
    apart: bool = False,
    with_clips: bool = False,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> PrintedSlips:
    """All slips in order into the PDF ``out``, each with pages of its own; a single one also as
    html or xlsx, by the ending. ``apart``: a PDF for each into the folder ``out``.

    ``with_clips``: beside them a WAV file for each place in the recordings; what was hidden in
    clips before is hidden in these. ``progress`` is told slips. What cannot be printed is left out
    and told; each file is there whole or not at all.

    Raises ``UserFacingError`` as writing a report does, where not one slip can be printed
    ("slip.none_printed", or why the only one cannot), and for several as html or xlsx
    ("slip.only_pdf"); and ``CancelledError``: what was saved apart by then stays.
    """
    if not apart and len(slips) > 1 and out.suffix.lower() != ".pdf":
        raise UserFacingError("slip.only_pdf", file=out.name)
    with Reader.open(workspace) as reader:
        run = _Run(reader.db, slips, progress, cancelled)
        forms = own_forms(workspace)
        papers = [out]
        if apart:
            papers = []
            for found, report in run.reports():
                paper = out / f"{paper_name(found.row, language)}.pdf"
                write_report(report, paper, language, forms=forms, cancelled=cancelled)
                papers.append(paper)
        elif len(slips) == 1:
            (report,) = (report for _, report in run.reports())
            write_report(report, out, language, forms=forms, cancelled=cancelled)
        else:
            reports = (report for _, report in run.reports())
            title = title_of_several(len(slips), language)
            write_together(reports, out, language, title=title, forms=forms, cancelled=cancelled)
        folder = out if apart else out.parent
        clips = _save_clips(reader, run, folder) if with_clips else []
    return PrintedSlips(len(run.printed), (*papers, *clips), tuple(run.left_out))


def print_slips(
    workspace: Path,
    slips: Sequence[str],
    target: PrintTarget,
    language: Language,
    *,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> PrintedSlips:
    """The same as one job for the printer: each slip begins on a sheet of its own."""
    with Reader.open(workspace) as reader:
        run = _Run(reader.db, slips, progress, cancelled)
        print_together(
            (report for _, report in run.reports()),
            target,
            language,
            title=title_of_several(len(slips), language),
            forms=own_forms(workspace),
            cancelled=cancelled,
        )
    return PrintedSlips(len(run.printed), (), tuple(run.left_out))


def paper_name(row: SlipRow, language: Language) -> str:
    """For the file, without its ending: what it is, whose, which call, and its mark."""
    title = render(text("slip_paper.title"), language)
    parts = (title, row.agent_number, row.serial or row.day, _mark(row))
    return _FORBIDDEN.sub("-", "-".join(part for part in parts if part)).strip(".-")


def _mark(row: SlipRow) -> str:
    return row.drawn[:_MARK].upper()


def title_of_several(count: int, language: Language) -> str:
    """Of the file or the print job."""
    several = text("slip_paper.several", count=count)
    return render(several if count > 1 else text("slip_paper.title"), language)


@dataclass
class _Run:
    """Slip after slip, and what became of each."""

    db: Database
    slips: Sequence[str]
    progress: Progress
    cancelled: Cancelled
    printed: list[Slip] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def reports(self) -> Iterator[tuple[Slip, Report]]:
        """One is made when the one before it is on paper."""
        for done, slip in enumerate(self.slips, 1):
            if self.cancelled():
                raise CancelledError
            try:
                found = _printable(self.db, slip)
                report = slip_report(self.db, slip)
            except UserFacingError as error:
                self.leave_out(slip, error)
            else:
                yield found, report
                self.printed.append(found)
            self.progress(done, len(self.slips))
        if self.left_out and not self.printed:
            first = self.left_out[0]
            said = {"subject": first.subject, "why": first.why.message}
            raise UserFacingError("slip.none_printed", count=len(self.left_out), **said)

    def leave_out(self, slip: str, why: UserFacingError, *, is_printed: bool = False) -> None:
        """Of the only one it is no footnote."""
        if len(self.slips) == 1:
            raise why
        self.left_out.append(LeftOut(slip, _subject(self.db, slip), why, is_printed))


def _printable(db: Database, slip: str) -> Slip:
    """Nobody is handed a paper that bears a code for what nobody signed, or that is nobody's."""
    if any(True for _ in broken_operations(db, slip)):
        raise UserFacingError("slip.print_broken")
    found = read_slip(db, slip)
    if found.row.agent_number is None and found.row.agent_name is None:
        raise UserFacingError("slip.print_erased")
    return found


def _subject(db: Database, slip: str) -> str:
    """0617 王敏 2026-11-22."""
    try:
        row = get_slip(db, slip)
    except UserFacingError:
        return slip[:13]
    return f"{agent_words(row.agent_number, row.agent_name) or slip[:13]} {row.day}"


# --- the seconds to listen to ---


def _save_clips(reader: Reader, run: _Run, folder: Path) -> list[Path]:
    saved = []
    for slip in run.printed:
        try:
            for order, file in _clips(reader.db, reader.person, slip, folder):
                save_clip(reader.folder, order, file, cancelled=run.cancelled)
                saved.append(file)
        except UserFacingError as error:
            run.leave_out(slip.row.id, error, is_printed=True)
    return saved


def _clips(db: Database, person: str, slip: Slip, folder: Path) -> list[tuple[ClipOrder, Path]]:
    if slip.row.recording is None:
        return []
    call = get_call(db, person, slip.row.call)
    longest = call.duration_ms or 0
    hidden = tuple(
        Hidden(start, end)
        for start, end in get_setting(db, "clip_hidden").get(slip.row.recording, [])
    )
    places = dict.fromkeys(
        (line["from_ms"], line.get("to_ms") or line["from_ms"])
        for line in slip.drawn["faults"]
        if line.get("from_ms") is not None
    )
    found = []
    for start, end in places:
        begins, ends = max(0, start - _AROUND_MS), min(end + _AROUND_MS, longest)
        if begins < ends:
            part = ClipPart(call.id, begins, ends, hidden)
            file = folder / f"{clip_name(call, begins, ends)}_{_mark(slip.row)}.wav"
            found.append((ClipOrder((part,)), file))
    return found
