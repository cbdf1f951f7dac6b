"""What the page of best calls reads of a month, and the columns of its tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from qa_desktop.domain.agents import agent_words
from qa_desktop.store.nominations import (
    Honour,
    Letter,
    Nomination,
    find_honours,
    find_letters,
    find_nominations,
    nomination_months,
)
from qa_desktop.store.people import find_agents
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.plain_table import PlainColumn, PlainModel

NameOf = Callable[[str | None], str]


@dataclass(frozen=True)
class MonthRead:
    """``months``: those with anything in them; ``agents``: id → words, by work number."""

    month: str
    months: list[str]
    nominations: list[Nomination]
    honours: list[Honour]
    letters: list[Letter]
    agents: Mapping[str, str]


def read_month(db: Database, person: str, month: str) -> MonthRead:
    return MonthRead(
        month,
        nomination_months(db),
        find_nominations(db, person, month),
        find_honours(db, month),
        find_letters(db, month),
        {each.id: agent_words(each.number or "", each.name or "") for each in find_agents(db)},
    )


def nomination_model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(lambda: translate("BestCalls", "Result"), _result, 88, _result_color),
            PlainColumn(
                lambda: translate("BestCalls", "What was good"),
                lambda row: row.highlight,
                160,
                stretches=True,
            ),
            PlainColumn(
                lambda: translate("BestCalls", "Serial no."), lambda row: row.serial, 130, _waits
            ),
            PlainColumn(lambda: translate("BestCalls", "My vote"), _own_vote, 88),
            PlainColumn(lambda: translate("BestCalls", "Votes"), _votes, 72),
        ],
        lambda row: row.id,
    )


def _result(row: Nomination) -> str:
    return {
        "accepted": translate("BestCalls", "★ Chosen"),
        "rejected": translate("BestCalls", "Not chosen"),
    }.get(row.decision or "", translate("BestCalls", "Open"))


def _result_color(row: Nomination) -> str | None:
    return {"accepted": "strength", "rejected": "muted"}.get(row.decision or "")


def _waits(row: Nomination) -> str | None:
    """Of a call that is not here the number is pale."""
    return "muted" if row.call is None else None


def _own_vote(row: Nomination) -> str:
    return {
        "yes": translate("BestCalls", "Yes"),
        "no": translate("BestCalls", "No"),
    }.get(row.own_vote or "", "—")


def _votes(row: Nomination) -> str:
    return "—" if row.yes is None or row.no is None else f"{row.yes} : {row.no}"


def honour_model(name_of: NameOf) -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("BestCalls", "Agent"), lambda row: name_of(row.agent), 104
            ),
            PlainColumn(
                lambda: translate("BestCalls", "What was good"),
                lambda row: row.words,
                140,
                stretches=True,
            ),
        ],
        lambda row: row.nomination,
    )


def letter_model(name_of: NameOf) -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("BestCalls", "Agent"), lambda row: name_of(row.agent), 104
            ),
            PlainColumn(
                lambda: translate("BestCalls", "Thank-you letter"),
                lambda row: row.words,
                104,
                stretches=True,
            ),
            PlainColumn(lambda: translate("BestCalls", "From"), lambda row: row.sender or "—", 72),
            PlainColumn(lambda: translate("BestCalls", "Day"), lambda row: row.day or "—", 92),
        ],
        lambda row: row.id,
    )
