"""The journal of a workspace: one way in for every write to a shared record.

``write`` (a person's act), ``add`` (operations from elsewhere) and ``rebuild`` share the same
projection, so what is read never depends on how an operation arrived.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import uuid_utils
from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.journal import digest, projection, standings
from qa_desktop.journal.arrival import arriving_together
from qa_desktop.journal.canonical import MalformedError
from qa_desktop.journal.changes import Change, Meaning
from qa_desktop.journal.clock import HybridClock
from qa_desktop.journal.inserting import insert_many
from qa_desktop.journal.intake import PIECE, Folding, Intake, unknown
from qa_desktop.journal.keys import Entropy, PersonKeys, SigningKey
from qa_desktop.journal.operation import Draft, Operation, verify, write
from qa_desktop.journal.personal import Salted, setting_aside
from qa_desktop.journal.projection import Entity
from qa_desktop.journal.rights import Rights
from qa_desktop.journal.roster import Accepted
from qa_desktop.journal.stored import by_entity
from qa_desktop.journal.trust import set_trusted_group, trusted_group
from qa_desktop.journal.vouching import VOUCHES

_MODULUS = 1 << 256
_STORE = "INSERT INTO op (id, replica, seq, kind, entity_type, entity_id, act, raw, sig, bundle)"
OpRow = tuple[str, str, int, str, str, str, str, bytes, bytes, str | None]
"""``raw`` as bytes: to make text of it, and bytes of that, takes longer than to store it."""


@dataclass(frozen=True)
class Act:
    """What one transaction of a person wrote."""

    id: str
    operations: tuple[str, ...]
    entities: tuple[Entity, ...]


@dataclass(frozen=True)
class Added:
    """What arrived from elsewhere: ids that were new, how many were known, what was touched."""

    new: tuple[str, ...]
    known: int
    entities: tuple[Entity, ...]
    hidden: tuple[Entity, ...] = ()
    """Records that no longer show because rights changed."""


def new_id() -> str:
    """A UUIDv7 for a new entity or act."""
    return str(uuid_utils.uuid7())


Erasing = Callable[[Database, Sequence[Operation], Mapping[str, str]], None]
"""Hears of ``erase`` operations, and by hash of those of their values that were here until now."""


class Watcher(Protocol):
    """Keeps something of its own in step with the projection, in the same transaction."""

    def before(self, entities: Iterable[Entity]) -> None:
        """These have rows, perhaps, that will change, or changed a moment ago. Comes any number
        of times before ``after``."""

    def after_values(self, hashes: Iterable[str], *, erased: bool) -> None:
        """Personal values came from elsewhere, or were erased; ``after`` follows."""

    def between(self) -> None:
        """Much more is to come: what is likely to be complete may be done by now."""

    def after(self) -> None:
        """All is projected: now is the time."""

    def undone(self) -> None:
        """The transaction was taken back."""


class Journal:
    """Append-only operations over one database. Every method runs on the writer's thread."""

    def __init__(
        self,
        db: Database,
        replica: SigningKey,
        *,
        clock: HybridClock | None = None,
        entropy: Entropy = os.urandom,
        ids: Callable[[], str] = new_id,
        committed: Callable[[str, int], None] | None = None,
        erasing: Erasing | None = None,
    ) -> None:
        """``committed`` hears of the last seq after each commit; ``erasing`` cleans, within the
        transaction, what an erasure must also reach beside the journal."""
        self.db = db
        self.replica = replica
        self.clock = clock or HybridClock()
        self.entropy = entropy
        self.ids = ids
        self.committed = committed
        self.watcher: Watcher | None = None
        self.erasing = erasing
        self._depth = 0
        self.load()

    def load(self) -> None:
        """Take up the chain, the clock and the digest where the database left them."""
        last = self.db.conn.execute(
            "SELECT seq, id FROM op WHERE replica = ? ORDER BY seq DESC, n DESC LIMIT 1",
            [self.replica.public],
        ).fetchone()
        self.seq: int = last[0] if last else 0
        self.head: str | None = last[1] if last else None
        self.clock.last = max(self.clock.last, int(self._meta("last_hlc", "0")))
        self._sum = int(self._meta("set_digest", "0"), 16)

    def _meta(self, key: str, default: str) -> str:
        row = self.db.conn.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
        return str(row[0]) if row else default

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; also for the local tables that change with an act.

        After the outermost commit the last ``seq`` is noted outside the database.
        """
        self._depth += 1
        try:
            with self.db.atomic():
                if self._depth == 1:
                    self.load()  # a child process may have merged since
                yield
        except BaseException:
            self._depth -= 1
            self.load()
            if self.watcher is not None:
                self.watcher.undone()
            raise
        self._depth -= 1
        if self._depth == 0 and self.committed:
            self.committed(self.replica.public, self.seq)

    def write(
        self,
        changes: Sequence[Change],
        *,
        person: PersonKeys | None = None,
        act: str | None = None,
        even_without_effect: bool = False,
    ) -> Act:
        """Write what a person did, as one act: signed, chained, projected, all or nothing.

        A change that changes nothing writes nothing; an act of none has no operations. In a team,
        what the writer has no right to is refused (``UserFacingError``, "right.<reason>"): kept
        without effect it would look lost.
        """
        name = act or self.ids()
        with self.transaction():
            meaning = Meaning(self.db, {(wish.entity_type, wish.entity_id) for wish in changes})
            values: list[Salted] = []
            written = [self._stamp(name, change, meaning, person, values) for change in changes]
            operations = [operation for operation in written if operation]
            self._keep_own(values)
            if operations:
                intake = Intake(self, is_own=True)
                intake.take(arriving_together(operations))
                intake.finish()
                for operation in operations:
                    if operation.id in intake.refused and not even_without_effect:
                        raise UserFacingError(f"right.{intake.refused[operation.id]}")
        touched = dict.fromkeys((op.entity_type, op.entity_id) for op in operations)
        return Act(name, tuple(op.id for op in operations), tuple(touched))

    def _stamp(
        self,
        act: str,
        change: Change,
        meaning: Meaning,
        person: PersonKeys | None,
        values: list[Salted],
    ) -> Operation | None:
        """The operation that a change comes down to; its personal values go to ``values``."""
        intent = meaning.of(change)
        if intent is None:
            return None
        own: list[Salted] = []
        payload, supersedes = dict(intent.payload), tuple(intent.supersedes)
        draft = Draft(act, intent.kind, *intent.entity, payload, supersedes)
        operation = write(
            draft,
            replica=self.replica,
            seq=self.seq + 1,
            prev=self.head,
            hlc=self.clock.tick(),
            at=self.clock.now(),
            person=person,
            default=setting_aside(self.entropy, own),
        )
        self.seq, self.head = operation.seq, operation.id
        values += own
        meaning.note(operation, own)
        return operation

    def add(self, operations: Iterable[Operation], *, bundle: str | None = None) -> Added:
        """Take in operations of others: signatures checked, known ones skipped, set union.

        Raises ``MalformedError`` for one that its replica did not sign; then nothing is added.
        """
        offered = {operation.id: operation for operation in operations}
        hidden: set[Entity] = set()
        with self.transaction():
            intake = Intake(self, bundle)
            fresh = [offered[id] for id in unknown(self.db, list(offered))]
            for operation in fresh:
                if not verify(operation):
                    what = f"operation {operation.id[:16]}"
                    raise MalformedError(f"{what} is not signed by its replica")
            for start in range(0, len(fresh), PIECE):
                intake.take(arriving_together(fresh[start : start + PIECE]))
            intake.finish(self._looking(hidden))
        touched = dict.fromkeys((op.entity_type, op.entity_id) for op in fresh)
        entities = tuple(dict.fromkeys((*touched, *intake.moved)))
        known = len(offered) - len(fresh)
        return Added(tuple(op.id for op in fresh), known, entities, tuple(sorted(hidden)))

    def _looking(self, hidden: set[Entity]) -> Folding:
        """Folds, and adds to ``hidden`` the records that show no longer."""

        def look(entities: Sequence[Entity], fold: Callable[[], None]) -> None:
            shown = projection.shown_among(self.db, entities)
            fold()
            hidden.update(shown - projection.shown_among(self.db, entities))

        return look

    def store(self, rows: Iterable[OpRow]) -> None:
        """Rows of ``op``, within a transaction; ``note_meta`` afterwards."""
        kept = list(rows)
        insert_many(self.db, _STORE, "?,?,?,?,?,?,?,CAST(? AS TEXT),?,?", kept)
        self._sum = (self._sum + sum(int(row[0], 16) for row in kept)) % _MODULUS

    def settle_erasures(self) -> None:
        """After a change of rights: refused for ever is what erasures with an effect name. Values
        that went by one that has none now come back from those who still have them."""
        rights = Rights(self.db)
        held = {hash for (hash,) in self.db.conn.execute("SELECT hash FROM erased")}
        stored = projection.read_operations(self.db, "kind = 'erase'")
        effective = [operation for operation in stored if not rights.why_not(operation)]
        wanted = {hash for operation in effective for hash in operation.erased_hashes()}
        lifted = [(hash,) for hash in held - wanted]
        self.db.conn.executemany("DELETE FROM erased WHERE hash = ?", lifted)
        self.carry_out_erasures([op for op in effective if not held.issuperset(op.erased_hashes())])

    @property
    def trust_group(self) -> str | None:
        """The team that is trusted: its root key (hex); None for somebody who works alone."""
        return trusted_group(self.db)

    def trust(self, group: str | None) -> tuple[Entity, ...]:
        """Let a team's roster decide whose operations count, or everybody's (None). Nothing is
        rewritten; what is other than before is projected anew. The records that show no longer.
        """
        with self.transaction():
            changed = standings.marked(self.db)
            set_trusted_group(self.db, group)
            standings.derive(self.db)
            if group is None:
                self.db.conn.execute("DELETE FROM without_effect")
            else:
                rights = Rights(self.db)
                changed |= {entity for entity, held in by_entity(self.db) if rights.sift(held)[1]}
            self.settle_erasures()
            hidden: set[Entity] = set()
            intake = Intake(self)
            intake.fold_again(sorted(changed))
            intake.finish(self._looking(hidden))
        return tuple(sorted(hidden))

    def note_meta(self) -> None:
        """What the digest and the clock have come to."""
        self.db.conn.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)",
            [("last_hlc", str(self.clock.last)), ("set_digest", f"{self._sum:064x}")],
        )

    def add_personal(self, values: Iterable[Salted]) -> None:
        """Keep salts and values that came from elsewhere, if they hash to their names; erased
        ones are refused for ever."""
        with self.transaction():
            intake = Intake(self)
            genuine = [value for value in values if value.is_genuine()]
            intake.take_values([(value.hash, value.salt, value.value) for value in genuine])
            intake.finish()

    def _keep_own(self, values: Iterable[Salted]) -> None:
        """Their salts are fresh: nobody has erased or known them."""
        self.db.conn.executemany(
            "INSERT INTO personal VALUES (?, ?, ?)",
            [(value.hash, value.salt, value.value) for value in values],
        )

    def carry_out_erasures(self, operations: Sequence[Operation]) -> None:
        """The watcher is told of all at once: it looks at everything to find what they touch."""
        wanted = [hash for operation in operations for hash in operation.erased_hashes()]
        rows = [(hash,) for hash in wanted]
        values = self._values(wanted) if self.erasing else {}
        self.db.conn.executemany("INSERT OR IGNORE INTO erased VALUES (?)", rows)
        self.db.conn.executemany("DELETE FROM personal WHERE hash = ?", rows)
        if self.watcher is not None and wanted:
            self.watcher.after_values(wanted, erased=True)
        if self.erasing and operations:
            self.erasing(self.db, operations, values)

    def _values(self, hashes: list[str]) -> dict[str, str]:
        sql = "SELECT hash, value FROM personal WHERE hash IN (SELECT value FROM json_each(?))"
        return dict(self.db.conn.execute(sql, [json.dumps(hashes)]).fetchall())

    @property
    def digest(self) -> str:
        """The ids of all operations held, summed modulo 2²⁵⁶ (hex)."""
        return digest.kept_digest(self.db)

    def hello(
        self,
        person: str,
        sign_key: str,
        receive_key: str,
        certificate: str | None,
        *,
        vouches: Accepted | None = None,
        keys: PersonKeys | None = None,
    ) -> None:
        """The first operation of a replica: whose it is. A later one brings the certificate, or,
        signed with the person's ``keys``, ``vouches`` for what their replicas signed alone."""
        payload: dict[str, Any] = {
            "person": person,
            "sign_key": sign_key,
            "receive_key": receive_key,
            "certificate": certificate,
        }
        if vouches:
            payload[VOUCHES] = {each: list(last) for each, last in sorted(vouches.items())}
        change = Change("hello", "replica", self.replica.public, payload)
        self.write([change], person=keys)

    def undo(self, act: str) -> Act:
        """Write the inverse of an act, while nothing has been built on it; facts are withdrawn.

        Raises ``UserFacingError`` ("journal.undo_changed") when something has. What another
        replica later signed with the same act's name is none of it.
        """
        where = "act = ?1 AND replica = (SELECT replica FROM op WHERE act = ?1 ORDER BY n LIMIT 1)"
        operations = list(projection.read_operations(self.db, where, [act]))
        if not operations:
            raise UserFacingError("journal.undo_nothing")
        changes = Meaning(self.db).inverse(operations)
        return self.write(changes)

    def personal_value(self, hash: str | None) -> str | None:
        """The value behind a hash, or None when it was erased or never came."""
        row = self.db.conn.execute("SELECT value FROM personal WHERE hash = ?", [hash]).fetchone()
        return str(row[0]) if row else None
