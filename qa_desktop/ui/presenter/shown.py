"""What the two windows of the presenter show at a moment, in words: made once, drawn twice."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.playlist import Stop
from qa_desktop.domain.presenting import Moment, Script
from qa_desktop.domain.shown_playlist import ShownCase, ShownPlaylist
from qa_desktop.ui.i18n import translate


@dataclass(frozen=True)
class Card:
    """``kind`` of ``domain.playlist.STOP_KINDS``."""

    kind: str
    name: str
    words: str


@dataclass(frozen=True)
class Shown:
    """``place`` and ``agent`` stand at the top; ``act`` is what Space does next."""

    place: str
    agent: str
    stop_place: str
    heading: str
    under: str
    cards: tuple[Card, ...]
    act: str
    goal: str
    """The time towards which it plays."""


def script_of(playlist: ShownPlaylist) -> Script:
    return Script([(case.id, case.told) for case in playlist.cases])


def shown_at(playlist: ShownPlaylist, script: Script, moment: Moment, paused: bool) -> Shown:
    if moment.phase == "over" or not playlist.cases:
        return _over(playlist)
    case, number = playlist.cases[moment.case], moment.case + 1
    title = case_words(case, number)
    stops = script.stops(moment.case)
    stop = script.stop(moment)
    heading, under = _words(case, moment, stop, title)
    place = translate("Presenter", "Case {number} / {count}")
    stop_place = translate("Presenter", "Stop {number} / {count}")
    has_stop = stop is not None and moment.phase in ("playing", "asking", "revealed")
    return Shown(
        place=" · ".join(
            part
            for part in (place.format(number=number, count=len(playlist.cases)), case.title)
            if part
        ),
        agent=_agent(case),
        stop_place=stop_place.format(number=moment.stop + 1, count=len(stops)) if has_stop else "",
        heading=heading,
        under=under,
        cards=_cards(case, moment, stop),
        act=_act(moment, paused),
        goal=format_duration(script.segment(moment)[1]) if moment.phase == "playing" else "",
    )


def case_words(case: ShownCase, number: int) -> str:
    return case.title or translate("Presenter", "Case {number}").format(number=number)


def _over(playlist: ShownPlaylist) -> Shown:
    said = translate("Presenter", "That was the last case")
    return Shown(playlist.title, "", "", said, "", (), translate("Presenter", "End"), "")


def _agent(case: ShownCase) -> str:
    if case.hidden:
        return translate("Presenter", "{agent} (anonymous)").format(agent=case.agent)
    return case.agent


def _words(case: ShownCase, moment: Moment, stop: Stop | None, title: str) -> tuple[str, str]:
    what = case.question or translate("Presenter", "Listen first, then we talk.")
    if moment.phase == "title":
        return title, what
    if moment.phase == "playing":
        return translate("Presenter", "Listen"), what
    if moment.phase == "summary":
        return translate("Presenter", "What do we take along?"), title
    asked = (stop.question if stop is not None else "") or translate(
        "Presenter", "What did you hear?"
    )
    if moment.phase == "asking":
        return asked, translate("Presenter", "First what you heard, then the comment.")
    return asked, ""


def _cards(case: ShownCase, moment: Moment, stop: Stop | None) -> tuple[Card, ...]:
    if moment.phase == "revealed" and stop is not None:
        return (Card(stop.kind, _name(stop.kind), stop.comment or "—"),)
    if moment.phase != "summary":
        return ()
    found = []
    for kind in ("strength", "weakness"):
        if said := case.comments(kind):
            found.append(Card(kind, _name(kind), "\n".join(said)))
    return tuple(found)


def _name(kind: str) -> str:
    if kind == "strength":
        return translate("Presenter", "＋ Good")
    if kind == "weakness":
        return translate("Presenter", "→ To improve")
    return translate("Presenter", "To discuss")


def _act(moment: Moment, paused: bool) -> str:
    if moment.phase == "playing":
        go_on = translate("Presenter", "Go on")
        return go_on if paused else translate("Presenter", "Pause")
    return {
        "title": translate("Presenter", "Play"),
        "asking": translate("Presenter", "Reveal"),
        "revealed": translate("Presenter", "Go on"),
        "summary": translate("Presenter", "Next case"),
    }[moment.phase]
