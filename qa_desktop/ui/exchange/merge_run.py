"""Looking into a bundle and merging it, off the main thread; told how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from sqlite_utils import Database

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.exchange.bundle.manifest import bundle_id
from qa_desktop.services.bundle_merging import Merge
from qa_desktop.services.merge_child import look_in_child, merge_in_child
from qa_desktop.store.people import people_of_replicas, replica_here
from qa_desktop.store.record_words import record_words
from qa_desktop.ui.exchange.telling import seldom
from qa_desktop.ui.tasks import Desk

_MOST_NAMES = 20


@dataclass(frozen=True)
class LookedInto:
    """A preview with what the records are called that it speaks of, by (type, id)."""

    merge: Merge
    names: dict[tuple[str, str], str]
    here: str
    people: dict[str, str] = field(default_factory=dict)
    """Name of the person behind each replica, where it is known here or the bundle says it."""


class MergeRun(QObject):
    """One at a time. Cancelling changes nothing: a merge is all or nothing."""

    progressed = Signal(int, int)
    """Bytes read, of how many."""
    looked = Signal(object)
    """``LookedInto``."""
    merged = Signal(object)
    """``Merge``."""
    failed = Signal(object)
    """``UserFacingError``."""
    cancelled = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stopped = False
        self._looked_into = ""
        self.running = False

    def look(self, file: Path) -> None:
        def look(tell: Callable[..., None], stop: Callable[[], bool]) -> Merge:
            desk = self._desk
            return look_in_child(
                desk.folder, desk.write_and_wait, file, progress=tell, cancelled=stop
            )

        self._run(look, self._name)

    def merge(self, file: Path, *, accept_hides: bool) -> None:
        def work(tell: Callable[..., None], stop: Callable[[], bool]) -> Merge:
            desk = self._desk
            return merge_in_child(
                desk.folder,
                desk.write_and_wait,
                file,
                accept_hides=accept_hides,
                looked_into=self._looked_into,
                progress=tell,
                cancelled=stop,
            )

        self._run(work, self._on_merged)

    def cancel(self) -> None:
        self._stopped = True

    def _run(self, work: Callable[..., Any], then: Callable[[Any], None]) -> None:
        self._stopped, self.running = False, True

        def run(tell: Callable[..., None], given_up: Callable[[], bool]) -> Any:
            def stop() -> bool:
                return self._stopped or given_up()

            try:
                return work(seldom(tell), stop)
            except CancelledError:
                return None

        def done(result: Any) -> None:
            self.running = False
            if result is None:
                self.cancelled.emit()
            else:
                then(result)

        self._desk.work(run, done, self._fail, self.progressed.emit)

    def _name(self, found: Merge) -> None:
        self._looked_into = bundle_id(found.manifest)
        entities = [*found.hides[:_MOST_NAMES]]
        entities += [(kind, id) for kind, id, _ in found.conflicts[:_MOST_NAMES]]
        subject = found.manifest.subject
        if subject is not None:
            entities.append((subject.entity_type, subject.entity_id))

        def read(db: Database) -> LookedInto:
            names = {entity: record_words(db, entity) for entity in entities}
            people = people_of_replicas(db)
            if found.who:
                people[found.manifest.replica] = found.who
            return LookedInto(found, names, replica_here(db), people)

        self._desk.read("bundle names", read, self._on_named)

    def _on_named(self, looked: LookedInto) -> None:
        self.looked.emit(looked)

    def _on_merged(self, done: Merge) -> None:
        self.merged.emit(done)

    def _fail(self, error: UserFacingError) -> None:
        self.running = False
        self.failed.emit(error)
