"""Passphrases on the command line: from a file, the environment or a prompt, never an argument."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from qa_desktop.cli.session import Session
from qa_desktop.errors import UserFacingError
from qa_desktop.services.passphrase import set_passphrase, unlock
from qa_desktop.store.key_session import KeySession
from qa_desktop.store.workspace import Workspace
from qa_desktop.texts import text

_VARIABLE = "QA_DESKTOP_PASSPHRASE"
_ONE_RUN = 24 * 60
"""Minutes: one run of the program is one act, however long it takes and however often it needs
the keys, which go with it."""
_Done = TypeVar("_Done")
_LOCKED = ("identity.locked", "identity.locked_letter")


def with_keys(session: Session, workspace: Workspace, act: Callable[[], _Done]) -> _Done:
    """Do what may need the person's keys; where it does, unlock them and do it again.

    An act that the person signs gives one who has no passphrase yet their first.
    """
    try:
        return act()
    except UserFacingError as error:
        if error.id == "identity.no_passphrase":
            set_passphrase(workspace, new_passphrase(session, given(session)))
        elif error.id in _LOCKED:
            unlock_for_run(session, workspace)
        else:
            raise
    return act()


def with_keys_beside(session: Session, keys: KeySession, act: Callable[[], _Done]) -> _Done:
    """The same while a window has the workspace, for what the person does not sign."""
    try:
        return act()
    except UserFacingError as error:
        if error.id not in _LOCKED:
            raise
    keys.unlock(passphrase(session), _ONE_RUN)
    return act()


def unlock_for_run(session: Session, workspace: Workspace) -> None:
    unlock(workspace, passphrase(session), _ONE_RUN)


def passphrase(session: Session) -> str:
    """The one that holds; raises ``UserFacingError`` ("identity.locked") where nobody gives it."""
    held = given(session)
    if held is None:
        held = _asked(session, "cli.passphrase")
    if held is None:
        raise UserFacingError("identity.locked")
    return held


def new_passphrase(session: Session, chosen: str | None) -> str:
    """``chosen``, or what is typed twice at a prompt."""
    if chosen is None:
        chosen = _asked(session, "cli.passphrase_new")
        if chosen is not None and chosen != _asked(session, "cli.passphrase_again"):
            raise UserFacingError("identity.passphrase_differs")
    if chosen is None:
        raise UserFacingError("identity.no_passphrase")
    return chosen


def for_recovery(session: Session, *, is_new: bool) -> str:
    """Of a recovery file: asked for at a terminal, else the person's own."""
    question = "cli.recovery_new" if is_new else "cli.recovery"
    typed = _asked(session, question)
    if is_new and typed is not None and typed != _asked(session, "cli.passphrase_again"):
        raise UserFacingError("identity.passphrase_differs")
    return typed if typed is not None else passphrase(session)


def given(session: Session) -> str | None:
    """By ``--passphrase-file`` or the environment."""
    return read_passphrase(session.passphrase_file, _VARIABLE)


def read_passphrase(file: Path | None, variable: str) -> str | None:
    """The first line of ``file``, else what the environment says."""
    if file is None:
        return os.environ.get(variable) or None
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserFacingError("identity.passphrase_file", file=str(file)) from error
    return lines[0] if lines else ""


def _asked(session: Session, question: str) -> str | None:
    """None where nobody sits at a terminal."""
    if not sys.stdin.isatty():
        return None
    words = session.say(text(question))
    return str(click.prompt(words, hide_input=True, err=True))
