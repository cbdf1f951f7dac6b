"""States, reasons and what speaks for a match, as people read them."""

from __future__ import annotations

from qa_desktop.domain.call_matching import Candidate
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate


def state_name(state: str) -> str:
    """Where a row of a call list stands."""
    return {
        "waiting": translate("CallLists", "Waiting"),
        "matched": translate("CallLists", "Matched"),
        "by_hand": translate("CallLists", "Matched by hand"),
        "made": translate("CallLists", "Made a call"),
        "no_recording": translate("CallLists", "No recording"),
    }[state]


def reason_name(why: str) -> str:
    """Why no rule settles a row."""
    return {
        "several": translate("CallLists", "Several fit"),
        "rivals": translate("CallLists", "Rows compete"),
    }.get(why, translate("CallLists", "None fits"))


def why_this_one(found: Candidate, agent: str) -> str:
    """同坐席，早 12 秒，时长差 3 秒."""
    parts = []
    if found.same_serial:
        parts.append(translate("CallLists", "same serial no."))
    if found.same_number:
        parts.append(translate("CallLists", "same number"))
    parts.append(
        translate("CallLists", "same agent")
        if found.same_agent
        else translate("CallLists", "agent {agent}").format(agent=agent or "—")
    )
    if found.early_s is not None:
        parts.append(_apart(found.early_s))
    if found.duration_off_ms is not None:
        seconds = round(found.duration_off_ms / 1000)
        parts.append(
            translate("CallLists", "duration off by {seconds} s").format(seconds=seconds)
            if seconds
            else translate("CallLists", "same duration")
        )
    return ("，" if i18n.catalogue_language() == "zh" else ", ").join(parts)


def _apart(early_s: int) -> str:
    if early_s == 0:
        return translate("CallLists", "same second")
    words = (
        translate("CallLists", "{time} earlier")
        if early_s > 0
        else translate("CallLists", "{time} later")
    )
    return words.format(time=_span(abs(early_s)))


def _span(seconds: int) -> str:
    if seconds < 120:
        return translate("CallLists", "{count} s").format(count=seconds)
    if seconds < 7_200:
        return translate("CallLists", "{count} min").format(count=round(seconds / 60))
    if seconds < 172_800:
        return translate("CallLists", "{count} h").format(count=round(seconds / 3600))
    return translate("CallLists", "{count} d").format(count=round(seconds / 86_400))
