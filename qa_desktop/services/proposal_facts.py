"""Proposals to update the penalty standard, each with what one must know to answer it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from qa_desktop.domain.penalty_standard import Clause
from qa_desktop.domain.scoring import Name
from qa_desktop.errors import UserFacingError
from qa_desktop.store.penalty_standards import find_standards, read_standard
from qa_desktop.store.people import person_name
from qa_desktop.store.scorecards import get_version
from qa_desktop.store.slips import Slip, SlipRow, read_slip
from qa_desktop.store.standard_proposals import ProposalRow, find_proposals


@dataclass(frozen=True)
class ProposalFacts:
    """``slip``: None where it is not here. ``clause``: as the slip's standard has it. ``item``: its
    name, of a proposal about judging. ``why``: what was said when nothing was deducted.
    ``answered_by``: a name. ``begins``: ISO day from which the version that it led to holds."""

    row: ProposalRow
    slip: SlipRow | None
    clause: Clause | None
    item: Name | None
    why: str
    answered_by: str
    begins: str


def read_proposals(db: Database) -> list[ProposalFacts]:
    """The open ones first, then those answered, each the latest first."""
    begins = {row.standard.id: row.begins for row in find_standards(db) if row.id}
    rows = sorted(find_proposals(db), key=lambda row: (row.state != "open", -row.at, row.id))
    return [_facts(db, row, begins) for row in rows]


def _facts(db: Database, row: ProposalRow, begins: dict[str, str]) -> ProposalFacts:
    slip = _slip(db, row.slip)
    return ProposalFacts(
        row,
        slip.row if slip else None,
        _clause(db, row),
        _item(db, slip, row.item) if row.about == "judging" else None,
        _why(slip, row.id),
        person_name(db, row.decided_by) if row.decided_by else "",
        begins.get(row.version or "", ""),
    )


def _slip(db: Database, slip: str) -> Slip | None:
    try:
        return read_slip(db, slip)
    except UserFacingError:
        return None


def _clause(db: Database, row: ProposalRow) -> Clause | None:
    try:
        standard = read_standard(db, row.standard)
    except UserFacingError:
        return None
    return next((each for each in standard.clauses if each.number == row.clause), None)


def _item(db: Database, slip: Slip | None, item: str | None) -> Name | None:
    try:
        card = get_version(str(slip.drawn["scorecard"]), db) if slip else None
    except UserFacingError:
        return None
    found = card.items.get(item or "") if card else None
    return found.name if found else None


def _why(slip: Slip | None, proposal: str) -> str:
    """The reason of the decision that opened it."""
    moves = slip.moves if slip else ()
    decided = [each.says for each in moves if each.says.get("proposal") == proposal]
    return str(decided[0].get("reason") or "") if decided else ""
