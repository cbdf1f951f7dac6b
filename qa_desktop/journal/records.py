"""The synced record types by name; their tables are made from these declarations.

To add one: declare it in ``journal/declared``, write its queries in ``store/`` and its service.
Merge, audit, undo and bundles come with it (ARCHITECTURE.md, How to add).
"""

from __future__ import annotations

from qa_desktop.journal.declared import (
    calls,
    coaching,
    evaluations,
    faults,
    library,
    lists,
    people,
    playlists,
    scorecards,
    sessions,
    slips,
)
from qa_desktop.journal.record_types import RecordType

_SUBJECTS = (
    *(people, calls, evaluations, coaching, lists, scorecards, faults, slips),
    *(library, playlists, sessions),
)

RECORD_TYPES: dict[str, RecordType] = {
    record.name: record for subject in _SUBJECTS for record in subject.RECORDS
}
