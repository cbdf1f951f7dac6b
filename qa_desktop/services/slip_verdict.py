"""What checking a slip has found, in words: for the window and the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qa_desktop.domain.slip_table import OF_AGENT
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.services.slip_checking import Checked, Signature
from qa_desktop.texts import Language, Text, text


def subject_of(found: Checked, language: Language) -> list[str]:
    """Who and what the slip is about, then a line per fault."""
    shown = found.shown
    if not shown:
        return []
    agent = agent_of(found)
    rung = found.rung.render(language) if found.rung is not None else ""
    if shown["amount"] != "0":
        rung += " " + text("slip.money", amount=shown["amount"]).render(language)
    head = "  ".join(filter(None, (agent, shown["serial"], shown["day"], rung)))
    names = [name.render(language) for name in found.faults]
    lines = zip(shown["faults"], names, strict=True)
    return [head, *(_fault(fault, name, language) for fault, name in lines)]


def _fault(fault: dict[str, Any], name: str, language: Language) -> str:
    places = [ms / 1000 for ms in (fault["from_ms"], fault["to_ms"]) if ms is not None]
    seconds = "–".join(f"{place:g}" for place in places)
    severity = text(f"penalty.severity_{fault['severity']}").render(language)
    at = text("slip.at_seconds", seconds=seconds).render(language) if seconds else ""
    return "  " + "  ".join(filter(None, (fault["clause"], name, severity, at)))


def signatures_of(found: Checked, language: Language) -> list[str]:
    """A line per signature: when, what, who, by which key."""
    agent = agent_of(found)
    return [_signature(each, agent).render(language) for each in found.signatures]


def agent_of(found: Checked) -> str:
    """Work number and name."""
    known = (found.shown.get(key) for key in ("agent_number", "agent_name"))
    return " ".join(str(each) for each in known if each)


def _signature(each: Signature, agent: str) -> Text:
    """What the agent did is written down, and signed with their key, by whoever sat there."""
    return text(
        "slip.signed_for_agent" if each.move in OF_AGENT else "slip.signed_line",
        agent=agent or "—",
        at=f"{local_moment(each.at_ms):%Y-%m-%d %H:%M}",
        what=text(f"slip.move_{each.move}"),
        who=each.name or each.person[:8],
        role=role_words(each.role),
        fingerprint=_signed_with(each),
    )


def _signed_with(each: Signature) -> Text | str:
    if each.is_signed:
        return each.fingerprint
    if each.is_vouched:
        return text("slip.vouched", fingerprint=each.fingerprint)
    return text("slip.device_only")


def role_words(role: str) -> Text | str:
    """What another version has written stays as it is."""
    found = text(f"role.{role}")
    try:
        found.render("zh")
    except KeyError:
        return role
    return found


def outcome_of(found: Checked, problems: Iterable[Text], language: Language) -> list[str]:
    """What came since the paper, the verdict, and every problem."""
    lines = []
    if found.later:
        moves = ", ".join(text(f"slip.move_{move}").render(language) for move in found.later)
        lines.append(text("slip.printed_before", moves=moves).render(language))
    lines += [note.render(language) for note in found.notes]
    told = [problem.render(language) for problem in problems]
    verdict = text("slip.not_verified" if told else "slip.verified").render(language)
    return [*lines, verdict, *told]
