"""The conflict inbox as people read it: which record, what each side says, what is put off."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from qa_desktop.journal.fold import FACT, LIFE
from qa_desktop.journal.operation import Operation
from qa_desktop.journal.projection import effective_on
from qa_desktop.services.record_values import masked_value, names_in
from qa_desktop.store.conflicts import Conflict, Side, count_marked, find_conflicts
from qa_desktop.store.people import people_of_replicas, replica_here
from qa_desktop.store.personal_values import payload_with_values
from qa_desktop.store.record_words import record_words
from qa_desktop.store.scorecards import note_versions
from qa_desktop.store.settings import get_setting, set_setting
from qa_desktop.store.slips import find_slips
from qa_desktop.store.workspace import Changes, Workspace

_MOST = 500
_EDITS = frozenset({"create", "set", "restore"})


@dataclass(frozen=True)
class ConflictCase:
    """``sides`` in the order of ``conflict.sides``, values masked; of a record that was deleted
    here and edited there they are the deletions and ``edits`` what those had not seen."""

    conflict: Conflict
    record: str
    """What the record is called; empty where nothing is known of it."""
    sides: tuple[Side, ...]
    edits: tuple[Side, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    """Records that values name, by id."""
    is_postponed: bool = False

    @property
    def operations(self) -> frozenset[str]:
        """All that somebody sees who looks at it."""
        return frozenset(side.operation for side in (*self.sides, *self.edits))

    @property
    def at(self) -> int:
        """When the last of it was written, ms."""
        return max((side.at for side in (*self.sides, *self.edits)), default=0)


@dataclass(frozen=True)
class ConflictInbox:
    """The open ones first, the newest first; ``total`` counts also those beyond the first."""

    cases: tuple[ConflictCase, ...] = ()
    total: int = 0
    here: str = ""
    """The replica of this installation."""
    contested: tuple[str, ...] = ()
    """Slips that two people moved on apart: settled where slips are signed, by who is above."""


def read_inbox(db: Database) -> ConflictInbox:
    """At most 500: who has more settles some first."""
    postponed = set(get_setting(db, "postponed_conflicts"))
    names = people_of_replicas(db)
    found = find_conflicts(db, _MOST)
    values = [side.value for each in found for side in each.sides]
    note_versions(db, [v.get("scorecard") for v in values if isinstance(v, dict)])
    cases = [_case(db, names, each, postponed) for each in found]
    cases.sort(key=lambda case: (case.is_postponed, -case.at, case.conflict.id))
    total = len(cases) if len(cases) < _MOST else max(count_marked(db), len(cases))
    contested = tuple(slip.id for slip in find_slips(db, stage="contested"))
    return ConflictInbox(tuple(cases), total, replica_here(db), contested)


def count_open(db: Database) -> int:
    """Conflicts that wait and were not put off, at most 500."""
    postponed = set(get_setting(db, "postponed_conflicts"))
    return sum(mark_of(each) not in postponed for each in find_conflicts(db, _MOST))


def find_case(db: Database, id: str) -> ConflictCase | None:
    """A conflict as it is now, None where it is settled."""
    on_record = find_conflicts(db, on=id.partition("/")[0])
    found = next((each for each in on_record if each.id == id), None)
    return _case(db, people_of_replicas(db), found, set()) if found else None


def mark_of(conflict: Conflict) -> str:
    """Names a conflict with just these sides: another value brings it back to be looked at."""
    said = "\n".join([conflict.id, *sorted(side.operation for side in conflict.sides)])
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def postpone(workspace: Workspace, conflicts: Iterable[Conflict], *, later: bool) -> Changes:
    """Put conflicts off, or take them up again; here only, others do not see it."""
    marks = {mark_of(each) for each in conflicts}
    standing = {mark_of(each) for each in find_conflicts(workspace.db)}
    kept = set(get_setting(workspace.db, "postponed_conflicts")) & standing
    wanted = kept | marks if later else kept - marks
    set_setting(workspace.db, "postponed_conflicts", sorted(wanted))
    return Changes(frozenset({"conflict"}))


def _case(
    db: Database, people: dict[str, str], conflict: Conflict, postponed: set[str]
) -> ConflictCase:
    edits = _unseen_edits(db, people, conflict) if conflict.field == LIFE else ()
    sides = tuple(_masked(conflict.field, side) for side in conflict.sides)
    return ConflictCase(
        conflict,
        record_words(db, (conflict.entity_type, conflict.entity_id)),
        sides,
        edits,
        names_in(db, [_fields_of(conflict, side) for side in (*sides, *edits)]),
        mark_of(conflict) in postponed,
    )


def _unseen_edits(db: Database, people: dict[str, str], conflict: Conflict) -> tuple[Side, ...]:
    """What keeps a deleted record alive: edits that no deletion in force had seen."""
    operations = list(effective_on(db, [(conflict.entity_type, conflict.entity_id)]))
    deletions = {side.operation for side in conflict.sides}
    seen = {name for each in operations if each.id in deletions for name in each.supersedes}
    living = [each for each in operations if each.kind in _EDITS and each.id not in seen]
    newest = sorted(living, key=lambda each: each.rank, reverse=True)
    return tuple(_masked("", _edit(db, people, each)) for each in newest)


def _edit(db: Database, people: dict[str, str], operation: Operation) -> Side:
    return Side(
        operation.id,
        people.get(operation.replica, ""),
        operation.replica,
        operation.at,
        payload_with_values(db, operation.payload),
        operation.payload,
    )


def _masked(name: str, side: Side) -> Side:
    value = masked_value(name, side.value)
    return Side(side.operation, side.who, side.replica, side.at, value, side.written)


def _fields_of(conflict: Conflict, side: Side) -> dict[str, Any]:
    if conflict.field in (FACT, LIFE):
        return side.value if isinstance(side.value, dict) else {}
    return {conflict.field: side.value}
