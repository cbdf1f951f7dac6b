"""The fund ledger 奶茶基金/快乐基金: what closed slips owe, and what the KPI assistant signed for.

What is owed follows from the slips themselves, so that two machines never book it twice; receipts,
spending and reversals are facts that nobody changes. Amounts are whole cents.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from sqlite_utils import Database

from qa_desktop.domain.penalty_ladder import capped
from qa_desktop.errors import UserFacingError
from qa_desktop.store.penalty_standards import counting, read_standard


@dataclass(frozen=True)
class FundLine:
    """``kind``: ``due`` (a fine of a closed slip), ``void`` (that slip was voided: taken off
    again), ``receipt`` (handed over), ``spending``, ``reversal`` (takes back a receipt or a
    spending). ``id`` is the slip's for the first two, else the entry's."""

    id: str
    kind: str
    day: str
    month: str
    """Of the slip for what it owes, else of the entry."""
    team: str
    team_name: str
    slip: str | None
    agent_number: str
    agent_name: str
    amount_cents: int
    """Never below 0; ``owed`` and ``held`` say what it does."""
    capped_cents: int
    """What the month's cap took off a fine: two inspectors apart cannot know of each other's."""
    reason: str
    by: str
    at: int
    reverses: str | None
    is_reversed: bool
    goes_back: bool = False
    """A receipt whose slip was voided or counts no longer, and that was not reversed yet."""
    drawn: str = ""
    """The operation that drew its slip: the code on the paper begins with it."""

    @property
    def owed(self) -> int:
        """What it adds to what agents still owe."""
        signs = {"due": 1, "void": -1, "receipt": -1}
        return signs.get(self.kind, 0) * self.amount_cents


_DUES: Final = """
SELECT s.id, s.day, coalesce(s.team, ''), coalesce(tn.value, ''), s.agent, coalesce(an.value, ''),
    coalesce(am.value, ''), s.amount_cents, s.standard, s.closed_ms, s.voided_ms,
    s.drawn
FROM slip s
LEFT JOIN team t ON t.id = s.team LEFT JOIN personal tn ON tn.hash = t.name
LEFT JOIN personal an ON an.hash = s.agent_number LEFT JOIN personal am ON am.hash = s.agent_name
WHERE s.closed_ms IS NOT NULL AND s.amount_cents > 0 AND s.day IS NOT NULL AND {counts}
ORDER BY s.agent, substr(s.day, 1, 7), s.closed_ms, s.id
"""

_ENTRIES: Final = """
SELECT e.id, e.kind, e.day, coalesce(e.team, s.team, ''), coalesce(tn.value, ''), e.slip,
    coalesce(an.value, ''), coalesce(am.value, ''), e.amount_cents, coalesce(w.value, ''),
    coalesce(pn.value, ''), e.created_at, e.reverses, substr(coalesce(s.day, e.day), 1, 7),
    EXISTS (SELECT 1 FROM fund_entry r WHERE r.reverses = e.id AND r.kind = 'reversal'
        AND r.withdrawn = 0),
    e.kind = 'receipt' AND (s.voided_ms IS NOT NULL OR NOT {counts}), coalesce(s.drawn, '')
FROM fund_entry e
LEFT JOIN slip s ON s.id = e.slip
LEFT JOIN team t ON t.id = coalesce(e.team, s.team) LEFT JOIN personal tn ON tn.hash = t.name
LEFT JOIN personal an ON an.hash = s.agent_number LEFT JOIN personal am ON am.hash = s.agent_name
LEFT JOIN personal w ON w.hash = e.reason
LEFT JOIN person p ON p.id = e.by LEFT JOIN personal pn ON pn.hash = p.name
WHERE e.kind IN ('receipt', 'spending', 'reversal') AND e.amount_cents > 0 AND e.day IS NOT NULL
    AND e.withdrawn = 0
