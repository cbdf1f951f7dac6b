"""What is wrong with a command as it was typed, in both languages: Click's words are English."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

import click

from qa_desktop.texts import Text, render, text

_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)\Z", re.DOTALL)


class WrongUsageError(click.UsageError):
    """What this program itself finds wrong with a command."""

    def __init__(self, said: Text) -> None:
        super().__init__(render(said, "en"))
        self.said = said


class WrongValueError(click.BadParameter):
    """The same, of the value of one option or argument (``hint``, where it is not ``param``)."""

    def __init__(
        self,
        said: Text,
        ctx: click.Context | None = None,
        param: click.Parameter | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(render(said, "en"), ctx, param, hint)
        self.said = said


def words_of(error: click.ClickException) -> Text | str:
    """Click's words where it says something that is said nowhere else."""
    match error:
        case WrongUsageError():
            return error.said
        case click.exceptions.NoArgsIsHelpError():
            return text("cli.no_subcommand")
        case click.exceptions.NoSuchCommand():
            return _not_there("cli.unknown_word", error.command_name, _close(error))
        case click.exceptions.NoSuchOption():
            return _not_there("cli.no_option", error.option_name, error.possibilities)
        case click.MissingParameter():
            return text("cli.missing_parameter", name=_name(error))
        case click.BadParameter():
            return text("cli.bad_value", name=_name(error), why=_why(error))
        case click.BadOptionUsage():
            return text("cli.option_needs_value", name=error.option_name)
        case click.UsageError() if found := _EXTRA.match(error.message):
            return text("cli.extra_arguments", names=found[1])
        case click.UsageError() if error.message == "Missing command.":
            return text("cli.no_subcommand")
    return error.format_message()


def _not_there(id: str, name: str, close: list[str] | None) -> Text:
    if close:
        return text(f"{id}_but", name=name, close=", ".join(close))
    return text(id, name=name)


def _close(error: click.exceptions.NoSuchCommand) -> list[str]:
    """Ours are loaded when they are used, so Click does not know them."""
    group = error.ctx.command if error.ctx is not None else None
    names = group.list_commands(error.ctx) if isinstance(group, click.Group) and error.ctx else []
    return get_close_matches(error.command_name, names)


def _name(error: click.BadParameter) -> str:
    """As it stands in the help: ``--from``, ``FILE``."""
    hint = error.param_hint
    if hint is None and error.param is not None:
        hint = error.param.get_error_hint(error.ctx)
    names = [hint] if isinstance(hint, str) else list(hint or ())
    return " / ".join(name.strip("'") for name in names)


def _why(error: click.BadParameter) -> Text | str:
    if isinstance(error, WrongValueError):
        return error.said
    kind: Any = error.param.type if error.param is not None else None
    match kind:
        case click.Choice():
            return text("cli.not_a_choice", choices=", ".join(map(str, kind.choices)))
        case click.IntRange() | click.FloatRange() if "in the range" in error.message:
            return text("cli.not_in_range", least=_end(kind.min), most=_end(kind.max))
        case click.types.IntParamType() | click.types.FloatParamType():
            return text("cli.not_a_number")
        case click.DateTime():
            return text("cli.not_a_day")
    return error.message


def _end(number: float | None) -> str:
    return "…" if number is None else str(number)
