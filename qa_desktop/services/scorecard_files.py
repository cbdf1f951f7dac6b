"""Scorecards as files, by the ending: the template format (toml) and spreadsheets (xlsx, csv)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.domain.scoring.fault_catalogue import Fault, codes_of, faults_to_toml
from qa_desktop.domain.scoring.names_twice import NAMES_TWICE
from qa_desktop.domain.scoring.toml_writing import to_toml
from qa_desktop.errors import UserFacingError, reason_of
from qa_desktop.exchange.scorecard_plan import said_plan
from qa_desktop.exchange.scorecard_sheet import CellProblem, read_card
from qa_desktop.exchange.scorecard_sheet_writing import write_card
from qa_desktop.exchange.sheet_child import look
from qa_desktop.exchange.tables import Plan
from qa_desktop.journal.clock import now_ms
from qa_desktop.journal.journal import new_id
from qa_desktop.services.fault_catalogue import FaultsTaken, may_change_faults, take_faults
from qa_desktop.services.scorecard_editing import SavedDraft, draft_with, free_code
from qa_desktop.services.scorecards import load_card_file
from qa_desktop.store.durable import durable_file
from qa_desktop.store.fault_catalogue import find_faults, shipped_faults
from qa_desktop.store.scorecards import version_to_change
from qa_desktop.store.sheet_layouts import remember_layout, remembered_layouts
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.texts import Language, Text, text

ENDINGS: Final = (".toml", ".xlsx")
_SHEETS: Final = (".xlsx", ".xlsm", ".csv", ".xls")
_SHARED: Final = 0o644
_TOLD: Final = 50
"""Of the cells of a sheet that is refused."""


@dataclass(frozen=True)
class ReadCard:
    """What a file holds. ``problems`` are those of cells; of a template there are none: it is
    read whole or refused. ``plan`` says how a spreadsheet was read."""

    draft: CardDraft
    problems: tuple[CellProblem, ...] = ()
    plan: Plan | None = None
    faults: tuple[Fault, ...] = ()
    """What the file calls the codes in it."""
    hints: tuple[CellProblem, ...] = ()
    """Cells that may be meant so, and are mentioned."""
    file: str = ""
    """Its name."""


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
    if path.suffix.lower() not in (*_SHEETS, ".toml"):
        raise UserFacingError("card_sheet.no_card_file", file=path.name)
    if path.suffix.lower() == ".toml":
        template = load_card_file(path)
        draft = CardDraft.of(template.version)
        return ReadCard(draft, faults=template.faults, file=path.name)
    code = free_code(db, path.stem) if db is not None else "card"
    remembered = remembered_layouts(db, "scorecard") if db is not None and plan is None else {}
    found = read_card(path, code=code, plan=plan, remembered=remembered, cancelled=cancelled)
    return ReadCard(found.draft, found.problems, found.plan, found.faults, found.hints, path.name)


def plan_of_sheet(path: Path, header_row: int | None, columns: Mapping[str, str]) -> Plan | None:
    """How a person says that a spreadsheet is to be read (as ``said_plan``); None for nothing said.

    Raises ``UserFacingError``, also for a file that is no spreadsheet (``card_sheet.no_sheet``).
    """
    if header_row is None and not columns:
        return None
    if path.suffix.lower() not in _SHEETS:
        raise UserFacingError("card_sheet.no_sheet", file=path.name)
    return said_plan(look(path), header_row, columns, path.name)


@dataclass(frozen=True)
class KeptCard:
    """``faults``: what was added to the catalogue, None where nothing was."""

    saved: SavedDraft
    faults: FaultsTaken | None = None

    @property
    def changes(self) -> Changes | None:
        return self.faults.changes if self.faults is not None else None


def keep_read_card(workspace: Workspace, read: ReadCard) -> KeptCard:
    """As a draft, with whatever is wrong with it; one of a card that is known changes that card.
    The columns are remembered for files with the same headings. Faults that the catalogue does not
    have yet are added to it, by those who may."""
    if read.plan is not None:
        columns, now = read.plan.headings.columns, workspace.journal.clock.now()
        remember_layout(workspace.db, "scorecard", read.plan.layout, columns, now)
    changed = _changed_by(workspace.db, read.draft)
    saved = draft_with(workspace, read.draft, changed, read.file)
    known = find_faults(workspace.db)
    is_new = any(fault.code not in known for fault in read.faults)
    if not is_new or not may_change_faults(workspace.db):
        return KeptCard(saved)
    return KeptCard(saved, take_faults(workspace, read.faults, only_new=True))


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

    Raises ``UserFacingError``, for a spreadsheet with every cell that is.
    """
    return whole_version(read_card_file(db, path), path)


def whole_version(read: ReadCard, path: Path) -> ScorecardVersion:
    """As ``read_whole_card``, of what was read. Names that stand twice are refused where the card
    is published: a file gives back what was written to it."""
    version = read.draft.version
    wrong = [each for each in read.problems if each.message.id not in NAMES_TWICE]
    if version is None or wrong:
        told = [each.text for each in wrong or read.problems]
        all_ = reduce(_two_lines, told[:_TOLD])
        raise UserFacingError("card_sheet.refused", file=path.name, count=len(told), all=all_)
    return version


def _two_lines(before: Text, after: Text) -> Text:
    return text("card_sheet.lines", before=before, after=after)


def export_card(
    version: ScorecardVersion,
    out: Path,
    language: Language,
    known: Mapping[str, Fault] | None = None,
) -> None:
    """Write a version as a file by its ending, with what its faults are called (``known``, by code;
    without it those shipped); an older file of that name is replaced only by a whole one. Reading
    it gives the same version again.

    Raises ``UserFacingError``.
    """
    named = shipped_faults() if known is None else known
    faults = [named[code] for code in codes_of(version.items.values()) if code in named]
    if out.suffix.lower() == ".xlsx":
        write_card(out, version, language, faults)
        out.chmod(_SHARED)
        return
    if out.suffix.lower() != ".toml":
        raise UserFacingError("card_sheet.bad_ending", file=out.name)
    try:
        with durable_file(out, elsewhere=True) as stream:
            stream.write(f"{to_toml(version)}{faults_to_toml(faults)}\n".encode())
        out.chmod(_SHARED)
    except OSError as error:
        why = reason_of(error)
        raise UserFacingError("card_sheet.not_written", file=out.name, why=why) from error
