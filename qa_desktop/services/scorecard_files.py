"""Scorecards as files, by the ending: the template format (toml) and spreadsheets (xlsx, csv)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.domain.scoring.toml_writing import to_toml
from qa_desktop.errors import UserFacingError, reason_of
from qa_desktop.exchange.scorecard_sheet import CellProblem, read_card
from qa_desktop.exchange.scorecard_sheet_writing import write_card
from qa_desktop.exchange.tables import Plan
from qa_desktop.journal.clock import now_ms
from qa_desktop.journal.journal import new_id
from qa_desktop.services.scorecard_editing import SavedDraft, draft_with, free_code
from qa_desktop.services.scorecards import load_card
from qa_desktop.store.durable import durable_file
from qa_desktop.store.scorecards import version_to_change
from qa_desktop.store.sheet_layouts import remember_layout, remembered_layouts
from qa_desktop.store.workspace import Workspace
from qa_desktop.texts import Language

ENDINGS: Final = (".toml", ".xlsx")
_SHEETS: Final = (".xlsx", ".xlsm", ".csv", ".xls")
_SHARED: Final = 0o644


@dataclass(frozen=True)
class ReadCard:
    """What a file holds. ``problems`` are those of cells; of a template there are none: it is
    read whole or refused. ``plan`` says how a spreadsheet was read."""

    draft: CardDraft
    problems: tuple[CellProblem, ...] = ()
    plan: Plan | None = None


def read_card_file(
    db: Database | None,
    path: Path,
    *,
    plan: Plan | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ReadCard:
    """A card out of a file, in a child process where it is a spreadsheet. Without a ``plan`` its
    columns are found, as a person last chose them for such headings.

    Raises ``UserFacingError``.
    """
    if path.suffix.lower() not in _SHEETS:
        return ReadCard(CardDraft.of(load_card(path)))
    code = free_code(db, path.stem) if db is not None else "card"
    remembered = remembered_layouts(db, "scorecard") if db is not None and plan is None else {}
    found = read_card(path, code=code, plan=plan, remembered=remembered, cancelled=cancelled)
    return ReadCard(found.draft, found.problems, found.plan)


def keep_read_card(workspace: Workspace, read: ReadCard) -> SavedDraft:
    """As a draft, with whatever is wrong with it; one of a card that is known changes that card.
    The columns are remembered for files with the same headings."""
    if read.plan is not None:
        columns, now = read.plan.headings.columns, workspace.journal.clock.now()
        remember_layout(workspace.db, "scorecard", read.plan.layout, columns, now)
    return draft_with(workspace, read.draft, _changed_by(workspace.db, read.draft))


def draft_of_file(db: Database, version: ScorecardVersion) -> SavedDraft:
    """A card out of a file, to be published at once: it is kept nowhere before."""
    draft = CardDraft.of(version)
    return SavedDraft(new_id(), draft, _changed_by(db, draft), now_ms())


def _changed_by(db: Database, draft: CardDraft) -> str | None:
    """The version (its id) that a card out of a file changes."""
    known = version_to_change(db, str(draft.get("id")))
    return known.id if known is not None else None


def read_whole_card(path: Path, db: Database | None = None) -> ScorecardVersion:
    """A card in which nothing is wrong.

    Raises ``UserFacingError``, for a spreadsheet with its first cell that is.
    """
    read = read_card_file(db, path)
    version = read.draft.version
    if version is None or read.problems:
        first = read.problems[0].text
        raise UserFacingError(
            "card_sheet.refused", file=path.name, count=len(read.problems), first=first
        )
    return version


def export_card(version: ScorecardVersion, out: Path, language: Language) -> None:
    """Write a version as a file by its ending; an older file of that name is replaced only by a
    whole one. Reading it gives the same version again.

    Raises ``UserFacingError``.
    """
    if out.suffix.lower() == ".xlsx":
        write_card(out, version, language)
        out.chmod(_SHARED)
        return
    if out.suffix.lower() != ".toml":
        raise UserFacingError("card_sheet.bad_ending", file=out.name)
    try:
        with durable_file(out, elsewhere=True) as stream:
            stream.write(to_toml(version).encode())
        out.chmod(_SHARED)
    except OSError as error:
        why = reason_of(error)
        raise UserFacingError("card_sheet.not_written", file=out.name, why=why) from error
