"""The history of a record: who changed what, when, on which device, and what brought it here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.masking import mask_in_text, mask_number
from qa_desktop.journal import health
from qa_desktop.services.record_values import masked_value, names_in
from qa_desktop.store.bundles import BundleNote, notes_of
from qa_desktop.store.people import people_of_replicas, person_name, replica_here
from qa_desktop.store.personal_values import payload_with_values
from qa_desktop.store.record_words import record_words
from qa_desktop.store.soundness import bundles_of, refusals_on


@dataclass(frozen=True)
class HistoryLine:
    """One operation on a record, as a person reads it."""

    id: str
    at: int
    """The writer's wall clock, ms."""
    who: str
    replica: str
    seq: int
    kind: str
    act: str
    values: dict[str, Any]
    bundle: str | None
    """Id of the bundle that brought it; None for what was written here."""
    file: str = ""
    """That bundle's file, when it was merged here (ms), and who had written it."""
    merged_at: int | None = None
    sender: str = ""
    ahead: bool = False
    """Signed for a moment more than a day ahead of this computer's clock when it came: counts,
    but the clock of its writer is wrong, or lies."""
    why: str = ""
    """Why it has no effect (``journal.rights.REASONS``); empty for one that counts."""


@dataclass(frozen=True)
class RecordHistory:
    """``kind`` is the record type; ``names`` what records are called that values name, by id."""

    kind: str = ""
    words: str = ""
    """What the record is called."""
    lines: tuple[HistoryLine, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    here: str = ""
    """The replica of this installation."""


def read_history(db: Database, entity: str) -> RecordHistory:
    """The history with the names that it speaks of."""
    lines = get_history(db, entity)
    kinds = [each.entity_type for each in health.history(db, entity)[:1]]
    kind = kinds[0] if kinds else ""
    names = names_in(db, [line.values for line in lines])
    words = record_words(db, (kind, entity))
    return RecordHistory(kind, words, tuple(lines), names, replica_here(db))


def get_history(db: Database, entity: str) -> list[HistoryLine]:
    """Every operation on a record, oldest first, personal values put in (None when erased) and
    customer numbers masked: a history is no way around the mask."""
    names = people_of_replicas(db)
    bundles = bundles_of(db, entity)
    notes = notes_of(db, {each for each in bundles.values() if each})
    senders = {note.person: person_name(db, note.person) for note in notes.values()}
    ahead, refused = health.ahead_of_time(db), refusals_on(db, entity)
    lines = []
    for operation in health.history(db, entity):
        note = notes.get(bundles[operation.id] or "") or _NO_BUNDLE
        lines.append(
            HistoryLine(
                id=operation.id,
                at=operation.at,
                who=names.get(operation.replica, ""),
                replica=operation.replica,
                seq=operation.seq,
                kind=operation.kind,
                act=operation.act,
                values=_masked(operation.entity_type, payload_with_values(db, operation.payload)),
                bundle=bundles[operation.id],
                file=note.file,
                merged_at=note.at or None,
                sender=senders.get(note.person, ""),
                ahead=operation.id in ahead,
                why=refused.get(operation.id, ""),
            )
        )
    return lines


_NO_BUNDLE = BundleNote("", "in", "", "", 0, 0, {})


def _masked(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """A call's own number also where it stands in its file's name or a text."""
    said = values.get("customer_number") if kind == "call" else None
    number = said if isinstance(said, str) else None
    shown = {
        name: mask_in_text(value, number) if number and isinstance(value, str) else value
        for name, value in values.items()
        if name != "customer_number"
    }
    masked = {name: masked_value(name, value) for name, value in shown.items()}
    return {**masked, "customer_number": mask_number(number)} if number else masked
