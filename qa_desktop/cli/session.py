"""What all commands share: the workspace, the language, how to answer.

Imports nothing heavy: ``qa-desktop --help`` and completion load this module.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qa_desktop import paths
from qa_desktop.cli import output
from qa_desktop.cli.wrong_usage import WrongValueError
from qa_desktop.domain.wording import WORD_SETTINGS, centre_words
from qa_desktop.errors import UserFacingError
from qa_desktop.texts import Language, Text, language_of, render, text, use_words

if TYPE_CHECKING:
    from sqlite_utils import Database

    from qa_desktop.store.reader import Reader
    from qa_desktop.store.workspace import Workspace

LOCALES = ("zh_CN", "en")


@dataclass
class Session:
    """One run of the command line; filled in by the options wherever they stand."""

    folder: Path | None = None
    """``--workspace`` or ``$QA_DESKTOP_WORKSPACE``."""
    locale: str | None = None
    as_json: bool = False
    passphrase_file: Path | None = None

    @property
    def language(self) -> Language:
        return language_of(self.locale or system_locale())

    def workspace_folder(self) -> Path:
        """The one named, else the last opened, else the platform's data folder."""
        if self.folder:
            return self.folder
        from qa_desktop.store.last_workspace import last_workspace

        return last_workspace() or paths.default_workspace()

    def open_workspace(self) -> Workspace:
        """For commands that write; makes a workspace of an empty or missing folder."""
        from qa_desktop.store.workspace import Workspace

        workspace = Workspace.open(self.workspace_folder())
        _use_words_of(workspace.db)
        return workspace

    def open_reader(self) -> Reader:
        """For commands that only read: works beside an open window. A workspace of an earlier
        version is brought up to date first, as opening it in the window does."""
        from qa_desktop.store.reader import Reader

        folder = self.workspace_folder()
        try:
            reader = Reader.open(folder)
        except UserFacingError as refused:
            if refused.id != "workspace.older":
                raise
            self.open_workspace().close()
            reader = Reader.open(folder)
        _use_words_of(reader.db)
        return reader

    def open_either(self) -> Workspace | Reader:
        """For commands that do with a reader what they can while a window has the workspace."""
        try:
            return self.open_workspace()
        except UserFacingError as refused:
            if refused.id != "workspace.locked":
                raise
        return self.open_reader()

    def say(self, message: Text) -> str:
        return render(message, self.language)

    def answer(self, document: Any, lines: Iterable[str]) -> None:
        """The result: one JSON document, or lines for a person."""
        if self.as_json:
            output.write_json(document)
        else:
            output.write_lines(lines)


def _use_words_of(db: Database) -> None:
    """Messages say what this centre calls its agents and team leads."""
    from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

    from qa_desktop.store.settings import get_setting

    with suppress(sqlite3.DatabaseError):  # damaged: the command itself says so
        use_words(centre_words(*(get_setting(db, key) for key in WORD_SETTINGS)))


def system_locale() -> str:
    """The locale of the person's messages, like ``zh_CN.UTF-8``."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name]
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "en")
    return "en"


pass_session = click.make_pass_decorator(Session, ensure=True)


def _keep(name: str) -> Any:
    """A callback that notes an option's value: it may stand before or after the command's name."""

    def callback(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
        session = context.find_root().ensure_object(Session)
        if value:
            setattr(session, name, value)

    return callback


def common_options(*, root: bool = False) -> list[click.Option]:
    """``--workspace --lang --json``, accepted by the program and by every command."""
    options: list[dict[str, Any]] = [
        {
            "param_decls": ["--workspace"],
            "metavar": "DIR",
            "type": click.Path(path_type=Path),
            "envvar": "QA_DESKTOP_WORKSPACE" if root else None,
            "callback": _keep("folder"),
            "help": "Folder of the workspace. [default: the last opened]",
        },
        {
            "param_decls": ["--lang"],
            "type": click.Choice(LOCALES),
            "callback": _keep("locale"),
            "help": "Language of messages. [default: that of the system]",
        },
        {
            "param_decls": ["--passphrase-file"],
            "metavar": "FILE",
            "type": click.Path(path_type=Path),
            "callback": _keep("passphrase_file"),
            "help": "Its first line unlocks your keys. [default: $QA_DESKTOP_PASSPHRASE]",
        },
        {
            "param_decls": ["--json"],
            "is_flag": True,
            "callback": _keep("as_json"),
            "help": "Answer with one JSON document.",
        },
    ]
    return [
        click.Option(expose_value=False, is_eager=True, hidden=not root, **option)
        for option in options
    ]


class Words(click.types.StringParamType):
    """Text of a person: what is no text in the terminal's encoding is refused."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        words = str(super().convert(value, param, ctx))
        if any("\ud800" <= sign <= "\udfff" for sign in words):
            raise WrongValueError(text("cli.no_text"), ctx, param)
        return words


WORDS = Words()


class HelpContext(click.Context):
    """Writes help in the language of the session."""

    def make_formatter(self) -> click.HelpFormatter:
        from qa_desktop.cli.help_pages import formatter_for

        session = self.find_root().ensure_object(Session)
        return formatter_for(session.language, super().make_formatter())


class Command(click.Command):
    """A command that takes the common options too."""

    context_class = HelpContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += common_options()

    def get_short_help_str(self, limit: int = 45) -> str:
        context = click.get_current_context(silent=True)
        session = context.find_root().ensure_object(Session) if context else None
        if session is None or session.language == "en":
            return super().get_short_help_str(limit)
        from qa_desktop.cli.help_pages import short_in_chinese

        return short_in_chinese(self.help or "")


class Group(click.Group):
    """A group of such commands."""

    command_class = Command
    context_class = HelpContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += common_options()
