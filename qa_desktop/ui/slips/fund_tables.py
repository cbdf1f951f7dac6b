"""The columns of the fund's tables."""

from __future__ import annotations

from qa_desktop.domain.agents import agent_words
from qa_desktop.store.fund import Balance, FundLine
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.plain_table import PlainColumn, PlainModel
from qa_desktop.ui.slips import words


def balance_model() -> PlainModel:
    """What each team owes and holds, month by month."""
    return PlainModel(
        [
            PlainColumn(lambda: translate("Fund", "Month"), lambda row: row.month, 100),
            PlainColumn(lambda: translate("Fund", "Team"), lambda row: row.team_name or "—", 160),
            _sum(lambda: translate("Fund", "Due"), lambda row: row.due),
            _sum(lambda: translate("Fund", "Received"), lambda row: row.received),
            PlainColumn(
                lambda: translate("Fund", "Still owed"), _owed, 150, _owed_color, number=True
            ),
            _sum(lambda: translate("Fund", "Spent"), lambda row: row.spent),
            _sum(lambda: translate("Fund", "In hand"), lambda row: row.held),
            PlainColumn(lambda: "", lambda _row: "", 40, stretches=True),
        ],
        lambda row: f"{row.month} {row.team}",
    )


def ledger_model() -> PlainModel:
    """Every line of the ledger."""
    return PlainModel(
        [
            PlainColumn(lambda: translate("Fund", "Day"), lambda row: row.day, 110, _faint),
            PlainColumn(lambda: translate("Fund", "Kind"), kind_of, 160, _kind_color),
            PlainColumn(
                lambda: translate("Fund", "Team"), lambda row: row.team_name or "—", 120, _faint
            ),
            PlainColumn(
                lambda: translate("Fund", "Agent"),
                lambda row: agent_words(row.agent_number, row.agent_name),
                130,
                _faint,
            ),
            PlainColumn(
                lambda: translate("Fund", "Amount"),
                lambda row: words.money(row.amount_cents),
                100,
                _faint,
                number=True,
            ),
            PlainColumn(
                lambda: translate("Fund", "What for"),
                lambda row: _note(row),
                200,
                _faint,
                stretches=True,
            ),
            PlainColumn(lambda: translate("Fund", "Booked by"), lambda row: row.by, 110, _faint),
        ],
        key_of,
    )


def key_of(line: FundLine) -> str:
    """A slip that was voided has two lines."""
    return f"{line.kind} {line.id}"


def kind_of(line: FundLine) -> str:
    """What a line is, and that it counts no longer."""
    kind = words.said(f"fund.kind_{line.kind}")
    if line.goes_back:
        return translate("Fund", "{kind} (to pay back)").format(kind=kind)
    if line.is_reversed and line.kind in ("receipt", "spending"):
        return translate("Fund", "{kind} (reversed)").format(kind=kind)
    return kind


def _sum(heading, cents) -> PlainColumn:
    return PlainColumn(heading, lambda row: words.money(cents(row)), 110, number=True)


def _owed(row: Balance) -> str:
    """Below 0 after a slip was voided whose fine had been handed over: it goes back."""
    if row.owed < 0:
        return translate("Fund", "to pay back {amount}").format(amount=words.money(-row.owed))
    return words.money(row.owed)


def _owed_color(row: Balance) -> str | None:
    return "critical" if row.owed < 0 else "weakness" if row.owed > 0 else None


def _note(line: FundLine) -> str:
    if line.capped_cents:
        capped = translate("Fund", "{amount} above the month's cap does not count")
        return capped.format(amount=words.money(line.capped_cents))
    return " ".join(line.reason.split())


def _faint(line: FundLine) -> str | None:
    return "muted" if line.is_reversed else None


def _kind_color(line: FundLine) -> str | None:
    if line.is_reversed:
        return "muted"
    if line.goes_back:
        return "critical"
    return {"due": "weakness", "receipt": "strength", "void": "critical"}.get(line.kind)
