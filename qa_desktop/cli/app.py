"""The program: its commands, loaded when they are used, and what becomes of errors."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from qa_desktop import __version__, paths
from qa_desktop.cli import output
from qa_desktop.cli.session import (
    Command,
    HelpContext,
    Session,
    common_options,
    pass_session,
)
from qa_desktop.cli.wrong_usage import words_of
from qa_desktop.errors import CancelledError, UserFacingError, for_commands, in_one
from qa_desktop.texts import Language, Text, text

DONE, BUG, USAGE, REFUSED = 0, 1, 2, 3
"""Exit statuses (CLI.md)."""

_STOPPED = 130
"""Ctrl+C, as shells say it."""

COMMANDS = {
    "demo": (
        "demo",
        "Do the main job on the shipped recordings, with the real widgets and the real player.",
    ),
    "import": (
        "importing",
        "Bring in recordings, agents and lists of calls, days and orders.",
    ),
    "recordings": ("calls", "List the calls and their recordings."),
    "score": ("scorecards", "Score answers with a scorecard; needs no workspace."),
    "clip": ("clips", "Save some seconds of a call as WAV, MP3 or Opus, numbers bleeped or cut."),
    "evaluate": ("calls", "Submit an evaluation of a call."),
    "annotate": ("calls", "Mark a moment or a region of a call."),
    "scorecard": ("scorecards", "Check templates; list, compare and publish scorecards."),
    "faults": ("faults", "The catalogue of faults that scorecards name by their codes."),
    "library": ("library", "The recording library: shelves, tags, search."),
    "slip": ("slips", "Warning slips: list them, show one, check what was signed."),
    "peaks": ("peaks", "Compute the peaks of a recording now, ignoring the cache."),
    "bundle": (
        "bundles",
        "Write, look into and merge bundles: the files that people hand each other.",
    ),
    "conflicts": ("bundles", "Values that were set apart, to be settled once for everybody."),
    "report": ("report", "Write a report to a file: xlsx, pdf or html, by its ending."),
    "export": ("export", "Write what the workspace holds for other programs."),
    "identity": ("identity", "The person of this workspace."),
    "team": ("team", "The people whose work counts together: one root key, roles with dates."),
    "history": ("health", "Every operation on a record: when, who, what."),
    "digest": ("health", "Digest of the operations held: equal where the same was seen."),
    "check": ("health", "Is everything there and right?"),
    "rebuild": ("health", "Make the tables anew from the operations."),
    "backup": ("backup", "Make a full backup now."),
    "restore": ("backup", "Put a backup in place, with what was written after it."),
    "recover": ("recover", "Make a lost workspace again, from backups and bundles."),
    "erase": ("erase", "Remove a recording, an agent or a customer's number for ever."),
    "trash": ("trash", "Deleted records, and how they come back."),
    "bench": ("bench", "Figures of this machine beside their reference."),
}
"""Command → its module and its line in the list of commands, so that ``--help`` loads none."""

_BUNDLE = ".qab"
_HIDDEN = {
    "peaks-memory": "peaks_memory",
    "work-beside": "work_beside",
    "read-sheet": "read_sheet",
    "window-up": "window_up",
}
"""Commands that the program runs in processes of its own."""


class Program(click.Group):
    """A group that imports the module of a command when the command is used."""

    context_class = HelpContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params = [*common_options(root=True), *self.params]

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name.lower().endswith(_BUNDLE):
            return _opening(Path(name))
        place = COMMANDS[name][0] if name in COMMANDS else _HIDDEN.get(name)
        if place is None:
            return None
        module = import_module(f"qa_desktop.cli.{place}")
        commands: list[click.Command] = module.COMMANDS
        return next(command for command in commands if command.name == name)

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def shell_complete(self, context: click.Context, incomplete: str) -> list[Any]:
        """Complete names of commands without loading any of them."""
        from click.shell_completion import CompletionItem

        names = [
            CompletionItem(name, help=line)
            for name, (_, line) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return names + click.Command.shell_complete(self, context, incomplete)


@click.command(cls=Program, invoke_without_command=True)
@click.option("--demo", is_flag=True, help="Open the window on the demo workspace.")
@click.version_option(__version__, prog_name="qa-desktop")
@click.pass_context
@pass_session
def program(session: Session, context: click.Context, demo: bool) -> None:
    """Call-centre quality inspection by listening, offline.

    Without a command, the window opens.
    """
    if context.invoked_subcommand is None:
        context.exit(_open_window(session, demo))


def _opening(file: Path) -> click.Command:
    """``qa-desktop FILE.qab``, as a double click says it: the window, which shows the bundle."""

    @click.pass_context
    def show(context: click.Context) -> None:
        context.exit(_open_window(context.find_object(Session) or Session(), False, file))

    return Command(str(file), callback=show, hidden=True)


def _open_window(session: Session, demo: bool, file: Path | None = None) -> int:
    """The window fills the demo's workspace by itself when it opens it for the first time."""
    gc.disable()  # loading makes no garbage worth a fifth of its time; the window collects itself
    from qa_desktop.ui.app import run as run_window

    if demo:
        return run_window(paths.demo_workspace(), session.locale, file)
    return run_window(session.folder, session.locale, file)


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    session = Session(as_json="--json" in arguments)
    try:
        status = program.main(
            list(arguments), prog_name="qa-desktop", standalone_mode=False, obj=session
        )
        return status if isinstance(status, int) else DONE
    except click.ClickException as error:
        return _wrong_usage(error, session)
    except UserFacingError as error:
        _report(error.id, error.message, for_commands(error.remedy), session)
        return REFUSED
    except (CancelledError, click.Abort):
        return _STOPPED
    except Exception as error:  # noqa: BLE001 - the last resort: log it, say so, status 1
        if library := _missing_library(error):
            message = text("cli.graphics_missing", name=library)
            _report("cli.graphics_missing", message, text("cli.graphics_missing_remedy"), session)
            return REFUSED
        from qa_desktop.cli.bug_log import log_bug

        log = log_bug(session.workspace_folder(), error)
        _report("cli.bug", text("cli.bug"), text("cli.bug_remedy", log=str(log)), session)
        return BUG


def _missing_library(error: Exception) -> str | None:
    """``libEGL.so.1``: what the loader of Linux did not find, on systems without a desktop."""
    name, _, what = str(error).partition(": cannot open shared object file")
    return name if isinstance(error, ImportError) and what else None


def _wrong_usage(error: click.ClickException, session: Session) -> int:
    """What is wrong, and where to look."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError) and not session.as_json:
        click.echo(error.format_message(), err=True)
        return USAGE
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "qa-desktop"
    remedy = text("cli.usage_remedy", command=command)
    _report("cli.usage", text("cli.usage", detail=words_of(error)), remedy, session)
    return USAGE


def _report(id: str, message: Text, remedy: Text, session: Session) -> None:
    language: Language = session.language
    said = {"id": id, "message": message.render(language), "remedy": remedy.render(language)}
    if session.as_json:
        output.write_json({"error": said})
    else:
        output.write_message(in_one(said["message"], said["remedy"], language).replace("\n", " "))
