"""After a kill or a full disk: is the workspace in its old or its new state, whole, and at work?

``python tests/e2e/upkeep_verify.py backup|restore|migration PLACE TEMPLATE`` prints a JSON object:
``state`` ("old", "new") and ``problems``. PLACE holds what was left, TEMPLATE what it began from.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from kill_log import find_leftovers, read_log
from sqlite_utils import Database
from upkeep_workspaces import DRAFT, newest_copy

from qa_desktop.journal.changes import create
from qa_desktop.journal.journal import new_id
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.services.backup import restore
from qa_desktop.services.health import check
from qa_desktop.store.backup import FOLDER, keep_up, own_place
from qa_desktop.store.backup_files import find_copies
from qa_desktop.store.connection import SCHEMA_VERSION
from qa_desktop.store.copy_check import SOUND, problem_of
from qa_desktop.store.drafts import get_draft
from qa_desktop.store.migrations import migrations
from qa_desktop.store.workspace import DATABASE, Workspace

_EXPECTED_NOTES = ("audio missing", "scorecard.unknown")
"""Of the old file that is migrated: it came without its recordings."""


_UNUSED = "audio files belong to no recording"
"""The disk was full between the file and its record: the next import takes it up."""


class Look:
    def __init__(self, act: str, place: Path, template: Path) -> None:
        self.act = act
        self.place = place
        self.folder = place / "workspace"
        self.template = template / "workspace"
        self.held: list[str] = json.loads((template / "held.json").read_text())
        self.log = read_log(place / "acknowledged.jsonl")
        self.problems: list[str] = []

    def run(self) -> dict[str, Any]:
        self._let_a_night_pass()
        self._check_copies()
        state = {
            "backup": self._state_of_backup,
            "restore": self._state_of_restore,
            "migration": self._state_of_migration,
        }[self.act]()
        self._check_workspace()
        self._go_on()
        return {"state": state, "problems": self.problems}

    def _let_a_night_pass(self) -> None:
        """Half-written files of other programs are left alone as long as they may be at work."""
        for file in (self.place / "profile").rglob(".*"):
            os.utime(file, (time.time() - 40_000,) * 2)

    def _did(self) -> list[dict[str, Any]]:
        return [entry for entry in self.log if entry["when"] == "did"]

    def _check_copies(self) -> None:
        """A file that has the name of a copy is sound."""
        for copy in find_copies(self.folder / FOLDER):
            if problem_of(copy.path) != SOUND:
                self.problems.append(f"{copy.path.name} is not sound")

    def _state_of_backup(self) -> str:
        """The newest copy and its log hold all that was acknowledged as backed up."""
        with Workspace.open(self.folder) as workspace:
            now = [id for (id,) in workspace.db.execute("SELECT id FROM op ORDER BY n")]
        done = self._did()
        wanted = now[: done[-1]["operations"]] if done else self.held[:-1]  # the team is nowhere
        with tempfile.TemporaryDirectory() as made:
            restored = Path(made) / "restored"
            restore(restored, newest_copy(self.folder))
            with Workspace.open(restored) as workspace:
                back = {id for (id,) in workspace.db.execute("SELECT id FROM op")}
        lost = [id for id in wanted if id not in back]
        if lost:
            self.problems.append(f"{len(lost)} operations that were backed up are in no backup")
        return "new" if done else "old"

    def _state_of_restore(self) -> str:
        """Either nothing happened, or the old file lies aside as it was."""
        Workspace.open(self.folder).close()
        old = (self.template / DATABASE).read_bytes()
        asides = sorted(self.folder.glob(f"{FOLDER}/replaced-*/{DATABASE}"))
        state = "new" if asides else "old"
        if asides and asides[0].read_bytes() != old:
            self.problems.append("the replaced file is not as it was")
        if self._did() and state == "old":
            self.problems.append("an acknowledged restore is gone")
        with Workspace.open(self.folder) as workspace:
            count = workspace.db.execute("SELECT count(*) FROM replica").fetchone()[0]
            if state == "old" and count != 1:
                self.problems.append("nothing was replaced, and yet another device writes")
            draft = get_draft(workspace.db, "annotation", self._a_call(workspace))
            if draft is None or draft.body != DRAFT:
                self.problems.append("the draft is gone")
        return state

    def _a_call(self, workspace: Workspace) -> str:
        return str(workspace.db.execute("SELECT id FROM call").fetchone()[0])

    def _state_of_migration(self) -> str:
        """Version, applied migrations and tables are all old or all new. On a copy: looking at it
        would fold the write-ahead log in."""
        with tempfile.TemporaryDirectory() as made:
            for file in self.folder.glob(f"{DATABASE}*"):
                shutil.copyfile(file, Path(made) / file.name)
            found = _schema(Path(made) / DATABASE)
        old = _schema(self.template / DATABASE)
        known = sorted(each.name for each in migrations.pending(Database(memory=True)))
        tables = set(RECORD_TYPES)
        is_new = (found["version"], found["applied"]) == (SCHEMA_VERSION, known)
        if is_new and not tables <= set(found["tables"]):
            self.problems.append("a table of the new file is not there")
        if not is_new and found != old:
            self.problems.append(f"between the old file and the new: {found}")
        if self._did() and not is_new:
            self.problems.append("an acknowledged migration is gone")
        return "new" if is_new else "old"

    def _check_workspace(self) -> None:
        """Every operation that there was, the checks clean, nothing left lying."""
        with Workspace.open(self.folder) as workspace:
            back = {id for (id,) in workspace.db.execute("SELECT id FROM op")}
            lost = [id for id in self.held if id not in back]
            if lost:
                self.problems.append(f"{len(lost)} of {len(self.held)} operations are gone")
            report = check(workspace, full=True)
            self.problems += report.problems
            self.problems += [
                note
                for note in report.notes
                if not note.endswith(_UNUSED)
                and (self.act != "migration" or not any(words in note for words in _EXPECTED_NOTES))
            ]
        self.problems += [f"left behind: {file}" for file in find_leftovers(self.folder)]
        hidden = [file.name for file in self.folder.glob(".*") if file.name != ".open"]
        self.problems += [f"left behind: {name}" for name in hidden]

    def _go_on(self) -> None:
        """The next act succeeds."""
        with Workspace.open(self.folder) as workspace:
            workspace.write([create("team", new_id(), {"name": "第二天"})])
            keep_up(workspace.db, own_place(self.folder))
        if list((self.folder / FOLDER).glob(".partial-*")):
            self.problems.append("a half-made backup was left lying")
        self._check_copies()
        if self.act == "restore":
            restore(self.folder, newest_copy(self.folder))


def _schema(database: Path) -> dict[str, Any]:
    connection = sqlite3.connect(database)
    try:
        return {
            "version": connection.execute("PRAGMA user_version").fetchone()[0],
            "applied": [
                name
                for (name,) in connection.execute(
                    "SELECT name FROM _sqlite_migrations WHERE migration_set = 'qa_desktop' "
                    "ORDER BY name"
                )
            ],
            "tables": [
                name
                for (name,) in connection.execute("SELECT name FROM sqlite_master ORDER BY name")
            ],
        }
    finally:
        connection.close()


if __name__ == "__main__":
    look = Look(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    print(json.dumps(look.run(), ensure_ascii=False))
