"""What operations and their values say, as people read it: history and conflicts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.texts import catalogue, text
from qa_desktop.ui import i18n, words
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate

KINDS = {
    "hello": QT_TRANSLATE_NOOP("History", "Device added"),
    "create": QT_TRANSLATE_NOOP("History", "Created"),
    "set": QT_TRANSLATE_NOOP("History", "Changed"),
    "delete": QT_TRANSLATE_NOOP("History", "Deleted"),
    "restore": QT_TRANSLATE_NOOP("History", "Brought back"),
    "fact": QT_TRANSLATE_NOOP("History", "Submitted"),
    "withdraw": QT_TRANSLATE_NOOP("History", "Withdrawn"),
    "erase": QT_TRANSLATE_NOOP("History", "Erased for ever"),
    "roster": QT_TRANSLATE_NOOP("History", "Roster changed"),
    "unmask": QT_TRANSLATE_NOOP("History", "Number looked at"),
}

FIELDS = {
    "agent": QT_TRANSLATE_NOOP("History", "Agent"),
    "team": QT_TRANSLATE_NOOP("History", "Team"),
    "person": QT_TRANSLATE_NOOP("History", "Person"),
    "name": QT_TRANSLATE_NOOP("History", "Name"),
    "number": QT_TRANSLATE_NOOP("History", "Number"),
    "nickname": QT_TRANSLATE_NOOP("History", "Nickname"),
    "skill_group": QT_TRANSLATE_NOOP("History", "Skill group"),
    "area": QT_TRANSLATE_NOOP("History", "Area"),
    "status": QT_TRANSLATE_NOOP("History", "Status"),
    "role": QT_TRANSLATE_NOOP("History", "Role"),
    "started": QT_TRANSLATE_NOOP("History", "Started"),
    "serial": QT_TRANSLATE_NOOP("History", "Serial no."),
    "customer_number": QT_TRANSLATE_NOOP("History", "Customer number"),
    "order_number": QT_TRANSLATE_NOOP("History", "Order no."),
    "disposition": QT_TRANSLATE_NOOP("History", "Saved as"),
    "business": QT_TRANSLATE_NOOP("History", "Business"),
    "method": QT_TRANSLATE_NOOP("History", "Method"),
    "invalid_reason": QT_TRANSLATE_NOOP("History", "Set aside because"),
    "circumstance": QT_TRANSLATE_NOOP("History", "Circumstance"),
    "text": QT_TRANSLATE_NOOP("History", "Words"),
    "kind": QT_TRANSLATE_NOOP("History", "Kind"),
    "competency": QT_TRANSLATE_NOOP("History", "Competency"),
    "code": QT_TRANSLATE_NOOP("History", "Code"),
    "strengths": QT_TRANSLATE_NOOP("History", "What was good"),
    "advice": QT_TRANSLATE_NOOP("History", "What to change"),
    "grade": QT_TRANSLATE_NOOP("History", "Grade"),
    "reason": QT_TRANSLATE_NOOP("History", "Reason"),
    "answer": QT_TRANSLATE_NOOP("History", "Answer"),
    "about": QT_TRANSLATE_NOOP("History", "About what"),
    "action": QT_TRANSLATE_NOOP("History", "What was agreed"),
    "result": QT_TRANSLATE_NOOP("History", "Result"),
    "follow_up": QT_TRANSLATE_NOOP("History", "Look again"),
    "held": QT_TRANSLATE_NOOP("History", "Held"),
    "level": QT_TRANSLATE_NOOP("History", "Listening"),
    "tier": QT_TRANSLATE_NOOP("History", "Tier"),
    "day": QT_TRANSLATE_NOOP("History", "Day"),
    "note": QT_TRANSLATE_NOOP("History", "Note"),
    "source": QT_TRANSLATE_NOOP("History", "Source"),
    "hire_date": QT_TRANSLATE_NOOP("History", "Hired"),
    "leave_date": QT_TRANSLATE_NOOP("History", "Left on"),
    "project": QT_TRANSLATE_NOOP("History", "Project"),
    "stage": QT_TRANSLATE_NOOP("History", "Stage"),
    "begins": QT_TRANSLATE_NOOP("History", "From"),
    "ends": QT_TRANSLATE_NOOP("History", "Until"),
    "call": QT_TRANSLATE_NOOP("History", "Call"),
    "recording": QT_TRANSLATE_NOOP("History", "Recording"),
    "evaluation": QT_TRANSLATE_NOOP("History", "Evaluation"),
    "scorer": QT_TRANSLATE_NOOP("History", "Scorer"),
    "coach": QT_TRANSLATE_NOOP("History", "Coach"),
    "recorded_by": QT_TRANSLATE_NOOP("History", "Written down by"),
    "at_ms": QT_TRANSLATE_NOOP("History", "At"),
    "to_ms": QT_TRANSLATE_NOOP("History", "To"),
    "duration_ms": QT_TRANSLATE_NOOP("History", "Length"),
    "item": QT_TRANSLATE_NOOP("History", "Scorecard item"),
    "discussion_stop": QT_TRANSLATE_NOOP("History", "Discussion stop"),
    "done": QT_TRANSLATE_NOOP("History", "Done"),
    "mode": QT_TRANSLATE_NOOP("History", "Mode"),
    "practice": QT_TRANSLATE_NOOP("History", "Practice"),
    "emergency": QT_TRANSLATE_NOOP("History", "Emergency"),
    "wrong_information": QT_TRANSLATE_NOOP("History", "Wrong information"),
    "words": QT_TRANSLATE_NOOP("History", "Agent's words"),
    "shelf": QT_TRANSLATE_NOOP("History", "Shelf"),
    "stars": QT_TRANSLATE_NOOP("History", "Stars"),
    "why": QT_TRANSLATE_NOOP("History", "Why it is here"),
    "colour": QT_TRANSLATE_NOOP("History", "Colour"),
    "from_ms": QT_TRANSLATE_NOOP("History", "From"),
    "month": QT_TRANSLATE_NOOP("History", "Month"),
    "highlight": QT_TRANSLATE_NOOP("History", "Highlight"),
    "decision": QT_TRANSLATE_NOOP("History", "Decision"),
    "decided": QT_TRANSLATE_NOOP("History", "Decided on"),
    "honour": QT_TRANSLATE_NOOP("History", "Words of honour"),
    "vote": QT_TRANSLATE_NOOP("History", "Vote"),
    "voter": QT_TRANSLATE_NOOP("History", "Voter"),
    "sender": QT_TRANSLATE_NOOP("History", "Sender"),
    "library_entry": QT_TRANSLATE_NOOP("History", "Library entry"),
    "tag": QT_TRANSLATE_NOOP("History", "Tag"),
    "collection": QT_TRANSLATE_NOOP("History", "Collection"),
    "merged_into": QT_TRANSLATE_NOOP("History", "Merged into"),
    "nomination": QT_TRANSLATE_NOOP("History", "Nomination"),
    "fault_code": QT_TRANSLATE_NOOP("History", "Fault"),
    "annotation": QT_TRANSLATE_NOOP("History", "Comment"),
    "asked": QT_TRANSLATE_NOOP("History", "Question and key"),
}
"""Fields of records that mean something to a person; the others are the program's own."""

