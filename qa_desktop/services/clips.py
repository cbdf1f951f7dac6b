"""Clips that a person saves: some seconds of a call, or several joined, as a file for others.

Numbers and names in them are bleeped or cut where the person marked them. No file gets a name with
a customer's number in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qa_desktop.domain.clips import (
    ClipFormat,
    GapKind,
    Hidden,
    Piece,
    Span,
    lasting_ms,
    pieces,
    within,
)
from qa_desktop.domain.durations import format_position
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.errors import UserFacingError
from qa_desktop.services.sounds import prepare_sound
from qa_desktop.store.calls import CallRow, get_call
from qa_desktop.store.reader import Reader
from qa_desktop.texts import Text, text

if TYPE_CHECKING:
    from pydub import AudioSegment

    from qa_desktop.audio.clip_sound import Sound
    from qa_desktop.audio.sources import Block

LONGEST_ANNOUNCEMENT_MS: Final = 30_000
GAP_MS: Final = 1_000
LONGEST_GAP_MS: Final = 10_000
_CACHE: Final = "cache"
_FORBIDDEN: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*\s]+')
"""In names of files, on one system or another."""

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class ClipPart:
    """[from ms, to ms) of the recording of a call (id), without what is hidden in it."""

    call: str
    from_ms: int
    to_ms: int
    hidden: tuple[Hidden, ...] = ()

    @property
    def span(self) -> Span:
        return self.from_ms, self.to_ms


@dataclass(frozen=True)
class Gap:
    """Between two clips of a file: ``announcement`` is a recording of somebody's words."""

    kind: GapKind = "silence"
    length_ms: int = GAP_MS
    announcement: Path | None = None


@dataclass(frozen=True)
class ClipOrder:
    """What is to be in the file, in this order."""

    parts: tuple[ClipPart, ...]
    format: ClipFormat = "wav"
    gap: Gap = Gap()


@dataclass(frozen=True)
class SavedClip:
    file: Path
    length_ms: int


