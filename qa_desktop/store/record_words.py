"""What a record is called where it stands in a sentence: the agent's number and name, the serial
number of a call. Customer numbers are masked: a name is no way around the mask."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.journal.projection import Entity, effective_on, fold
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.store.personal_values import texts_of

_REFERS = {
    "annotation": ("call",),
    "evaluation": ("call",),
    "acknowledgement": ("evaluation",),
    "coaching": ("agent",),
    "membership": ("agent", "team"),
    "team_lead": ("team", "agent"),
    "project_membership": ("agent", "project"),
    "tier_choice": ("agent",),
    "agent_day": ("agent",),
    "slip": ("agent",),
    "standard_proposal": ("slip",),
    "recusal": ("person", "agent"),
    "fund_entry": ("slip",),
    "attendance": ("session", "agent"),
    "suggestion": ("agent",),
    "quiz_attempt": ("session", "agent"),
    "satisfaction": ("session",),
    "training_need": ("agent",),
    "plan_topic": ("training_plan",),
    "playlist_case": ("playlist",),
    "case_stop": ("playlist_case",),
    "file_name": (),
    "library_entry": ("call",),
    "entry_tag": ("library_entry", "tag"),
    "entry_collection": ("library_entry", "collection"),
    "nomination": ("call",),
    "nomination_vote": ("nomination",),
    "thank_you_letter": ("agent",),
}
"""Records that are called after others, and the fields that name those."""

_SAYS = {
    "annotation": ("text",),
    "remark": ("code", "text"),
    "fault": ("code", "name"),
    "team": ("name",),
    "project": ("name",),
    "coaching": ("about",),
    "file_name": ("name",),
    "agent_day": ("day",),
    "reverse_check": ("order_number", "day"),
    "slip": ("day",),
    "standard_proposal": ("clause",),
    "fund_entry": ("day",),
    "penalty_standard": ("code", "begins"),
    "session": ("title", "planned"),
    "agreed_point": ("words",),
    "suggestion": ("words",),
    "quiz_question": ("asked",),
    "training_need": ("topic",),
    "training_plan": ("title",),
    "plan_topic": ("words", "topic"),
    "library_entry": ("why",),
    "tag": ("name",),
    "collection": ("name",),
    "saved_search": ("name",),
    "nomination": ("month", "highlight"),
    "thank_you_letter": ("day", "words"),
    "playlist": ("title",),
    "playlist_case": ("title",),
    "case_stop": ("question", "comment"),
}
"""Fields that say what a record is, in their order."""

_LONGEST = 40
_DEEPEST = 3


def record_words(db: Database, entity: Entity, depth: int = 0) -> str:
    """One line; empty where nothing is known of it (not here yet, or erased)."""
    kind, _ = entity
    record = RECORD_TYPES.get(kind)
    if record is None:
        return ""
    values = texts_of(db, fold(record, effective_on(db, [entity])).values)
    if kind in ("agent", "person"):
        return agent_words(values.get("number"), values.get("name"))
    if kind == "call":
        return _call_words(db, values, depth)
    found = []
    for field in _REFERS.get(kind, ()):
        target = values.get(field)
        if isinstance(target, str) and target and depth < _DEEPEST:
            found.append(record_words(db, (field, target), depth + 1))
    found += [_short(values.get(field)) for field in _SAYS.get(kind, ())]
    return " · ".join(part for part in found if part)


def _call_words(db: Database, values: dict[str, str], depth: int) -> str:
    """Serial number or file name, and the agent."""
    number = values.get("customer_number")
    named = values.get("serial") or _file_name(db, values.get("recording"))
    agent = values.get("agent")
    who = record_words(db, ("agent", agent), depth + 1) if agent else ""
    return " · ".join(part for part in (mask_in_text(named or "", number), who) if part)


def _file_name(db: Database, recording: Any) -> str:
    row = db.conn.execute(
        "SELECT p.value FROM file_name f JOIN personal p ON p.hash = f.name WHERE f.recording = ? "
        "ORDER BY f.id LIMIT 1",
        [recording],
    ).fetchone()
    return str(row[0]) if row else ""


def _short(value: Any) -> str:
    first = str(value).partition("\n\n")[0]  # of a question its words, not the key
    words = " ".join(mask_in_text(first).split()) if value else ""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
