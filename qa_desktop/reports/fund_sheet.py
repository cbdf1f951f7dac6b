"""The fund sheet 奶茶基金共享单: who owes what, what was handed over and spent, on one page for
several people, with the balance per team and month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from qa_desktop.reports.model import Cell, Column, Fact, Report, Run, Section, Table, Words, words
from qa_desktop.texts import text

SECTIONS: Final = ("balance", "lines")


@dataclass(frozen=True)
class FundRow:
    """``cents`` is signed: what is taken off again is below 0."""

    day: str
    kind: str
    team: str
    agent: str
    slip: str
    """How the code on its papers begins; empty for spending."""
    cents: int
    reason: str
    by: str


@dataclass(frozen=True)
class BalanceRow:
    """Whole cents."""

    month: str
    team: str
    due: int
    received: int
    spent: int


@dataclass(frozen=True)
class FundData:
    """``period`` and ``team`` say in words what the sheet is about, empty for all."""

    period: str
    team: str
    balances: Sequence[BalanceRow]
    rows: Sequence[FundRow]


def build(data: FundData) -> Report:
    facts = [
        Fact(text("fund.period"), words(data.period)),
        Fact(text("fund.team"), words(data.team)),
    ]
    return Report(
        kind="fund",
        title=text("fund.title"),
        facts=tuple(fact for fact in facts if fact.value.lines),
        sections=(
            Section("balance", text("fund.balance"), table=_balances(data.balances)),
            Section("lines", text("fund.lines"), table=_lines(data.rows)),
        ),
    )


def _balances(rows: Sequence[BalanceRow]) -> Table:
    columns = (
        Column(text("fund.month"), 16),
        Column(text("fund.team"), 24),
        *(
            Column(text(f"fund.{name}"), 15, is_number=True)
            for name in ("due", "received", "owed", "spent", "held")
        ),
    )
    return Table(
        columns,
        tuple(
            (
                words(row.month),
                words(row.team or "—"),
                money(row.due),
                money(row.received),
                money(row.due - row.received),
                money(row.spent),
                money(row.received - row.spent),
            )
            for row in rows
        ),
    )


def _lines(rows: Sequence[FundRow]) -> Table:
    columns = (
        Column(text("fund.day"), 13),
        Column(text("fund.kind"), 14),
        Column(text("fund.team"), 14),
        Column(text("report.agent"), 18),
        Column(text("fund.slip"), 15),
        Column(text("fund.amount"), 11, is_number=True),
        Column(text("fund.reason"), 20),
        Column(text("fund.by"), 14),
    )
    return Table(columns, tuple(map(_line, rows)))


def _line(row: FundRow) -> tuple[Cell, ...]:
    kind: Words = text(f"fund.kind_{row.kind}")
    told = (row.day, kind, row.team, row.agent, row.slip)
    return (*map(words, told), money(row.cents), words(row.reason), words(row.by))


def money(cents: int) -> Cell:
    """Yuan with two decimals; the exact number for a spreadsheet."""
    amount = Decimal(cents) / 100
    return Cell(((Run(f"{amount:.2f}"),),), amount.quantize(Decimal("0.01")), "number")