_REFUSALS = {
    "stranger": QT_TRANSLATE_NOOP("History", "the roster does not know the device that wrote it"),
    "revoked": QT_TRANSLATE_NOOP("History", "the key that signed it had been revoked"),
    "no_role": QT_TRANSLATE_NOOP("History", "its writer had no role for this on that day"),
    "other_name": QT_TRANSLATE_NOOP("History", "it was written in another person's name"),
    "other_role": QT_TRANSLATE_NOOP("History", "it claims a role that its writer did not have"),
    "unsigned": QT_TRANSLATE_NOOP("History", "it lacks the person's own signature"),
    "not_own": QT_TRANSLATE_NOOP("History", "it changes what somebody else wrote"),
    "not_root": QT_TRANSLATE_NOOP("History", "the team's root key did not sign it"),
    "malformed": QT_TRANSLATE_NOOP("History", "this version does not know its form"),
    "slip_malformed": QT_TRANSLATE_NOOP("History", "it is in no form that is known"),
    "slip_order": QT_TRANSLATE_NOOP(
        "History", "the slip was not at a stage where this can be done"
    ),
    "slip_part": QT_TRANSLATE_NOOP("History", "the step was somebody else's"),
    "slip_self": QT_TRANSLATE_NOOP("History", "its writer acted on himself"),
    "slip_barred": QT_TRANSLATE_NOOP("History", "its writer had declared a conflict of interest"),
    "slip_proof": QT_TRANSLATE_NOOP("History", "the seconds in question had not been heard"),
    "slip_reason": QT_TRANSLATE_NOOP("History", "it gives no reason"),
    "slip_witness": QT_TRANSLATE_NOOP("History", "it names no witness"),
    "slip_hearing": QT_TRANSLATE_NOOP("History", "the agent had not been heard"),
    "slip_early": QT_TRANSLATE_NOOP("History", "the hearing came before the lead's confirmation"),
    "slip_final": QT_TRANSLATE_NOOP("History", "it changes what was signed"),
    "slip_due": QT_TRANSLATE_NOOP("History", "the due date had not passed"),
    "slip_subject": QT_TRANSLATE_NOOP("History", "it is about another revision than the slip"),
    "slip_proposal": QT_TRANSLATE_NOOP("History", "it proposes nothing for the standard"),
    "final": QT_TRANSLATE_NOOP("History", "it changes what is never changed"),
}
"""Why an operation has no effect (``journal.rights.REASONS``)."""

