"""Deleted records 回收站: what was deleted, when, by whom, and what it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.masking import mask_in_text, mask_number
from qa_desktop.journal.fold import fold_record
from qa_desktop.journal.operation import Operation
from qa_desktop.journal.projection import Entity, effective_on, read_operations
from qa_desktop.store.people import people_of_replicas
from qa_desktop.store.personal_values import payload_with_values, texts_of

LIBRARY = ("library_entry", "tag", "collection", "nomination", "thank_you_letter")
SHOWN = (
    *("call", "annotation", "remark", "agent", "team", "project", "coaching", *LIBRARY),
    *("session", "quiz_question", "agreed_point", "suggestion", "training_plan"),
)
"""Record types that a person deletes as such; others (a file's name, a membership) go and come with
them."""

_SAYS = {
    "call": ("file_name", "serial", "started", "customer_number"),
    "annotation": ("text",),
    "remark": ("code", "text"),
    "agent": ("number", "name"),
    "team": ("name",),
    "project": ("name",),
    "coaching": ("about", "action"),
    "session": ("title", "planned"),
    "quiz_question": ("asked",),
    "agreed_point": ("words",),
    "suggestion": ("words",),
    "training_plan": ("title",),
    "library_entry": ("why", "note"),
    "tag": ("name",),
    "collection": ("name",),
    "nomination": ("month", "highlight"),
    "thank_you_letter": ("day", "words"),
}
"""Fields that tell a person what a record was, in their order."""


@dataclass(frozen=True)
class DeletedRecord:
    kind: str
    """A record type of ``SHOWN``."""
    id: str
    at: int
    """The deleter's wall clock, ms."""
    who: str
    act: str
    words: str
    """What it was, from its own values, customer numbers masked; empty where they were erased."""


def find_deleted(db: Database, limit: int = 500) -> list[DeletedRecord]:
    """Records that are deleted now, the last deleted first."""
    names = people_of_replicas(db)
    found = []
    for operation in _last_deletions(db):
        if not is_alive(db, (operation.entity_type, operation.entity_id)):
            found.append(_described(db, operation, names))
            if len(found) == limit:
                break
    return found


def count_deleted(db: Database) -> int:
    deletions = _last_deletions(db)
    return sum(not is_alive(db, (each.entity_type, each.entity_id)) for each in deletions)


def _last_deletions(db: Database) -> Iterable[Operation]:
    marks = ",".join("?" * len(SHOWN))
    last = (
        "SELECT max(n) FROM op WHERE kind = 'delete' "
        "AND id NOT IN (SELECT op FROM without_effect) GROUP BY entity_type, entity_id"
    )
    where = f"kind = 'delete' AND entity_type IN ({marks}) AND n IN ({last})"
    return reversed(list(read_operations(db, where, SHOWN)))


def is_alive(db: Database, entity: Entity) -> bool:
    kind, id = entity
    return db.conn.execute(f'SELECT 1 FROM "{kind}" WHERE id = ?', [id]).fetchone() is not None


def _described(db: Database, deletion: Operation, names: dict[str, str]) -> DeletedRecord:
    kind, id = deletion.entity_type, deletion.entity_id
    values = texts_of(db, fold_record(effective_on(db, [(kind, id)])).values)
    if kind == "call":
        gone = names_deleted_with(db, deletion.act, values.get("recording"))
        values["file_name"] = next((str(value.get("name") or "") for value in gone.values()), "")
    number = values.get("customer_number")
    said = [_masked(name, values[name], number) for name in _SAYS[kind] if values.get(name)]
    if kind == "call" and len(said) > 1:
        said = said[:2]
    who = names.get(deletion.replica, "")
    return DeletedRecord(kind, id, deletion.at, who, deletion.act, " · ".join(said))


def _masked(name: str, value: Any, number: str | None) -> str:
    """The trash is no way around the mask of a customer's number."""
    if name == "customer_number":
        return mask_number(value)
    return mask_in_text(str(value).partition("\n\n")[0], number)  # of a question not the key


def values_of_record(db: Database, entity: Entity) -> dict[str, Any]:
    """What a record said last, personal values put in."""
    return payload_with_values(db, fold_record(effective_on(db, [entity])).values)


def names_deleted_with(
    db: Database, act: str, recording: str | None
) -> dict[Entity, dict[str, Any]]:
    """File names of a recording that the same act deleted."""
    if recording is None:
        return {}
    where = "act = ? AND kind = 'delete' AND entity_type = 'file_name'"
    deleted = [(each.entity_type, each.entity_id) for each in read_operations(db, where, [act])]
    values = {entity: values_of_record(db, entity) for entity in deleted}
    return {entity: said for entity, said in values.items() if said.get("recording") == recording}
