"""``slip print``: one slip or many, as files or to a printer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from qa_desktop.cli.session import WORDS, Command, Session, pass_session
from qa_desktop.cli.slip_choice import chosen_slips, slip_options
from qa_desktop.cli.watched import tell, until_nobody_listens
from qa_desktop.cli.wrong_usage import WrongUsageError
from qa_desktop.errors import UserFacingError
from qa_desktop.reports.printing import PrintTarget
from qa_desktop.services.slip_files import LeftOut, print_slips, save_slip_files
from qa_desktop.store.reader import Reader
from qa_desktop.store.slips import find_slip_named
from qa_desktop.texts import text

_FILE = click.Path(path_type=Path)
_REFUSED = 3


@click.command("print", cls=Command)
@click.argument("names", type=WORDS, nargs=-1)
@slip_options
@click.option("--list", "listed", type=_FILE, help="A text file with a slip's name on each line.")
@click.option("--out", type=_FILE, help="pdf, also for several; html or xlsx for one.")
@click.option("--out-dir", type=_FILE, help="A pdf for each slip into this folder.")
@click.option("--clips", is_flag=True, help="Beside it the seconds to listen to, as WAV.")
@click.option("--printer", hidden=True)
@click.option("--watched", is_flag=True, hidden=True)
@pass_session
def print_command(
    session: Session,
    /,
    names: tuple[str, ...],
    listed: Path | None,
    out: Path | None,
    out_dir: Path | None,
    clips: bool,
    printer: str | None,
    watched: bool,
    **asked: Any,
) -> None:
    """Slips on paper: by id, beginning of an id or serial number, or all that fit the options. All
    into one file, each with pages of its own, or a file for each. What cannot be printed is told;
    the rest is."""
    if [out, out_dir, printer].count(None) != 2:
        raise WrongUsageError(text("cli.out_or_dir"))
    with session.open_reader() as reader:
        slips, unknown = _slips(reader, names, listed, asked)
        folder = reader.folder
    language = session.language
    progress = tell if watched else lambda _done, _all: None
    cancelled = until_nobody_listens() if watched else lambda: False
    place = out or out_dir
    if place is None:
        target = PrintTarget.from_text(printer or "")
        done = print_slips(folder, slips, target, language, progress=progress, cancelled=cancelled)
    else:
        done = save_slip_files(
            folder, slips, place, language, apart=out is None, with_clips=clips,
            progress=progress, cancelled=cancelled,
        )  # fmt: skip
    lines = [*map(str, done.files), session.say(text("slip.printed", count=done.count))]
    all_left_out = (*unknown, *done.left_out)
    lines += [session.say(each.told) for each in all_left_out]
    left_out = [_left_out(session, each) for each in all_left_out]
    files = [str(file) for file in done.files]
    session.answer({"slips": done.count, "files": files, "left_out": left_out}, lines)
    if left_out:
        raise click.exceptions.Exit(_REFUSED)


def _slips(
    reader: Reader, names: tuple[str, ...], listed: Path | None, asked: dict[str, Any]
) -> tuple[list[str], list[LeftOut]]:
    """Ids, each once, in the order in which they were named; and names that nothing here has."""
    wanted = list(names)
    if listed is not None:
        try:
            wanted += listed.read_text(encoding="utf-8-sig").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise UserFacingError("slip.bad_list", file=listed.name) from error
    wanted = [name.strip() for name in wanted if name.strip()]
    is_asked = any(value is not None for value in asked.values())
    if wanted and is_asked:
        raise WrongUsageError(text("cli.names_or_options"))
    if wanted:
        return _named(reader, wanted)
    if not is_asked:
        raise click.MissingParameter(param_hint="NAME", param_type="argument")
    found = [row.id for row in chosen_slips(reader.db, **asked)]
    if not found:
        raise UserFacingError("slip.none_chosen")
    return found, []


def _named(reader: Reader, names: list[str]) -> tuple[list[str], list[LeftOut]]:
    """One typing error in fifty names keeps nobody from the rest."""
    found, unknown = dict[str, None](), []
    for name in names:
        try:
            found[find_slip_named(reader.db, name)] = None
        except UserFacingError as error:
            unknown.append(LeftOut("", name, error))
    if not found:
        raise unknown[0].why
    return list(found), unknown


def _left_out(session: Session, each: LeftOut) -> dict[str, str | bool]:
    return {
        "slip": each.slip,
        "subject": each.subject,
        "why": session.say(each.why.message),
        "remedy": session.say(each.why.remedy),
        "is_printed": each.is_printed,
    }
