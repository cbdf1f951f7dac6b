"""A playlist for others: one audio file, a folder of clips, a handout. Anonymous, none of them
says a name, a number or a serial number, in what is written, in names of files or in their tags;
what is *said* on a recording is bleeped where somebody marked it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from qa_desktop.domain.clips import ClipFormat
from qa_desktop.domain.shown_playlist import ShownPlaylist
from qa_desktop.errors import UserFacingError
from qa_desktop.reports.handout import HandoutData, build, case_name
from qa_desktop.services.clips import (
    ClipOrder,
    ClipPart,
    Gap,
    SavedClip,
    save_clip,
    save_clips_apart,
)
from qa_desktop.services.playlist_showing import names_somebody, read_shown
from qa_desktop.services.reporting import own_forms, write_report
from qa_desktop.store.calls import get_call
from qa_desktop.store.faults import plain_faults
from qa_desktop.store.hidden_parts import find_hidden_parts
from qa_desktop.store.reader import Reader
from qa_desktop.texts import Language, Text, render

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

_FORBIDDEN: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*\s]+')
_LONGEST_NAME: Final = 60


@dataclass(frozen=True)
class ExportChoice:
    """``anonymous`` hides names in every case; otherwise the trainer's choice for each holds."""

    format: ClipFormat = "mp3"
    gap: Gap = field(default_factory=lambda: Gap("tones"))
    anonymous: bool = False


def suggested_name(shown: ShownPlaylist) -> str:
    """For the file, without its ending."""
    return _in_name(shown.title) or "playlist"


def export_audio(
    folder: Path,
    playlist: str,
    out: Path,
    choice: ExportChoice,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> SavedClip:
    """All cases one after the other, equally loud, with gaps between them; ``out`` is there whole
    or not at all. ``folder`` is that of the workspace. Raises as ``services.clips.save_clip``, and
    "playlist.nothing_to_export", "playlist.no_recording", "playlist.other_recording",
    "playlist.name_in_file"."""
    shown = _shown(folder, playlist, choice, "zh", out)
    return save_clip(folder, _order(folder, shown, choice), out, progress, cancelled)


def export_clips(
    folder: Path,
    playlist: str,
    out: Path,
    choice: ExportChoice,
    language: Language,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> list[Path]:
    """A file for each case, ``01 案例 1 · 开场.mp3``, into the folder ``out``, which is made or is
    empty. ``progress`` gets files written."""
    shown = _shown(folder, playlist, choice, language, out)
    order = _order(folder, shown, choice)
    with plain_faults(out.parent):
        if out.exists() and any(out.iterdir()):
            raise UserFacingError("playlist.folder_not_empty")
        out.mkdir(parents=True, exist_ok=True)
    names = [_file_name(number, case.title, language) for number, case in enumerate(shown.cases, 1)]
    files = [out / f"{name}.{choice.format}" for name in names]
    return [each.file for each in save_clips_apart(folder, order, files, progress, cancelled)]


def export_handout(
    folder: Path,
    playlist: str,
    out: Path,
    language: Language,
    *,
    anonymous: bool = False,
    with_answers: bool = True,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> int:
    """Write the handout, by its ending; how many cases it has."""
    shown = _shown(folder, playlist, ExportChoice(anonymous=anonymous), language, out)
    write_report(
        build(HandoutData(shown, with_answers)),
        out,
        language,
        forms=own_forms(folder),
        progress=progress,
        cancelled=cancelled,
    )
    return len(shown.cases)


def _shown(
    folder: Path, playlist: str, choice: ExportChoice, language: Language, out: Path
) -> ShownPlaylist:
    with Reader.open(folder) as reader:
        shown = read_shown(reader.db, playlist, language, anonymous=choice.anonymous)
        if choice.anonymous and names_somebody(reader.db, playlist, out.name):
            raise UserFacingError("playlist.name_in_file", file=out.name)
    if not shown.cases:
        raise UserFacingError("playlist.nothing_to_export")
    return shown


def _order(folder: Path, shown: ShownPlaylist, choice: ExportChoice) -> ClipOrder:
    parts = []
    with Reader.open(folder) as reader:
        for case in shown.cases:
            if case.call is None or case.recording is None:
                raise UserFacingError("playlist.no_recording")
            # The call's recording is what is cut: another one's hidden seconds are no good for it
            if get_call(reader.db, reader.person, case.call).recording != case.recording:
                raise UserFacingError("playlist.other_recording")
            hidden = find_hidden_parts(reader.db, case.recording)
            parts.append(ClipPart(case.call, *case.span, tuple(hidden)))
    return ClipOrder(tuple(parts), choice.format, choice.gap)


def _file_name(number: int, title: str, language: Language) -> str:
    named = case_name(number, title)
    words = render(named, language) if isinstance(named, Text) else named
    return f"{number:02} {_in_name(words)}"


def _in_name(words: str) -> str:
    return _FORBIDDEN.sub(" ", words).strip(" .")[:_LONGEST_NAME].strip(" .")
