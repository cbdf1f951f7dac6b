"""Money of the fund 奶茶基金: the KPI assistant signs what came in, was spent, or was wrong.

What closed slips owe follows from the slips (``store.fund``); nothing is deleted, a mistake is
reversed. Amounts are whole cents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from sqlite_utils import Database

from qa_desktop.domain.slip_fact import MAX_CENTS
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import Change, fact
from qa_desktop.journal.clock import now_ms
from qa_desktop.journal.ownership import new_id_of
from qa_desktop.journal.personal import Personal
from qa_desktop.journal.rights import Rights
from qa_desktop.services.passphrase import signing_keys
from qa_desktop.store.fund import FundLine, balances, fund_lines
from qa_desktop.store.reader import get_owner
from qa_desktop.store.workspace import Changes, Workspace

_ROLE = "kpi_assistant"


def may_keep_fund(db: Database) -> bool:
    """Whether this person has the role for it now; a person who works alone may."""
    return Rights(db).may(get_owner(db).replica, "fund_entry", now_ms())


def find_owed(db: Database) -> list[FundLine]:
    """Fines that are due, each with what of it was not handed over yet: where another slip is
    voided, more of this one is due than was received for it."""
    lines = fund_lines(db)
    received: Counter[str | None] = Counter()
    for line in lines:
        if line.kind == "receipt" and not line.is_reversed:
            received[line.slip] += line.amount_cents
    left = (
        replace(line, amount_cents=line.amount_cents - received[line.id])
        for line in lines
        if line.kind == "due" and not line.is_reversed
    )
    return [line for line in left if line.amount_cents > 0]


def find_team_of_fund(db: Database, name: str | None = None) -> str:
    """A team of the ledger by its name; None stands for the only one there is. Raises
    ``UserFacingError`` ("fund.which_team")."""
    teams = {line.team: line.team_name for line in fund_lines(db)}
    fitting = [team for team, called in teams.items() if name in (None, called, team)]
    if len(fitting) != 1:
        raise UserFacingError(
            "fund.which_team", teams=" ".join(sorted(filter(None, teams.values()))) or "—"
        )
    return fitting[0]


def cents_of(amount: str) -> int:
    """Yuan as people write them (``20``, ``20.5``, ``¥20.50``) in cents. Raises ``UserFacingError``
    ("fund.bad_amount")."""
    try:
        yuan = Decimal(amount.strip().lstrip("¥￥").rstrip("元").strip())
        cents = yuan * 100
    except InvalidOperation as error:
        raise UserFacingError("fund.bad_amount") from error
    if not cents.is_finite() or cents != cents.to_integral_value():
        raise UserFacingError("fund.bad_amount")
    return int(cents)


def receive_fines(workspace: Workspace, slips: Sequence[str], day: str) -> Changes:
    """The fines of these slips were handed over on an ISO day: a receipt for each, in one act.

    Raises ``UserFacingError``: ``fund.nothing_chosen``, ``fund.nothing_due`` for a slip that owes
    nothing (any more), ``fund.bad_day``, ``right.*``, ``identity.*``.
    """
    owed = {line.id: line for line in find_owed(workspace.db)}
    if not slips:
        raise UserFacingError("fund.nothing_chosen")
    if any(slip not in owed for slip in slips):
        raise UserFacingError("fund.nothing_due")
    changes = [
        _entry(workspace, "receipt", owed[slip].team, day, owed[slip].amount_cents, slip=slip)
        for slip in dict.fromkeys(slips)
    ]
    return workspace.write(changes, person=signing_keys(workspace))


def spend(workspace: Workspace, team: str, day: str, amount_cents: int, reason: str) -> Changes:
    """Money of a team's fund was spent. Raises ``UserFacingError``: ``fund.reason_missing``,
    ``fund.bad_amount``, ``fund.not_enough``, ``fund.bad_day``, ``right.*``, ``identity.*``."""
    held = sum(each.held for each in balances(workspace.db) if each.team == team)
    if type(amount_cents) is not int or not 0 < amount_cents <= MAX_CENTS:
        raise UserFacingError("fund.bad_amount")
    if amount_cents > held:
        raise UserFacingError("fund.not_enough")
    change = _entry(workspace, "spending", team, day, amount_cents, reason=_said(reason))
    return workspace.write([change], person=signing_keys(workspace))


def reverse(workspace: Workspace, entry: str, day: str, reason: str) -> Changes:
    """A receipt or a spending counts no longer. Raises ``UserFacingError``: ``fund.no_entry``
    (unknown, or reversed already), ``fund.reason_missing``, ``right.*``, ``identity.*``."""
    line = next((line for line in fund_lines(workspace.db) if line.id == entry), None)
    if line is None or line.kind not in ("receipt", "spending") or line.is_reversed:
        raise UserFacingError("fund.no_entry")
    change = _entry(
        workspace, "reversal", line.team, day, line.amount_cents,
        slip=line.slip, reverses=entry, reason=_said(reason),
    )  # fmt: skip
    return workspace.write([change], person=signing_keys(workspace))


def _said(reason: str) -> str:
    if not reason.strip():
        raise UserFacingError("fund.reason_missing")
    return reason.strip()


def _entry(
    workspace: Workspace,
    kind: str,
    team: str,
    day: str,
    amount_cents: int,
    *,
    slip: str | None = None,
    reverses: str | None = None,
    reason: str = "",
) -> Change:
    try:
        said = date.fromisoformat(day).isoformat()
    except ValueError:
        said = ""
    if said != day:
        raise UserFacingError("fund.bad_day", day=day)
    payload = {
        "kind": kind,
        "slip": slip,
        "reverses": reverses,
        "team": team or None,
        "day": day,
        "amount_cents": amount_cents,
        "reason": Personal(reason) if reason else None,
        "by": workspace.person,
        "role": _ROLE,
    }
    return fact("fund_entry", new_id_of(workspace.person), payload)
