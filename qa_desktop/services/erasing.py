"""Erasing for ever: a recording, a person or agent, one customer's number.

Done in two steps. ``plan_…`` looks for everything that will go and counts what stays (on any
connection, seconds in a large workspace); ``erase`` carries a plan out in one act. It cannot be
taken back: values are removed, their hashes and the recording's are refused for ever, no chain of
operations is broken. Backups keep what they hold until they are thinned, or are replaced by a new
one with ``replace_backups``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from sqlite_utils import Database

from qa_desktop.domain.mentions import finder_of_numbers, finder_of_persons
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import erase as erase_change
from qa_desktop.journal.projection import Entity, operations_on
from qa_desktop.services.slip_holding import slips_holding
from qa_desktop.store import backup, erasures
from qa_desktop.store.blobs import BlobStore
from qa_desktop.store.erasures import LocalRows
from qa_desktop.store.workspace import Changes, Workspace

ErasedKind = Literal["recording", "agent", "person", "customer"]
Cancelled = Callable[[], bool]

OF_A_RECORDING = ("file_name", "call")
OF_A_CALL = (
    *("annotation", "evaluation", "reverse_check", "slip", "playlist_case"),
    *("library_entry", "nomination", "thank_you_letter"),
)
OF_AN_EVALUATION = ("acknowledgement", "coaching", "standard_proposal")
OF_A_CASE = ("case_stop",)
"""Record types whose personal values speak of one call, by what they name."""

OF_A_PERSON = {
    "agent": (
        *("tier_choice", "recusal", "slip", "thank_you_letter"),
        *("attendance", "suggestion"),
    ),
    "person": ("recusal",),
}
"""The same of an agent and of a person."""

SPEAKS_OF_NOBODY = (
    *("recording", "team", "project", "membership", "team_lead", "project_membership"),
    *("remark", "agent", "person", "agent_day", "scorecard_version", "fault"),
    *("penalty_standard", "fund_entry", "playlist"),
    *("tag", "entry_tag", "collection", "entry_collection", "saved_search"),
    *("nomination_vote", "session", "agreed_point", "quiz_question", "quiz_attempt"),
    *("satisfaction", "training_need", "training_plan", "plan_topic"),
)
"""Record types that are found only where their values name somebody. Every declared type is in one
of these lists: a new one makes its author decide."""


class Held(Protocol):
    """An open ``Workspace`` or a ``Reader``."""

    @property
    def db(self) -> Database: ...

    @property
    def folder(self) -> Path: ...


@dataclass(frozen=True)
class ErasurePlan:
    """What will go. Nothing is changed yet."""

    kind: ErasedKind
    name: str
    """What the person types to confirm: a serial or work number, a name, the file's name."""
    hashes: dict[Entity, tuple[str, ...]]
    """Personal values by the records that they belong to."""
    recordings: tuple[str, ...] = ()
    local: LocalRows = field(default_factory=LocalRows)
    counts: dict[str, int] = field(default_factory=dict)
    """Values that are still here, by record type."""
    texts: tuple[str, ...] = ()
    """Those values themselves, for the person to read before confirming."""
    audio_bytes: int = 0
    kept_calls: int = 0
    """Calls that stay, without what is erased."""
    kept_evaluations: int = 0

    @property
    def is_empty(self) -> bool:
        """Nothing of it is here."""
        return not (self.counts or self.recordings or self.local)


def plan_recording(held: Held, call: str, cancelled: Cancelled = lambda: False) -> ErasurePlan:
    """The recording of a call, and every name, number and text about the calls that it has.

    Raises ``UserFacingError`` for a call without one.
    """
    recordings = erasures.recordings_of_calls(held.db, [call])
    if not recordings:
        raise UserFacingError("erase.no_recording")
    found = _about_recordings(held.db, recordings)
    serial = erasures.serial_of(held.db, call)
    return _plan(held, "recording", serial, found, recordings, cancelled)


def plan_person(
    held: Held, kind: Literal["agent", "person"], id: str, cancelled: Cancelled = lambda: False
) -> ErasurePlan:
    """An agent, or a person who works here: numbers and names, and where other texts say them.

    Raises ``UserFacingError`` for one who is not known.
    """
    own = _values(held.db, [(kind, id)])
    if not own:
        raise UserFacingError("erase.unknown_person")
    apart = erasures.records_naming(held.db, [id], OF_A_PERSON[kind]) if OF_A_PERSON[kind] else []
    found = own | _values(held.db, apart)
    matches = finder_of_persons(erasures.values_of(held.db, _all(own)).values())
    return _plan(held, kind, "", found, set(), cancelled, matches)


def plan_customer(
    held: Held,
    number: str,
    *,
    with_recordings: bool = False,
    cancelled: Cancelled = lambda: False,
) -> ErasurePlan:
    """A customer's telephone number wherever it stands; ``with_recordings`` also the recordings
    of the calls with it.

    Raises ``UserFacingError`` for a number that is too short to be told from other figures.
    """
    matches = finder_of_numbers([number])
    if matches is None:
        raise UserFacingError("erase.number_too_short")
    recordings: set[str] = set()
    if with_recordings:
        held_by = erasures.owners_of(
            held.db, erasures.values_that(held.db, matches, cancelled), cancelled
        )
        calls = [id for kind, id in held_by if kind == "call"]
        recordings = erasures.recordings_of_calls(held.db, calls)
    found = _about_recordings(held.db, recordings) if recordings else {}
    return _plan(held, "customer", number.strip(), found, recordings, cancelled, matches)


