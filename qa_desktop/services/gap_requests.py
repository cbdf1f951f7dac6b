"""Asking for operations that are missing here, and answering who asks.

A request is a small bundle whose manifest says what its writer wants; merging it keeps that, and
the other side writes an answer: a bundle with those of the operations that it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.manifest import bundle_id
from qa_desktop.journal.vector import Gap, count_within, find_gaps, held, last_numbers, within
from qa_desktop.services.addressees import keys_to
from qa_desktop.services.bundle_opening import opened_beside
from qa_desktop.services.bundle_selection import Selection
from qa_desktop.services.bundle_writing import OnWriter, Written, export
from qa_desktop.services.receipts import own_operations
from qa_desktop.store.bundles import find_last_heard
from qa_desktop.store.gap_requests import find_requests, note_answer
from qa_desktop.store.people import person_name, person_of_replica


@dataclass(frozen=True)
class WaitingRequest:
    """Somebody asked for operations, and no answer was written yet."""

    bundle: str
    person: str
    """Who asks; empty where that is not certain."""
    who: str
    at: int
    """When the request was merged here, ms."""
    asked: int
    """Operations wanted."""
    here: int
    """How many of them are held here."""


def missing(db: Database) -> tuple[Gap, ...]:
    """What is known to exist and is not here: gaps, and what others said to hold beyond."""
    own = held(db)
    gaps = find_gaps(db)
    begun = {gap.replica for gap in gaps}
    furthest: dict[str, int] = {}
    for heard in find_last_heard(db).values():
        for replica, (seq, _) in heard.have.items():
            furthest[replica] = max(seq, furthest.get(replica, 0))
    last = last_numbers(db)
    for replica, seq in sorted(furthest.items()):
        known = last.get(replica, 0) if replica in begun else own.get(replica, (0, ""))[0]
        if seq > max(known, last.get(replica, 0)):
            gaps.append(Gap(replica, max(known, last.get(replica, 0)) + 1, seq))
    return tuple(gaps)


def waiting_requests(db: Database) -> list[WaitingRequest]:
    """The newest first."""
    return [
        WaitingRequest(
            request.bundle,
            request.person,
            person_name(db, request.person),
            request.at,
            sum(gap.last - gap.first + 1 for gap in request.wants),
            count_within(db, request.wants),
        )
        for request in find_requests(db)
        if request.answered_at is None
    ]


def write_request(
    folder: Path,
    write: OnWriter,
    out: Path,
    *,
    to: Sequence[str] = (),
    plain: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write ``out`` (``.qab``): what is missing here, for whoever may hold it.

    Raises ``UserFacingError`` ("bundle.nothing_missing") when nothing is known to be missing.
    """

    def choose(db: Database) -> Selection:
        wants = missing(db)
        if not wants:
            raise UserFacingError("bundle.nothing_missing")
        return Selection.about(own_operations(db), purpose="request", wants=wants)

    return export(folder, write, out, choose, to=to, plain=plain, cancelled=cancelled)


def answer_request(
    folder: Path,
    write: OnWriter,
    request: str,
    out: Path,
    *,
    plain: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write ``out`` for a request that was merged (``WaitingRequest.bundle``).

    Raises ``UserFacingError`` ("bundle.asker_unknown") where it cannot be encrypted to who asks,
    unless ``plain``.
    """
    found = [each for each in write(lambda ws: find_requests(ws.db)) if each.bundle == request]
    if not found:
        raise UserFacingError("bundle.no_request")
    asked = _Asked(found[0].person, found[0].wants, request)
    return _answer(folder, write, asked, out, plain, cancelled)


def answer_file(
    folder: Path,
    write: OnWriter,
    file: Path,
    out: Path,
    *,
    plain: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """The same for a request that lies in ``file``, whether it was merged or not."""
    with opened_beside(folder, write, file, cancelled) as reader:
        manifest = reader.manifest
    if not manifest.wants:
        raise UserFacingError("bundle.no_request")
    person = write(lambda ws: person_of_replica(ws.db, manifest.replica))
    asked = _Asked(person, manifest.wants, bundle_id(manifest))
    return _answer(folder, write, asked, out, plain, cancelled)


@dataclass(frozen=True)
class _Asked:
    """``person`` is empty where that is not certain."""

    person: str
    wants: Sequence[Gap]
    request: str


def _answer(
    folder: Path,
    write: OnWriter,
    asked: _Asked,
    out: Path,
    plain: bool,
    cancelled: Callable[[], bool],
) -> Written:
    to = (asked.person,) if asked.person else ()
    if not plain and not write(lambda ws: keys_to(ws.db, to)):
        raise UserFacingError("bundle.asker_unknown")

    def choose(db: Database) -> Selection:
        count = count_within(db, asked.wants)
        if not count:
            raise UserFacingError("bundle.nothing_to_answer")
        return Selection(lambda: within(db, asked.wants), count, purpose="answer")

    written = export(folder, write, out, choose, to=to, plain=plain, cancelled=cancelled)
    write(lambda ws: note_answer(ws.db, asked.request, ws.journal.clock.now()))
    return written
