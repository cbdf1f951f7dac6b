"""What a backup, a restore or a migration starts from: a workspace, its profile, what it held."""

from __future__ import annotations

import json
import os
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from factories import best_answers, import_calls

from qa_desktop.journal.changes import create
from qa_desktop.journal.journal import new_id
from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation
from qa_desktop.store.backup import FOLDER, append_only, back_up, own_place
from qa_desktop.store.backup_files import find_copies
from qa_desktop.store.connection import open_plainly
from qa_desktop.store.drafts import save_draft
from qa_desktop.store.scorecards import find_version
from qa_desktop.store.workspace import DATABASE, Workspace

DRAFT = {"text": "写到一半的评语"}
_DATA = Path(__file__).resolve().parents[1] / "data"


def make(act: str, folder: Path) -> None:
    """``folder/workspace``, ``folder/profile``, and ``folder/held.json``: ids of its operations."""
    os.environ["QA_DESKTOP_PROFILE"] = str(folder / "profile")
    workspace = folder / "workspace"
    if act == "migration":
        workspace.mkdir(parents=True)
        shutil.copyfile(_DATA / "workspace-v1.db", workspace / DATABASE)
    else:
        _work(workspace, folder)
    (folder / "held.json").write_text(json.dumps(operations_in(workspace / DATABASE)))


def _work(folder: Path, around: Path) -> None:
    """Two copies with their logs, and work that neither knows of yet; left as a crash leaves it
    would differ only by the ``-wal``, which every other round of a restore has (see below)."""
    with Workspace.open(folder, name="李敏", number="8001") as workspace:
        place = own_place(folder)
        (call,) = import_calls(workspace, around / "incoming")
        mark = add_annotation(workspace, call.id, at_ms=1, kind="strength", text="好").ids[0]
        back_up(workspace.db, place, now=datetime.now(UTC) - timedelta(days=3))
        version = find_version("inbound-service")
        items = {item: [mark] for item in version.items}
        form = EvaluationForm(call.id, version.id, best_answers(version), evidence=items)
        submit_evaluation(workspace, form)
        append_only(workspace.db, place)
        back_up(workspace.db, place, now=datetime.now(UTC) - timedelta(days=1))
        for number in range(60):
            remark = {"code": str(number), "text": f"评语 {number}"}
            workspace.write([create("remark", new_id(), remark)])
        save_draft(workspace.db, "annotation", call.id, DRAFT)
        append_only(workspace.db, place)
        workspace.write([create("team", new_id(), {"name": "只在数据库里"})])


def operations_in(database: Path) -> list[str]:
    """Ids of the operations of a closed database, in order."""
    connection = open_plainly(database)
    try:
        return [id for (id,) in connection.execute("SELECT id FROM op ORDER BY n")]
    finally:
        connection.close()


def newest_copy(workspace: Path) -> Path:
    return find_copies(workspace / FOLDER)[0].path


if __name__ == "__main__":
    make(sys.argv[1], Path(sys.argv[2]))
