"""Handing a slip on: a bundle for exactly those who have a part in it, with its seconds.

Whether that was done since the last move is remembered on this computer only.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from qa_desktop.services.slip_checking import code_of
from qa_desktop.services.slip_moves import parties_of
from qa_desktop.store.drafts import get_draft, save_draft
from qa_desktop.store.slips import Slip, SlipRow, read_slip
from qa_desktop.store.workspace import Changes, Workspace


@dataclass(frozen=True)
class Handing:
    """``to`` are persons (ids) with their names; ``code`` is that of the slip as it stands."""

    row: SlipRow
    to: tuple[tuple[str, str], ...]
    code: str
    is_wanted: bool
    """This person made the last move, and no bundle of it was written since."""


def read_handing(db: Database, slip: str, found: Slip | None = None) -> Handing:
    """``found`` where it was read already. Raises ``UserFacingError`` ("slip.unknown")."""
    known = found or read_slip(db, slip)
    row, code = known.row, code_of(known)
    names = {
        getattr(row, part): getattr(row, f"{part}_name") or ""
        for part in ("inspector", "lead", "supervisor", "manager")
    }
    to = tuple((person, names[person] or person[:8]) for person in parties_of(db, slip))
    draft = get_draft(db, "slip", _key(slip))
    is_written = draft is not None and draft.body.get("code") == code
    last = max(known.moves, key=lambda move: move.at_ms, default=None)
    here = {row.inspector, row.lead, row.supervisor, row.manager} - {person for person, _ in to}
    is_mine = last is not None and last.person in here
    return Handing(row, to, code, bool(to) and is_mine and not is_written)


def note_handed_on(workspace: Workspace, slip: str, code: str) -> Changes:
    """A bundle of the slip as it stood with this code was written."""
    save_draft(workspace.db, "slip", _key(slip), {"code": code})
    return Changes(frozenset({"slip"}))


def _key(slip: str) -> str:
    return f"{slip}:handed"
