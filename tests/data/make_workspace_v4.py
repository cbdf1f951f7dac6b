"""Makes ``workspace-v4.db``: a real database of the fourth released schema, kept for ever.

Run once, with the code of that release: ``python -m tests.data.make_workspace_v4``. Later code must
open the committed file; never make it anew with later code.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from qa_desktop.journal.digest import count_operations, kept_digest
from qa_desktop.services.scorecard_editing import (
    Terms,
    begin_draft,
    draft_of,
    publish,
    retire,
    save_card_draft,
)
from qa_desktop.store.scorecards import find_version
from qa_desktop.store.workspace import DATABASE, Workspace
from tests.data.make_workspace_v1 import fill
from tests.data.make_workspace_v2 import fill_more

HERE = Path(__file__).parent


def publish_cards(workspace: Workspace) -> None:
    """What this release added: two versions of a card, one retired, and a draft of a third."""
    base = find_version("inbound-service", workspace.db).id
    saved = draft_of(workspace, base)
    saved = replace(saved, draft=saved.draft.set("policy.pass_mark", 85))
    first = publish(workspace, saved, Terms("合格线上调", "2026-11-01"))
    second = draft_of(workspace, first.version.id)
    second = replace(second, draft=second.draft.set("policy.pass_mark", 82))
    publish(workspace, second, Terms("一线反馈偏严", "2026-11-15", businesses=("呼入服务",)))
    retire(workspace, "warmth-tone", Terms("并入呼入服务", "2026-12-01"))
    begun = begin_draft(workspace, "回访质检表")
    card, _ = begun.draft.add_section()
    save_card_draft(workspace, replace(begun, draft=card))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "workspace")
        os.environ["QA_DESKTOP_PROFILE"] = str(Path(name, "profile"))
        with Workspace.open(folder, name="李敏", number="8001") as workspace:
            fill(workspace, Path(name, "in"))
            fill_more(workspace, Path(name))
            publish_cards(workspace)
            facts = {
                "operations": count_operations(workspace.db),
                "digest": kept_digest(workspace.db),
                "replica": workspace.journal.replica.public,
            }
        shutil.copyfile(folder / DATABASE, HERE / "workspace-v4.db")
        (HERE / "workspace-v4.json").write_text(json.dumps(facts, indent=2) + "\n")


if __name__ == "__main__":
    main()
