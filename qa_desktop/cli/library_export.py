"""``library export``: a playlist for others, with names or without."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qa_desktop.cli.output import table
from qa_desktop.cli.session import WORDS, Command, Session, pass_session
from qa_desktop.cli.wrong_usage import WrongValueError
from qa_desktop.domain.clips import FORMATS, GAPS
from qa_desktop.texts import text

if TYPE_CHECKING:
    from qa_desktop.services.playlist_export import ExportChoice

_FILE = click.Path(path_type=Path)
_PAPERS = ("pdf", "html", "xlsx")
_LONGEST_GAP = 10


@click.command("playlists", cls=Command)
@pass_session
def playlists(session: Session) -> None:
    """All playlists of cases, the newest first."""
    from qa_desktop.store.playlists import find_playlists

    with session.open_reader() as reader:
        found = find_playlists(reader.db)
    rows = [
        {
            "id": each.id,
            "title": each.title,
            "kind": each.kind,
            "cases": each.cases,
            "expected_ms": each.expected_ms,
            "minutes": each.minutes,
            "template": each.template,
        }
        for each in found
    ]
    headings = session.say(text("cli.playlist_headings")).split("|")
    lines = [[each.id, each.title, each.cases, each.minutes] for each in found]
    session.answer(rows, table(lines, headings))


@click.command("export", cls=Command)
@click.argument("playlist", type=WORDS)
@click.option(
    "--out", type=_FILE, required=True,
    help="wav, mp3 or opus: all cases in one file. pdf, html or xlsx: a handout. Without an "
    "ending: a folder with a clip for each case.",
)  # fmt: skip
@click.option("--anonymous", is_flag=True, help="No names, numbers or serial numbers anywhere.")
@click.option("--worksheet", is_flag=True, help="A handout with room to write, without comments.")
@click.option(
    "--format", "ending", type=click.Choice(FORMATS), default="mp3", show_default=True,
    help="Of the clips in a folder.",
)  # fmt: skip
@click.option(
    "--gap", type=click.Choice(GAPS[:2]), default="tones", show_default=True,
    help="What is between two cases.",
)  # fmt: skip
@click.option("--announcement", type=_FILE, help="A recording of words between two cases.")
@click.option(
    "--gap-seconds", type=click.FloatRange(0, _LONGEST_GAP), default=1.0, show_default=True
)
@pass_session
def export(
    session: Session, playlist: str, out: Path, anonymous: bool, worksheet: bool, ending: Any,
    gap: Any, announcement: Path | None, gap_seconds: float,
) -> None:  # fmt: skip
    """Export a playlist: as one audio file, as a folder of clips, or as a handout.

    PLAYLIST is an id, the beginning of one, or a title. What was hidden in clips saved in the
    window is hidden here too.
    """
    from qa_desktop.services.clips import Gap
    from qa_desktop.services.playlist_export import ExportChoice

    kind = _kind_of(out)
    between = Gap(gap, round(gap_seconds * 1000), announcement)
    of_file = next((known for known in FORMATS if out.suffix.lower() == f".{known}"), ending)
    choice = ExportChoice(of_file, between, anonymous)
    document = {"kind": kind, **_exported(session, playlist, out, kind, choice, worksheet)}
    said = text("cli.playlist_exported", cases=document["cases"], file=str(out))
    session.answer(document, [session.say(said)])


def _exported(
    session: Session, name: str, out: Path, kind: str, choice: ExportChoice, worksheet: bool
) -> dict[str, Any]:
    from qa_desktop.services.playlist_export import export_audio, export_clips, export_handout
    from qa_desktop.store.playlists import find_playlist_named, read_playlist

    with session.open_reader() as reader:
        folder, id = reader.folder, find_playlist_named(reader.db, name)
        cases = read_playlist(reader.db, id).row.cases
    language, place = session.language, out.absolute()
    if kind == "audio":
        saved = export_audio(folder, id, place, choice)
        return {"cases": cases, "files": [str(out)], "seconds": saved.length_ms / 1000}
    if kind == "clips":
        files = export_clips(folder, id, place, choice, language)
        return {"cases": cases, "files": [str(out / file.name) for file in files], "seconds": None}
    export_handout(
        folder, id, place, language, anonymous=choice.anonymous, with_answers=not worksheet
    )
    return {"cases": cases, "files": [str(out)], "seconds": None}


def _kind_of(out: Path) -> str:
    ending = out.suffix.lower().removeprefix(".")
    if ending in FORMATS:
        return "audio"
    if ending in _PAPERS:
        return "handout"
    if ending:
        raise WrongValueError(text("cli.no_playlist_file"), hint="--out")
    return "clips"
