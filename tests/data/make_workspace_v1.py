"""Makes ``workspace-v1.db``: a real database of the first released schema, kept for ever.

Run once, with the code of that release: ``python tests/data/make_workspace_v1.py``. Later code
must open the committed file; never make it anew with later code.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

from qa_desktop.journal.digest import count_operations, kept_digest
from qa_desktop.services.annotating import add_annotation, delete_annotation, edit_annotation
from qa_desktop.services.calls import save_remark, set_aside, set_serial
from qa_desktop.services.evaluating import EvaluationForm, correct_evaluation, submit_evaluation
from qa_desktop.store.drafts import save_draft
from qa_desktop.store.scorecards import find_version
from qa_desktop.store.settings import set_setting
from qa_desktop.store.workspace import DATABASE, Workspace
from tests.factories import best_answers, import_calls

HERE = Path(__file__).parent


def fill(workspace: Workspace, sources: Path) -> None:
    """A little of everything that this release can write."""
    heard, aside, drafted = import_calls(workspace, sources, 3)
    set_serial(workspace, heard.id, "流水-001")
    set_aside(workspace, aside.id, "no_speech")
    weak = add_annotation(workspace, heard.id, at_ms=100, to_ms=900, kind="weakness", text="打断")
    gone = add_annotation(workspace, heard.id, at_ms=5, kind="note", text="删掉的")
    edit_annotation(workspace, weak.ids[0], text="打断客户两次", competency="listening")
    delete_annotation(workspace, gone.ids[0])
    card = find_version("inbound-service")
    good = add_annotation(workspace, heard.id, at_ms=1_000, kind="strength", text="客户道谢")
    evidence = {item: [(good if card.items[item].bonus else weak).ids[0]] for item in card.items}
    form = EvaluationForm(
        heard.id,
        card.id,
        best_answers(card),
        evidence=evidence,
        strengths="开场好",
        heard=[[0, 2000, 100]],
    )
    submitted = submit_evaluation(workspace, form)
    correct_evaluation(workspace, submitted.evaluation, form, "复听后更正")
    save_remark(workspace, code="kcb", text="开场白完整", kind="strength")
    save_draft(workspace.db, "annotation", drafted.id, {"text": "写到一半"})
    set_setting(workspace.db, "daily_target", 45)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "workspace")
        os.environ["QA_DESKTOP_PROFILE"] = str(Path(name, "profile"))
        with Workspace.open(folder, name="李敏", number="8001") as workspace:
            fill(workspace, Path(name, "in"))
            facts = {
                "operations": count_operations(workspace.db),
                "digest": kept_digest(workspace.db),
                "replica": workspace.journal.replica.public,
            }
        shutil.copyfile(folder / DATABASE, HERE / "workspace-v1.db")
        (HERE / "workspace-v1.json").write_text(json.dumps(facts, indent=2) + "\n")


if __name__ == "__main__":
    main()
