"""A receipt: a small bundle that says what is held here, so that the other side need not send it
again. Merging it there brings their outbox up to date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from sqlite_utils import Database

from qa_desktop.journal.subject import About, operations_about
from qa_desktop.services.bundle_selection import Selection
from qa_desktop.services.bundle_writing import OnWriter, Written, export
from qa_desktop.store.reader import get_owner


def write_receipt(
    folder: Path,
    write: OnWriter,
    out: Path,
    *,
    to: Sequence[str] = (),
    plain: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write ``out`` (``.qab``) for the persons ``to`` (ids); ``folder`` and ``write`` as for
    ``write_beside``."""
    return export(folder, write, out, _own_card, to=to, plain=plain, cancelled=cancelled)


def _own_card(db: Database) -> Selection:
    return Selection.about(own_operations(db), purpose="receipt")


def own_operations(db: Database) -> About:
    """What says who writes here: somebody who never heard of this device must be able to tell
    whose receipt it is."""
    owner = get_owner(db)
    return operations_about(db, [("replica", owner.replica), ("person", owner.person)])