def save_clip(
    folder: Path,
    order: ClipOrder,
    out: Path,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> SavedClip:
    """Write the clip to ``out``, which is there whole or not at all.

    ``folder`` is that of the workspace; ``progress`` gets ms written, and of how many. Raises
    ``UserFacingError``: "clip.…" for what cannot be cut, "audio.…" for a recording that cannot be
    heard here, "workspace.…" for a disk that cannot be written to; and ``CancelledError``.
    """
    from qa_desktop.audio.clip_file import write_clip

    made = _mixed(order, _parts(folder, order, [out], cancelled), cancelled)
    write_clip(made, out, order.format, progress, cancelled)
    return SavedClip(out, len(made))


def save_clips_apart(
    folder: Path,
    order: ClipOrder,
    outs: Sequence[Path],
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> list[SavedClip]:
    """As ``save_clip``, each part in a file of its own, all of them equally loud; ``progress``
    gets files written. Files that were written before an error stay."""
    from qa_desktop.audio.clip_file import write_clip

    saved: list[SavedClip] = []
    clips, _ = _levelled(order, _parts(folder, order, outs, cancelled), [])
    for clip, out in zip(clips, outs, strict=True):
        write_clip(clip, out, order.format, cancelled=cancelled)
        saved.append(SavedClip(out, len(clip)))
        progress(len(saved), len(outs))
    return saved


def require_name(name: str, calls: Iterable[CallRow]) -> None:
    """Raises ``UserFacingError`` ("clip.name_has_number") for a name of a file that shows a
    customer's number, one of these calls' or any mobile."""
    if any(mask_in_text(name, call.customer_number) != name for call in calls):
        raise UserFacingError("clip.name_has_number")


def clip_name(call: CallRow, from_ms: int, to_ms: int) -> str:
    """A name for the file without its ending: day, agent, serial number, from and to. A serial
    number that holds the customer's number is left out."""
    serial = call.serial or ""
    if mask_in_text(serial, call.customer_number) != serial:
        serial = ""
    day = (call.started or "")[:10].replace("-", "")
    known = (day, call.agent_number or "", serial, f"{_in_name(from_ms)}-{_in_name(to_ms)}")
    return _FORBIDDEN.sub("-", "_".join(part for part in known if part)).strip(".-_")


def reference(call: CallRow, from_ms: int, to_ms: int | None, words: str = "") -> Text:
    """``1:23.4–1:31.0 流水号 S2611200007 工号 8012 …``: where to hear something, to be pasted into
    a message. Customers' numbers are masked, also in ``words``."""
    ends = [from_ms] if to_ms is None else [from_ms, to_ms]
    span = "–".join(format_position(each).removeprefix("0") for each in ends)
    serial = call.serial or call.file_name or (call.started or "").replace("T", " ")
    kind = "serial" if call.serial else "file" if call.file_name else "started"
    parts = {
        "span": span,
        "name": mask_in_text(serial, call.customer_number),
        "agent": call.agent_number or "",
        "words": mask_in_text(" ".join(words.split()), call.customer_number),
    }
    said = text(f"clip.by_{kind}", **parts)
    if parts["agent"]:
        said = text("clip.of_agent", said=said, **parts)
    return text("clip.with_words", said=said, **parts) if parts["words"] else said


def _in_name(ms: int) -> str:
    """``1m23s``."""
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes}m{seconds:02}s"


def _require_order(order: ClipOrder, calls: Mapping[str, CallRow]) -> None:
    from qa_desktop.audio.clip_sound import LONGEST_MS

    for part in order.parts:
        call = calls[part.call]
        if call.recording is None:
            raise UserFacingError("clip.no_recording")
        if not 0 <= part.from_ms < part.to_ms:
            raise UserFacingError("clip.empty")
    if any(not lasting_ms(pieces(part.span, part.hidden)) for part in order.parts):
        raise UserFacingError("clip.nothing_left")
    if sum(part.to_ms - part.from_ms for part in order.parts) > LONGEST_MS:
        raise UserFacingError("clip.too_long", minutes=LONGEST_MS // 60_000)


def _sounds(
    folder: Path, call: CallRow, parts: Sequence[ClipPart], cancelled: Cancelled
) -> dict[int, Sound]:
    """Place in the order → sound of the parts that are of this call."""
    assert call.recording is not None  # noqa: S101 - asked for before
    wanted = {place: part.span for place, part in enumerate(parts) if part.call == call.id}
    ready = prepare_sound(folder, call.recording, folder / _CACHE, lambda _peaks: None, cancelled)
    for span in wanted.values():
        if span[1] > ready.duration_ms:  # as decoded: what the file says of itself may be less
            raise UserFacingError("clip.beyond", end=format_position(ready.duration_ms))
        if ready.sounding is not None and within(ready.sounding, *span) != [span]:
            raise UserFacingError("clip.seconds_not_here")
    return dict(zip(wanted, _read(ready.playable, [*wanted.values()], cancelled), strict=True))


def _parts(
    folder: Path, order: ClipOrder, outs: Sequence[Path], cancelled: Cancelled
) -> list[Sound]:
    """The sound of every part, where it may be written to files of these names."""
    with Reader.open(folder) as reader:
        calls = {part.call: get_call(reader.db, reader.person, part.call) for part in order.parts}
    _require_order(order, calls)
    for out in outs:
        require_name(out.name, calls.values())
    sounds: dict[int, Sound] = {}
    for call in calls.values():
        sounds |= _sounds(folder, call, order.parts, cancelled)
    return [sounds[place] for place in range(len(order.parts))]


def _mixed(order: ClipOrder, sounds: list[Sound], cancelled: Cancelled) -> AudioSegment:
    """Joined, and then equally loud; a clip by itself stays as loud as it was recorded."""
    from qa_desktop.audio.clip_sound import joined, rendered

    if len(sounds) == 1:
        return rendered(sounds[0], _own_pieces(order.parts[0]))
    clips, words = _levelled(order, sounds, _announcement(order.gap, cancelled))
    return joined(clips, _gap(order.gap, clips[0].frame_rate, words))


def _levelled(
    order: ClipOrder, sounds: list[Sound], words: list[Sound]
) -> tuple[list[AudioSegment], list[Sound]]:
    """The clips and what is said between them, all equally loud."""
    from qa_desktop.audio.clip_levels import amplified, gains_db
    from qa_desktop.audio.clip_sound import rendered

    own = [_own_pieces(part) for part in order.parts]
    # What is bleeped is not heard, and does not count
    heard = [_heard(sound, each) for sound, each in zip(sounds, own, strict=True)] + words
    levelled = [
        amplified(sound, gain) for sound, gain in zip(sounds + words, gains_db(heard), strict=True)
    ]
    clips = [rendered(sound, each) for sound, each in zip(levelled, own, strict=False)]
    return clips, levelled[len(clips) :]


def _own_pieces(part: ClipPart) -> list[Piece]:
    """In ms from its own beginning."""
    begin = part.from_ms
    return [
        Piece(each.from_ms - begin, each.to_ms - begin, each.how)
        for each in pieces(part.span, part.hidden)
    ]


def _heard(sound: Sound, own: Iterable[Piece]) -> Sound:
    import numpy as np

    ends = [
        (each.from_ms * sound.rate // 1000, each.to_ms * sound.rate // 1000)
        for each in own
        if each.how is None
    ]
    empty = sound.block[:, :0]
    return replace(
        sound, block=np.concatenate([empty, *(sound.block[:, a:b] for a, b in ends)], axis=1)
    )


def _read(path: Path, spans: Sequence[Span], cancelled: Cancelled) -> list[Sound]:
    """Seconds of a file, in the order of ``spans``."""
    import numpy as np

    from qa_desktop.audio.clip_sound import Sound
    from qa_desktop.audio.clips import parts
    from qa_desktop.audio.decode import BLOCK_FRAMES, listening_format, stop_when, to_listening
    from qa_desktop.audio.sources import open_source

    with open_source(path, cancelled) as source:
        wanted = listening_format(source.facts)
        stream = to_listening(source.facts, wanted, source.blocks(BLOCK_FRAMES))
        found: list[list[Block]] = [[] for _ in spans]
        for number, block in parts(stop_when(cancelled, stream), wanted.sample_rate, spans):
            found[number].append(block.copy())  # or it keeps all that was read
    if not all(found):
        raise UserFacingError("clip.beyond", end=format_position(source.facts.duration_ms))
    return [Sound(np.concatenate(blocks, axis=1), wanted.sample_rate) for blocks in found]


def _announcement(gap: Gap, cancelled: Cancelled) -> list[Sound]:
    """Somebody's recorded words, or nothing."""
    if gap.announcement is None:
        return []
    (words,) = _read(gap.announcement, [(0, LONGEST_ANNOUNCEMENT_MS + 1_000)], cancelled)
    if words.block.shape[1] * 1000 > LONGEST_ANNOUNCEMENT_MS * words.rate:
        seconds = LONGEST_ANNOUNCEMENT_MS // 1000
        raise UserFacingError("clip.announcement_too_long", seconds=seconds)
    return [words]


def _gap(gap: Gap, rate: int, words: list[Sound]) -> AudioSegment:
    from qa_desktop.audio.clip_sound import segment, silent_gap, spoken_gap, tones_gap

    length = min(max(gap.length_ms, 0), LONGEST_GAP_MS)
    if words:
        return spoken_gap(segment(words[0]), length)
    return tones_gap(length, rate) if gap.kind == "tones" else silent_gap(length, rate)
