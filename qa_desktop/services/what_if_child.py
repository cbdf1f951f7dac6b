"""A what-if done by a process of its own: scoring a hundred thousand evaluations holds Python's
lock, and the window must not stand still meanwhile. The document that passes between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.intervals import Interval
from qa_desktop.domain.what_if import Moved, MovedScore, Places, Tally, ranked
from qa_desktop.errors import UserFacingError
from qa_desktop.services.watched_child import run_watched
from qa_desktop.services.what_if import Unmapped, WhatIf, WhatIfRequest
from qa_desktop.store.people import find_agents, team_names


@dataclass(frozen=True)
class Named:
    """An agent or a team as it is shown; both empty: without one."""

    number: str
    name: str


@dataclass(frozen=True)
class WhatIfReport:
    """What a person sees. Those that move most come first."""

    whole: Tally
    agents: tuple[Moved, ...]
    teams: tuple[Moved, ...]
    scores: tuple[MovedScore, ...]
    unmapped: tuple[Unmapped, ...]
    incomplete: int
    unreadable: int
    names: Mapping[str, Named]
    """Of agents and teams, by id."""


def report_of(db: Database, found: WhatIf) -> WhatIfReport:
    compared = found.comparison
    names = {agent.id: Named(agent.number or "", agent.name or "") for agent in find_agents(db)}
    names |= {id: Named("", name) for id, name in team_names(db).items()}
    wanted = {*compared.agents, *compared.teams}
    return WhatIfReport(
        compared.whole,
        ranked(compared.agents),
        ranked(compared.teams),
        tuple(compared.biggest()),
        found.unmapped,
        compared.incomplete,
        found.unreadable,
        {id: names.get(id, Named("", "")) for id in wanted if id},
    )


def as_document(report: WhatIfReport) -> dict[str, Any]:
    """Plain values; means beside the sums that they come from are for people who read JSON."""
    return {
        "whole": _tally(report.whole),
        "agents": [_moved(each, report.names) for each in report.agents],
        "teams": [_moved(each, report.names) for each in report.teams],
        "scores": [each._asdict() for each in report.scores],
        "unmapped": [asdict(each) for each in report.unmapped],
        "incomplete": report.incomplete,
        "unreadable": report.unreadable,
    }


def from_document(document: Mapping[str, Any]) -> WhatIfReport:
    """The report that ``as_document`` was made of."""
    moved = {kind: [_read_moved(each) for each in document[kind]] for kind in ("agents", "teams")}
    told = [*document["agents"], *document["teams"]]
    return WhatIfReport(
        _read_tally(document["whole"]),
        tuple(moved["agents"]),
        tuple(moved["teams"]),
        tuple(MovedScore(**each) for each in document["scores"]),
        tuple(Unmapped(**each) for each in document["unmapped"]),
        document["incomplete"],
        document["unreadable"],
        {each["id"]: Named(each["number"], each["name"]) for each in told if each["id"]},
    )


def what_if_in_child(
    workspace: Path,
    locale: str,
    draft: str,
    request: WhatIfRequest,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> WhatIfReport:
    """``what_if`` elsewhere, with a draft (its id) as it was saved last. ``progress`` is told
    evaluations, from another thread.

    Raises what ``run_watched`` raises.
    """
    command = ["scorecard", "whatif", "--draft", draft]
    command += ["--from", request.first.isoformat(), "--to", request.last.isoformat()]
    for card in request.cards:
        command += ["--card", card]
    command += ["--team", request.team] if request.team else []
    document = run_watched(workspace, locale, command, progress, cancelled)
    if document is None:
        raise UserFacingError("scorecard.no_child")
    return from_document(document)


def _tally(tally: Tally) -> dict[str, Any]:
    means = {"mean_before": _text(tally.mean_before), "mean_after": _text(tally.mean_after)}
    spans = {"span_before": _bounds(tally.span_before), "span_after": _bounds(tally.span_after)}
    return asdict(tally) | means | spans


def _bounds(span: Interval | None) -> list[str | None] | None:
    """From and to, 95 %."""
    return None if span is None else [_text(span.low), _text(span.high)]


def _text(value: Fraction | None) -> str | None:
    return None if value is None else f"{value.numerator}/{value.denominator}"


def _read_tally(document: Mapping[str, Any]) -> Tally:
    return Tally(**{name: document[name] for name in Tally.__slots__})


def _moved(moved: Moved, names: Mapping[str, Named]) -> dict[str, Any]:
    named = names.get(moved.id, Named("", ""))
    places = {"places_before": moved.before, "places_after": moved.after}
    return {"id": moved.id, **asdict(named), **places, **_tally(moved.tally)}


def _read_moved(document: Mapping[str, Any]) -> Moved:
    tally = _read_tally(document)
    before, after = (document[f"places_{when}"] for when in ("before", "after"))
    return Moved(
        document["id"],
        tally,
        Places(*before) if before else None,
        Places(*after) if after else None,
    )
