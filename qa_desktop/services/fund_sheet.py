"""The fund sheet 奶茶基金共享单 of a month or a team, for several people on one page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from qa_desktop.reports.fund_sheet import BalanceRow, FundData, FundRow, build
from qa_desktop.reports.model import Report
from qa_desktop.services.reporting import own_forms, write_report
from qa_desktop.services.slip_checking import beginning_of_code
from qa_desktop.store.fund import FundLine, balances, fund_lines
from qa_desktop.store.reader import Reader
from qa_desktop.texts import Language

_TAKES_OFF: Final = ("void", "spending")


def fund_report(db: Database, *, month: str | None = None, team: str | None = None) -> Report:
    """``month`` like ``2026-11``, ``team`` an id; None for all."""
    lines = fund_lines(db, team, month)
    held = [
        BalanceRow(each.month, each.team_name, each.due, each.received, each.spent)
        for each in balances(db)
        if (month is None or each.month == month) and (team is None or each.team == team)
    ]
    kinds = {line.id: line.kind for line in lines if line.kind in ("receipt", "spending")}
    name = next((line.team_name for line in lines), "") if team else ""
    return build(FundData(month or "", name, held, [_row(line, kinds) for line in lines]))


def save_fund_sheet(
    workspace: Path,
    out: Path,
    language: Language,
    *,
    month: str | None = None,
    team: str | None = None,
) -> int:
    """The sheet to a file, by its ending; how many balances it has. Raises as ``write_report``."""
    with Reader.open(workspace) as reader:
        report = fund_report(reader.db, month=month, team=team)
    return write_report(report, out, language, forms=own_forms(workspace))


def _row(line: FundLine, kinds: Mapping[str, str]) -> FundRow:
    """What is taken off again, or goes out, stands below 0; a reversal the other way round."""
    agent = " ".join(part for part in (line.agent_number, line.agent_name) if part)
    is_reversal = line.kind == "reversal"
    kind = kinds.get(line.reverses or "", "receipt") if is_reversal else line.kind
    sign = -1 if (kind in _TAKES_OFF) != is_reversal else 1
    return FundRow(
        line.day, line.kind, line.team_name, agent, beginning_of_code(line.drawn),
        sign * line.amount_cents, line.reason, line.by,
    )  # fmt: skip
