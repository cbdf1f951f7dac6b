"""What playlists and cases are called on screen."""

from __future__ import annotations

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.playlist import expected_ms, one_sided
from qa_desktop.store.playlists import CaseRow, Playlist
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate

KINDS = {
    "weekly": QT_TRANSLATE_NOOP("Sessions", "Weekly session"),
    "weak_agents": QT_TRANSLATE_NOOP("Sessions", "Small group"),
    "exchange_meeting": QT_TRANSLATE_NOOP("Sessions", "Exchange meeting"),
    "one_to_one": QT_TRANSLATE_NOOP("Sessions", "One-to-one"),
}
STOPS = {
    "strength": QT_TRANSLATE_NOOP("Sessions", "Strength"),
    "weakness": QT_TRANSLATE_NOOP("Sessions", "Weakness"),
    "question": QT_TRANSLATE_NOOP("Sessions", "Discussion"),
}
_MINUTE = 60_000


def kind_words(kind: str) -> str:
    return translate("Sessions", KINDS.get(kind, "Weekly session"))


def stop_words(kind: str) -> str:
    return translate("Sessions", STOPS.get(kind, "Discussion"))


def minutes_of(ms: int) -> int:
    """Whole minutes, begun ones counted."""
    return -(-ms // _MINUTE)


def case_title(case: CaseRow, number: int) -> str:
    return case.title or translate("Sessions", "Case {number}").format(number=number)


def case_lines(case: CaseRow, number: int) -> tuple[str, str]:
    """For the list: its number and title, and what it is: first what names the place, as a narrow
    list cuts the end off."""
    agent = agent_words(case.agent_number, case.agent_name) or "—"
    if case.hide_names:
        agent = translate("Sessions", "{agent} (hidden from the room)").format(agent=agent)
    span = f"{format_duration(case.from_ms)}–{format_duration(case.to_ms)}"
    stops = translate("Sessions", "stops: {count}").format(count=len(case.stops))
    taking = translate("Sessions", "about {minutes} min").format(
        minutes=minutes_of(expected_ms(case.told))
    )
    return f"{number}. {case_title(case, number)}", " · ".join((span, taking, stops, agent))


def time_words(playlist: Playlist) -> str:
    """How long all takes beside the session's length."""
    row = playlist.row
    return translate("Sessions", "Cases: {count} · about {taken} of {minutes} min").format(
        count=row.cases, taken=minutes_of(row.expected_ms), minutes=row.minutes
    )


def is_too_long(playlist: Playlist) -> bool:
    return minutes_of(playlist.row.expected_ms) > playlist.row.minutes


def balance_words(playlist: Playlist) -> str:
    """A warning, or nothing."""
    whole = one_sided(case.told for case in playlist.cases)
    if whole == "blame":
        return translate("Sessions", "Only weaknesses: show what was good as well")
    if whole == "praise":
        return translate("Sessions", "Only strengths: show what could be better as well")
    blaming = [
        str(number)
        for number, case in enumerate(playlist.cases, 1)
        if one_sided([case.told]) == "blame"
    ]
    if blaming:
        words = translate("Sessions", "Only weaknesses in case {numbers}")
        return words.format(numbers="、".join(blaming))
    return ""