"""


def fund_lines(db: Database, team: str | None = None, month: str | None = None) -> list[FundLine]:
    """The whole ledger, or that of a team (id) or month (``2026-11``), the oldest first."""
    lines = [*_dues(db), *_entries(db)]
    lines.sort(key=lambda line: (line.day, line.at, line.kind, line.id))
    return [
        line
        for line in lines
        if (team is None or line.team == team) and (month is None or line.month == month)
    ]


def find_entry_named(db: Database, name: str) -> str:
    """An entry by its id or an unambiguous beginning of it. Raises ``UserFacingError``
    ("fund.no_entry")."""
    ids = [line.id for line in _entries(db) if name and line.id.startswith(name)]
    if len(ids) != 1 and name not in ids:
        raise UserFacingError("fund.no_entry")
    return name if name in ids else ids[0]


def _dues(db: Database) -> list[FundLine]:
    """Of slips by a standard that counts here, each within the month's cap of that standard, in the
    order in which the slips were closed. A void slip frees the cap that it took."""
    found: list[FundLine] = []
    rows = db.conn.execute(_DUES.format(counts=counting("s.standard"))).fetchall()
    for (_, month), each in groupby(rows, key=lambda row: (row[4], row[1][:7])):
        group = list(each)
        standing = [row for row in group if row[10] is None]
        amounts = capped((row[7], _cap(db, row[8])) for row in standing)
        counts = dict(zip((row[0] for row in standing), amounts, strict=True))
        for row in group:
            counted = counts.get(row[0], min(row[7], _cap(db, row[8])))
            found.append(_due(row, month, counted))
            if row[10] is not None:
                found.append(_due(row, month, counted, is_void=True))
    return found


def _due(row: tuple[str, ...], month: str, counted: int, *, is_void: bool = False) -> FundLine:
    id, day, team, team_name, _, number, name, amount, _, closed, voided, drawn = row
    return FundLine(
        id,
        "void" if is_void else "due",
        day,
        month,
        team,
        team_name,
        id,
        number,
        name,
        counted,
        int(amount) - counted,
        "",
        "",
        int(voided if is_void else closed),
        id if is_void else None,
        voided is not None and not is_void,
        drawn=drawn,
    )


def _cap(db: Database, standard: str) -> int:
    try:
        return read_standard(db, standard).monthly_cap_cents
    except UserFacingError:  # not here yet: nothing is taken off
        return 1 << 62


def _entries(db: Database) -> list[FundLine]:
    found = []
    for row in db.conn.execute(_ENTRIES.format(counts=counting("s.standard"))).fetchall():
        id, kind, day, team, team_name, slip, number, name, amount = row[:9]
        reason, by, at, reverses, month, is_reversed, is_void, drawn = row[9:]
        found.append(
            FundLine(
                id, kind, day, month, team, team_name, slip, number, name, amount, 0, reason, by,
                at, reverses, bool(is_reversed), bool(is_void) and not is_reversed,
                drawn,
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class Balance:
    """Of a team in a month, in cents. ``owed`` is due and not handed over yet; ``held`` is what
    was handed over and not spent."""

    team: str
    team_name: str
    month: str
    due: int
    received: int
    spent: int

    @property
    def owed(self) -> int:
        return self.due - self.received

    @property
    def held(self) -> int:
        return self.received - self.spent


def balances(db: Database) -> list[Balance]:
    """By team and month, the latest month first."""
    sums: dict[tuple[str, str], dict[str, int]] = {}
    names: dict[str, str] = {}
    for line in fund_lines(db):
        what, amount = _counted(line)
        if what:
            of = sums.setdefault((line.month, line.team), {"due": 0, "receipt": 0, "spending": 0})
            of[what] += amount
            names.setdefault(line.team, line.team_name)
    found = [
        Balance(team, names[team], month, of["due"], of["receipt"], of["spending"])
        for (month, team), of in sums.items()
    ]
    return sorted(
        sorted(found, key=lambda each: (each.team_name, each.team)),
        key=lambda each: each.month,
        reverse=True,
    )


def _counted(line: FundLine) -> tuple[str, int]:
    """Which sum a line changes, and by how much; of two reversals of one entry one counts."""
    if line.kind in ("due", "void"):
        return "due", line.owed
    if line.kind == "reversal":
        return "", 0  # what it reverses counts no longer
    return (line.kind, 0 if line.is_reversed else line.amount_cents)
