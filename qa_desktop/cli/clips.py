"""``clip``: some seconds of a call as a file for others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from qa_desktop.cli.session import WORDS, Command, Session, pass_session
from qa_desktop.cli.wrong_usage import WrongValueError
from qa_desktop.domain.clips import FORMATS, GAPS, ClipFormat, Hidden, Hiding, Span, within
from qa_desktop.domain.durations import parse_duration
from qa_desktop.errors import UserFacingError
from qa_desktop.services.clips import GAP_MS, LONGEST_GAP_MS, ClipOrder, ClipPart, Gap, save_clip
from qa_desktop.store.calls import find_call_named
from qa_desktop.store.hidden_parts import find_hidden_parts
from qa_desktop.texts import text

_FILE = click.Path(path_type=Path)


class _Moment(click.types.StringParamType):
    """``1:23.4``, ``83.4`` or ``1分23秒``: ms."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return parse_duration(str(value))
        except UserFacingError as error:
            raise WrongValueError(text(error.id, **error.params), ctx, param) from error


class _Span(_Moment):
    """``1:23.4-1:31.0``: two moments."""

    name = "A-B"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        begin, dash, end = str(value).replace("–", "-").partition("-")
        span = super().convert(begin, param, ctx), super().convert(end if dash else "", param, ctx)
        if span[0] >= span[1]:
            raise WrongValueError(text("cli.ends_before"), ctx, param)
        return span


@click.command("clip", cls=Command)
@click.argument("recording", type=WORDS)
@click.option("--from", "begin", type=_Moment(), required=True, help="1:23.4, or seconds.")
@click.option("--to", "end", type=_Moment(), required=True)
@click.option("--and", "more", type=_Span(), multiple=True, help="More of it, joined behind.")
@click.option("--bleep", type=_Span(), multiple=True, help="A tone in the place of a number.")
@click.option("--cut", type=_Span(), multiple=True, help="Taken out.")
@click.option(
    "--gap", type=click.Choice(GAPS[:2]), default="silence", show_default=True,
    help="What is between joined clips.",
)  # fmt: skip
@click.option("--announcement", type=_FILE, help="A recording of words between joined clips.")
@click.option(
    "--gap-seconds", type=click.FloatRange(0, LONGEST_GAP_MS / 1000), default=GAP_MS / 1000,
    show_default=True,
)  # fmt: skip
@click.option("--out", type=_FILE, required=True, help="Ends in .wav, .mp3 or .opus.")
@pass_session
def clip(
    session: Session, recording: str, begin: int, end: int, more: tuple[Span, ...],
    bleep: tuple[Span, ...], cut: tuple[Span, ...], gap: str, announcement: Path | None,
    gap_seconds: float, out: Path,
) -> None:  # fmt: skip
    """Save some seconds of a call as WAV, MP3 or Opus, numbers bleeped or cut.

    RECORDING is an id, the beginning of one, a serial number or a file name. Times are those of
    the recording, also after --bleep and --cut. What was hidden in clips saved in the window is
    hidden here too.
    """
    ending = _format_of(out)
    between = Gap("tones" if gap == "tones" else "silence", round(gap_seconds * 1000), announcement)
    with session.open_reader() as reader:
        call = find_call_named(reader.db, reader.person, recording)
        folder, kept = reader.folder, find_hidden_parts(reader.db, call.recording or "")
    hidden = (*kept, *_hidden(bleep, "bleep"), *_hidden(cut, "cut"))
    parts = tuple(ClipPart(call.id, *span, hidden) for span in ((begin, end), *more))
    saved = save_clip(folder, ClipOrder(parts, ending, between), out.absolute())
    seconds = saved.length_ms / 1000
    said = text("cli.clip_saved", file=str(out), seconds=f"{seconds:.1f}")
    spans = [part.span for part in parts]
    again = sum(bool(within(spans, part.from_ms, part.to_ms)) for part in kept)
    words = [session.say(said)]
    if again:
        words.append(session.say(text("cli.clip_hidden_again", count=again)))
    session.answer({"file": str(out), "seconds": seconds, "hidden_again": again}, words)


def _hidden(spans: tuple[Span, ...], how: Hiding) -> tuple[Hidden, ...]:
    return tuple(Hidden(*span, how) for span in spans)


def _format_of(out: Path) -> ClipFormat:
    ending = out.suffix.lower().removeprefix(".")
    found = next((known for known in FORMATS if known == ending), None)
    if found is None:
        raise WrongValueError(text("cli.no_clip_file"), hint="--out")
    return found


COMMANDS = [clip]
