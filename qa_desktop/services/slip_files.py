"""A slip as plain files for people without the program: the paper, and the seconds to listen to."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlite_utils import Database

from qa_desktop.domain.clips import Hidden
from qa_desktop.services.clips import ClipOrder, ClipPart, clip_name, save_clip
from qa_desktop.services.reporting import own_forms, write_report
from qa_desktop.services.slip_papers import slip_report
from qa_desktop.store.calls import get_call
from qa_desktop.store.reader import Reader
from qa_desktop.store.settings import get_setting
from qa_desktop.store.slips import Slip, read_slip
from qa_desktop.texts import Language

_AROUND_MS: Final = 2_000
"""Heard before and after the seconds in question, so that they are understood."""


def save_slip_files(
    workspace: Path, slip: str, out: Path, language: Language, *, with_clips: bool = True
) -> list[Path]:
    """The paper to ``out`` (by its ending), and beside it a WAV file for each place in the
    recording. What was hidden in clips of it before is hidden in these.

    Raises ``UserFacingError`` as writing a report and saving a clip do.
    """
    with Reader.open(workspace) as reader:
        found = read_slip(reader.db, slip)
        write_report(slip_report(reader.db, slip), out, language, forms=own_forms(workspace))
        clips = _clips(reader.db, reader.person, found, out) if with_clips else []
    for order, file in clips:
        save_clip(workspace, order, file)
    return [out, *(file for _, file in clips)]


def _clips(db: Database, person: str, slip: Slip, out: Path) -> list[tuple[ClipOrder, Path]]:
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
            file = out.with_name(f"{clip_name(call, begins, ends)}.wav")
            found.append((ClipOrder((part,)), file))
    return found
