"""Backs up, restores or migrates a workspace, logging what it was told is done, until it is killed.

``python tests/e2e/upkeep_child.py backup|restore|migration WORKSPACE LOG SEED``
"""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kill_log import KillLog

from qa_desktop.journal.changes import create
from qa_desktop.journal.digest import count_operations
from qa_desktop.journal.journal import new_id
from qa_desktop.services.backup import restore
from qa_desktop.store import backup
from qa_desktop.store.backup_files import find_copies
from qa_desktop.store.drafts import save_draft
from qa_desktop.store.reader import Reader
from qa_desktop.store.workspace import Workspace

ROUNDS = 6


def back_up_for_days(folder: Path, log: KillLog, chance: random.Random) -> None:
    """Works and backs up through several days, as a window left open does."""
    day = datetime.now(UTC)
    with Workspace.open(folder) as workspace, Reader.open(folder) as reader:
        place = backup.own_place(folder)
        for _ in range(ROUNDS):
            for _ in range(chance.randint(1, 5)):
                words = f"评语 {chance.random()}"
                workspace.write([create("remark", new_id(), {"code": "a", "text": words})])
            save_draft(
                workspace.db, "annotation", "a call", {"text": f"写到一半 {chance.random()}"}
            )
            held = count_operations(workspace.db)
            log.will("backup", operations=held)
            act = chance.choice(("regular", "full", "exit"))
            if act == "regular":
                day += timedelta(days=chance.choice((0, 1)))
                backup.keep_up(reader.db, place, now=day)
            elif act == "full":
                backup.back_up(reader.db, place, now=day)
            else:
                backup.append_only(reader.db, place)
            log.did("backup", operations=held)


def put_back(folder: Path, log: KillLog, chance: random.Random) -> None:
    """Any of the copies."""
    copy = chance.choice(find_copies(folder / backup.FOLDER))
    log.will("restore")
    restore(folder, copy.path)
    log.did("restore")


def migrate(folder: Path, log: KillLog, _chance: random.Random) -> None:
    log.will("migration")
    Workspace.open(folder).close()
    log.did("migration")


ACTS = {"backup": back_up_for_days, "restore": put_back, "migration": migrate}


def main() -> None:
    act, folder, file, seed = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
    ACTS[act](folder, KillLog(file), random.Random(seed))


if __name__ == "__main__":
    main()