def erase(workspace: Workspace, plan: ErasurePlan) -> Changes:
    """Carry it out. Everything is gone when this returns, but for files that another program
    holds open: those go at the next opening.

    Raises ``UserFacingError`` for the person's own record, and for a recording that a living
    warning slip holds ("slip.recording_held").
    """
    if plan.kind == "person" and ("person", workspace.person) in plan.hashes:
        raise UserFacingError("erase.own_person")
    held = slips_holding(workspace.db, plan.recordings, date.today().isoformat())
    if held:
        raise UserFacingError("slip.recording_held", slip=held[0].id[:8])
    changes = [erase_change(kind, id, hashes) for (kind, id), hashes in sorted(plan.hashes.items())]
    changes += [erase_change("recording", id, [id]) for id in plan.recordings]
    with workspace.transaction():
        erasures.remove_local_rows(workspace.db, plan.local)
        written = workspace.write(changes)
    erasures.remove_erased_files(workspace.db, workspace.folder)
    erasures.wipe_write_ahead_log(workspace.db)
    return Changes(written.subjects | {"draft"}, None, written.ids)


def replace_backups(held: Held, cancelled: Cancelled = lambda: False) -> None:
    """Make a new full copy in the workspace's own place and remove the older ones, which still
    hold what was erased. Backups elsewhere are the person's to look after."""
    place = backup.own_place(held.folder)
    copy = backup.back_up(held.db, place, cancelled=cancelled)
    backup.keep_only(place, copy)


# -- looking


def _about_recordings(db: Database, recordings: Iterable[str]) -> dict[Entity, set[str]]:
    """Personal values of everything that speaks of the calls of these recordings."""
    beside = erasures.records_naming(db, list(recordings), OF_A_RECORDING)
    calls = [id for kind, id in beside if kind == "call"]
    of_calls = erasures.records_naming(db, calls, OF_A_CALL)
    evaluations = [id for kind, id in of_calls if kind == "evaluation"]
    of_those = erasures.records_naming(db, evaluations, OF_AN_EVALUATION)
    cases = [id for kind, id in of_calls if kind == "playlist_case"]
    of_those |= erasures.records_naming(db, cases, OF_A_CASE)
    return _values(db, beside | of_calls | of_those)


def _values(db: Database, entities: Iterable[Entity]) -> dict[Entity, set[str]]:
    """Hashes of the personal values that operations on these records ever held."""
    found: dict[Entity, set[str]] = {}
    for operation in operations_on(db, entities):
        hashes = operation.personal_hashes()
        if hashes and operation.kind != "erase":
            entity = (operation.entity_type, operation.entity_id)
            found.setdefault(entity, set()).update(hashes)
    return found


def _all(found: dict[Entity, set[str]]) -> set[str]:
    return set().union(*found.values()) if found else set()


def _plan(
    held: Held,
    kind: ErasedKind,
    name: str,
    found: dict[Entity, set[str]],
    recordings: set[str],
    cancelled: Cancelled,
    matches: Callable[[str], bool] | None = None,
) -> ErasurePlan:
    db = held.db
    keys = [id for type, id in found if type in erasures.KEYS_OF_LOCAL_ROWS]
    local = erasures.local_rows_about(db, keys, recordings)
    if matches is not None:
        said = erasures.values_that(db, matches, cancelled)
        for entity, hashes in erasures.owners_of(db, said, cancelled).items():
            found.setdefault(entity, set()).update(hashes)
        local |= erasures.local_rows_that(db, matches)
    here = {entity: erasures.values_of(db, hashes) for entity, hashes in found.items()}
    named = [(type, value) for (type, _), values in here.items() for value in values.values()]
    last_said = erasures.finder_of_the_erased(db, named, _all(found))
    if last_said is not None:
        local |= erasures.local_rows_that(db, last_said)
    counts = Counter[str]()
    for (type, _), values in here.items():
        counts[type] += len(values)
    blobs = BlobStore(held.folder / "audio")
    files = [blobs.path(id) for id in recordings if blobs.has(id)]
    texts = sorted({value for values in here.values() for value in values.values()})
    return ErasurePlan(
        kind=kind,
        name=name or _name_of(kind, here, texts),
        hashes={entity: tuple(sorted(hashes)) for entity, hashes in found.items() if hashes},
        recordings=tuple(sorted(recordings)),
        local=local,
        counts={type: count for type, count in counts.items() if count},
        texts=tuple(texts),
        audio_bytes=sum(file.stat().st_size for file in files),
        kept_calls=len({id for type, id in found if type == "call"}),
        kept_evaluations=len({id for type, id in found if type == "evaluation"}),
    )


def _name_of(kind: ErasedKind, here: dict[Entity, dict[str, str]], texts: list[str]) -> str:
    """A file's name for a recording, the number of a person, else the shortest name."""
    wanted = "file_name" if kind == "recording" else kind
    named = [
        value for (type, _), values in here.items() if type == wanted for value in values.values()
    ]
    numbers = [value for value in named if any(sign.isdigit() for sign in value)]
    return min(numbers or named or texts or [""], key=lambda value: (len(value), value))
