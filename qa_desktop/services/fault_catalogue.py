"""The catalogue of faults 差错目录: which there are and where they are used; adding, changing,
retiring. A code is for ever: what was marked with it goes by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlite_utils import Database

from qa_desktop.domain.scoring import Name
from qa_desktop.domain.scoring.fault_catalogue import Fault, check_fault, codes_of
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import Change, create, set_fields
from qa_desktop.journal.clock import now_ms
from qa_desktop.journal.rights import Rights
from qa_desktop.services.scorecard_editing import find_card_drafts
from qa_desktop.services.scorecard_list import list_cards
from qa_desktop.store.fault_catalogue import (
    count_marks,
    fault_id,
    fault_values,
    find_faults,
    has_record,
    shipped_faults,
    was_ever_said,
)
from qa_desktop.store.reader import get_owner
from qa_desktop.store.workspace import Changes, Workspace


@dataclass(frozen=True)
class FaultUse:
    """Items that name a code, in a card's version in force or in a draft."""

    card: Name
    is_draft: bool
    items: tuple[Name, ...]


@dataclass(frozen=True)
class FaultRow:
    """``is_known``: whether the catalogue has it; else cards name it all the same, and its name
    is the code. ``marks``: standing evaluations in which it is marked."""

    fault: Fault
    is_known: bool
    is_shipped: bool
    uses: tuple[FaultUse, ...]
    marks: int


def list_faults(db: Database) -> list[FaultRow]:
    """The catalogue in its order, then the codes that it does not know."""
    faults, uses, marks = find_faults(db), find_fault_uses(db), count_marks(db)
    unknown = {code: Fault(code, Name(code, code)) for code in sorted({*uses, *marks} - {*faults})}
    return [
        FaultRow(
            fault,
            code in faults,
            code in shipped_faults(),
            tuple(uses.get(code, ())),
            marks.get(code, 0),
        )
        for code, fault in (faults | unknown).items()
    ]


def find_fault_uses(db: Database) -> dict[str, list[FaultUse]]:
    """By code, in the order of the list of cards; drafts that cannot be read yet are left out."""
    cards = [(row.version, False) for row in list_cards(db) if row.in_use]
    drafts = (saved.draft.version for saved in find_card_drafts(db))
    cards += [(version, True) for version in drafts if version is not None]
    found: dict[str, list[FaultUse]] = {}
    for card, is_draft in cards:
        items: dict[str, list[Name]] = {}
        for item in card.items.values():
            for code in codes_of([item]):
                items.setdefault(code, []).append(item.name)
        for code, names in items.items():
            found.setdefault(code, []).append(FaultUse(card.name, is_draft, tuple(names)))
    return found


def may_change_faults(db: Database) -> bool:
    """Whether this person has the role for it now; a person who works alone may."""
    return Rights(db).may(get_owner(db).replica, "fault", now_ms())


def add_fault(workspace: Workspace, fault: Fault) -> Changes:
    """Raises ``UserFacingError``: ``fault.code_taken``, and as ``change_fault``."""
    fault = _checked(workspace.db, fault)
    if fault.code in find_faults(workspace.db):
        raise UserFacingError("fault.code_taken", code=fault.code)
    return workspace.write(_changes(workspace.db, fault))


def change_fault(workspace: Workspace, fault: Fault) -> Changes:
    """Another name, class or rung for the code, or retired 停用: it keeps its name where it was
    marked and is not offered any more.

    Raises ``UserFacingError``: ``fault.wrong``, ``fault.unknown`` and ``fault.no_right``.
    """
    fault = _checked(workspace.db, fault)
    if fault.code not in find_faults(workspace.db):
        raise UserFacingError("fault.unknown", code=fault.code)
    return workspace.write(_changes(workspace.db, fault))


def retire_fault(workspace: Workspace, code: str, *, retired: bool = True) -> Changes:
    """Raises ``UserFacingError`` as ``change_fault``."""
    known = find_faults(workspace.db).get(code)
    if known is None:
        raise UserFacingError("fault.unknown", code=code)
    return change_fault(workspace, replace(known, retired=retired))


@dataclass(frozen=True)
class FaultsTaken:
    """Codes, of what a file held."""

    changes: Changes
    added: tuple[str, ...]
    changed: tuple[str, ...]
    same: int


def take_faults(
    workspace: Workspace, faults: Iterable[Fault], *, only_new: bool = False
) -> FaultsTaken:
    """What a file holds into the catalogue: new codes are added, known ones become as the file
    says (not with ``only_new``), others stay. One act.

    Raises ``UserFacingError`` as ``change_fault``.
    """
    known = find_faults(workspace.db)
    given = [_checked(workspace.db, fault) for fault in faults]
    added = [fault for fault in given if fault.code not in known]
    differing = [f for f in given if f.code in known and f != known[f.code] and not only_new]
    wishes = [change for f in (*added, *differing) for change in _changes(workspace.db, f)]
    return FaultsTaken(
        workspace.write(wishes),
        tuple(fault.code for fault in added),
        tuple(fault.code for fault in differing),
        len(given) - len(added) - len(differing),
    )


def _checked(db: Database, fault: Fault) -> Fault:
    name = Name(fault.name.zh.strip(), fault.name.en.strip() or fault.name.zh.strip())
    fault = replace(fault, code=fault.code.strip(), name=name)
    found = check_fault(fault)
    if found:
        raise UserFacingError("fault.wrong", why=found[0].message)
    if not may_change_faults(db):
        raise UserFacingError("fault.no_right")
    return fault


def _changes(db: Database, fault: Fault) -> list[Change]:
    """Only what is not so yet, so that two people who change different fields do not disagree."""
    known: Mapping[str, Fault] = find_faults(db)
    values = fault_values(fault)
    seen = fault_values(known[fault.code]) if fault.code in known else {}
    id = fault_id(fault.code)
    new = {name: value for name, value in values.items() if value != seen.get(name)}
    if has_record(db, id):
        return [set_fields("fault", id, new)] if new else []
    if not was_ever_said(db, id):
        return [create("fault", id, {"code": fault.code} | new)]
    return [create("fault", id, {"code": fault.code}), set_fields("fault", id, values)]
