"""Publishing the penalty standard 评扣标准: a signed fact, never changed; a change is a version."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlite_utils import Database

from qa_desktop.domain.penalty_standard import MAX_CHARACTERS, PenaltyStandard, read_toml
from qa_desktop.errors import UserFacingError, reason_of
from qa_desktop.journal.changes import Change, fact
from qa_desktop.journal.clock import now_ms
from qa_desktop.journal.journal import new_id
from qa_desktop.journal.personal import Personal
from qa_desktop.journal.rights import Rights
from qa_desktop.services.passphrase import signing_keys
from qa_desktop.store.penalty_standards import row_in_force
from qa_desktop.store.reader import get_owner
from qa_desktop.store.workspace import Changes, Workspace


def standard_in_force(db: Database, day: str) -> PenaltyStandard:
    """What holds on an ISO day; the shipped one until something is published."""
    return row_in_force(db, day).standard


def may_publish_standard(db: Database) -> bool:
    """Whether this person has the role for it now; a person who works alone may."""
    return Rights(db).may(get_owner(db).replica, "penalty_standard", now_ms())


def load_standard(path: Path) -> PenaltyStandard:
    """A standard from a TOML file. Raises ``UserFacingError``, ``StandardError`` for its faults."""
    return read_toml(read_standard_file(path))


def read_standard_file(path: Path) -> str:
    """The words of such a file, whatever they are."""
    try:
        return path.read_bytes()[: 4 * MAX_CHARACTERS + 4].decode("utf-8-sig")
    except OSError as error:
        why = reason_of(error)
        raise UserFacingError("penalty.file_unreadable", file=path.name, why=why) from error
    except UnicodeDecodeError as error:
        raise UserFacingError("penalty.file_unreadable", file=path.name, why="UTF-8") from error


def publish_standard(
    workspace: Workspace, standard: PenaltyStandard, begins: str, reason: str
) -> Changes:
    """In force from the ISO day ``begins``. Its publication is ``ids[0]``.

    Raises ``UserFacingError``: ``penalty.reason_missing``, ``penalty.bad_day``,
    ``penalty.unchanged``, ``right.*`` without the role, ``identity.*`` when the passphrase is
    wanted.
    """
    change = publication(workspace.db, standard, begins, reason)
    return workspace.write([change], person=signing_keys(workspace))


def check_day(day: str) -> None:
    """Raises ``UserFacingError`` ("penalty.bad_day") for what is no ISO day."""
    try:
        found = date.fromisoformat(day).isoformat()
    except ValueError:
        found = ""
    if found != day:
        raise UserFacingError("penalty.bad_day", day=day)


def publication(db: Database, standard: PenaltyStandard, begins: str, reason: str) -> Change:
    """What publishing writes; raises as ``publish_standard``."""
    if not reason.strip():
        raise UserFacingError("penalty.reason_missing")
    check_day(begins)
    if standard_in_force(db, begins).id == standard.id:
        raise UserFacingError("penalty.unchanged")
    payload = {
        "code": standard.code,
        "version": standard.id,
        "content": standard.canonical,
        "begins": begins,
        "reason": Personal(reason.strip()),
    }
    return fact("penalty_standard", new_id(), payload)
