"""A workspace opened for reading: beside an open window, changing nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.personal import hash_of
from qa_desktop.journal.projection import operations_on
from qa_desktop.store.blobs import BlobStore
from qa_desktop.store.clips import FOLDER as CLIPS
from qa_desktop.store.workspace import open_reader


@dataclass(frozen=True)
class Owner:
    """The person whose replica this workspace is, with the public keys (hex)."""

    person: str
    replica: str
    sign_key: str
    receive_key: str
    name: str
    number: str


def get_owner(db: Database) -> Owner:
    """Raises ``UserFacingError`` in a workspace that was never finished being made."""
    row = db.conn.execute(
        "SELECT r.person, r.id, r.sign_key, r.receive_key, coalesce(n.value, ''), "
        "coalesce(k.value, '') FROM setting s JOIN replica r ON r.id = s.value "
        "LEFT JOIN person p ON p.id = r.person LEFT JOIN personal n ON n.hash = p.name "
        "LEFT JOIN personal k ON k.hash = p.number WHERE s.key = 'replica'"
    ).fetchone()
    if row is None:
        raise UserFacingError("identity.none")
    owner = Owner(*row)
    return owner if owner.name else _as_written(db, owner)


def _as_written(db: Database, owner: Owner) -> Owner:
    """By what they wrote of themselves, while a team that does not know them yet lets it have no
    effect: they know their own name."""
    said: dict[str, str] = {}
    for operation in operations_on(db, [("person", owner.person)]):
        for name in ("name", "number"):
            value = db.conn.execute(
                "SELECT value FROM personal WHERE hash = ?", [hash_of(operation.payload.get(name))]
            ).fetchone()
            said |= {name: str(value[0])} if value else {}
    return replace(owner, **said)


class Reader:
    """``close`` it, or use ``with``; owned by the thread that opened it."""

    def __init__(self, folder: Path, db: Database) -> None:
        self.folder = folder
        self.db = db
        self.blobs = BlobStore(folder / "audio")
        self.clips = BlobStore(folder / CLIPS)

    @classmethod
    def open(cls, folder: Path) -> Reader:
        return cls(folder, open_reader(folder))

    @property
    def person(self) -> str:
        """Whose evaluations count as one's own in lists."""
        return get_owner(self.db).person

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()