_CODED = {
    "status": words.agent_status_name,
    "role": words.role_name,
    "method": words.method_name,
    "invalid_reason": words.invalid_reason_name,
    "circumstance": words.circumstance_name,
    "competency": words.competency_name,
    "level": words.level_name,
    "tier": words.tier_name,
}
_DAYS = {"hire_date", "leave_date", "follow_up", "begins", "ends", "day", "decided"}
_SPANS = {"at_ms", "from_ms", "to_ms", "duration_ms", "worked_ms"}
_HASH = 8
_RECORDING = re.compile(r"[0-9a-f]{64}")
_FLAGS = {"practice", "emergency", "wrong_information", "discussion_stop", "done"}

WRITABLE = {
    "number", "name", "nickname", "skill_group", "area", "serial", "order_number", "disposition",
    "business", "text", "code", "about", "action", "result", "note", "reason", "why",
    "highlight", "honour", "sender",
}  # fmt: skip
"""Fields that a person may settle with words of his own: plain texts that are no codes."""


def kind_words(kind: str) -> str:
    """What an operation did: Created, Changed, Deleted …"""
    known = KINDS.get(kind)
    return translate("History", known) if known else kind


def field_words(name: str) -> str:
    """What a field is called; its own name where only the program knows it."""
    known = FIELDS.get(name)
    return translate("History", known) if known else name


def record_type_words(kind: str) -> str:
    """Agent, Call, Evaluation … in the person's language."""
    id = f"record.{kind}"
    known = text(id if id in catalogue() else "record.other")
    return known.render(i18n.catalogue_language())


def refusal_words(why: str) -> str:
    """That an operation has no effect, and why."""
    known = _REFUSALS.get(why)
    reason = translate("History", known) if known else why
    return translate("History", "Kept, but without effect: {reason}.").format(reason=reason)


def value_words(name: str, value: Any, names: Mapping[str, str]) -> str:
    """A value as people read it; ``names`` holds what records are called, by id."""
    if value is None or value == "":
        return translate("History", "(empty)")
    if isinstance(value, str) and value in names:
        return names[value]
    if name in _FLAGS:
        return translate("History", "yes") if value else translate("History", "no")
    if name in _SPANS and isinstance(value, int):
        return format_duration(value)
    if name == "recording":  # what the file holds, of which nobody reads more
        return f"{str(value)[:_HASH]}…"
    if name == "asked":
        return _RECORDING.sub(lambda found: f"{found[0][:_HASH]}…", str(value))
    if name == "started":
        return _started_words(str(value))
    if name in _DAYS:
        return words.day_text(str(value)) or str(value)
    if name in _CODED:
        try:
            return _CODED[name](value) or str(value)
        except KeyError:  # of a newer program
            return str(value)
    return str(value)


def _started_words(started: str) -> str:
    try:
        return words.moment_text(datetime.fromisoformat(started))
    except ValueError:  # what another machine signed may be any text
        return started


def moment_words(at_ms: int) -> str:
    """Date and time of somebody's clock."""
    return words.moment_text(local_moment(at_ms))


def device_words(replica: str, here: str, who: str = "") -> str:
    """A device by the beginning of its key, with ``who`` its person; this one as such."""
    if replica == here:
        return translate("History", "this device")
    if who:
        return translate("History", "{who} (device {id})").format(who=who, id=replica[:8])
    return translate("History", "device {id}").format(id=replica[:8])
