"""Makes ``workspace-v2.db``: a real database of the second released schema, kept for ever.

Run once, with the code of that release: ``python -m tests.data.make_workspace_v2``. Later code must
open the committed file; never make it anew with later code.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from qa_desktop.exchange.tables import KindId
from qa_desktop.journal.digest import count_operations, kept_digest
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.coaching import CoachingForm, add_coaching
from qa_desktop.services.feedback import acknowledge
from qa_desktop.services.list_loading import load_file
from qa_desktop.services.memberships import move_to_team, set_lead
from qa_desktop.services.people import save_project, save_team, set_projects
from qa_desktop.services.tiers import choose_tier
from qa_desktop.services.unmasking import show_number
from qa_desktop.store.workspace import DATABASE, Workspace
from tests.data.make_workspace_v1 import fill

HERE = Path(__file__).parent

ROSTER = "工号,姓名,班组\n0617,王小明,一组\n0618,李晓,一组\n"
CALLS = (
    "流水号,工号,开始时间,时长,客户号码,业务类型\n"
    "流水-001,0617,2026-11-20 09:35:00,2,13800000000,宽带报修\n"
    "流水-900,0618,2026-11-20 10:00:00,65,13900000000,套餐咨询\n"
)
STATS = "工号,日期,拨打量,接通量\n0617,2026-11-20,120,80\n"
REVERSE = "订单号,工号,类型,日期\nD-1,0617,拒收,2026-11-21\n"
SHEETS: dict[KindId, str] = {"roster": ROSTER, "calls": CALLS, "stats": STATS, "reverse": REVERSE}


def fill_more(workspace: Workspace, folder: Path) -> None:
    """What this release added."""
    (evaluation, call, agent) = workspace.db.conn.execute(
        "SELECT id, call, agent FROM evaluation"
    ).fetchone()
    for kind, text in (
        ("roster", ROSTER),
        ("calls", CALLS),
        ("stats", STATS),
        ("reverse", REVERSE),
    ):
        sheet = folder / f"{kind}.csv"
        sheet.write_text(text, encoding="utf-8")
        report = load_file(workspace, sheet, kind, begins="2026-11-01")
        assert not report.rejected, (kind, report.rejected)
    team = save_team(workspace, "二组").ids[0]
    move_to_team(workspace, [agent], team, "2026-11-15")
    set_lead(workspace, team, agent, "2026-11-16")
    project = save_project(workspace, "宽带", begins="2026-11-01").ids[0]
    set_projects(workspace, [agent], [project], "2026-11-02")
    choose_tier(workspace, [agent], "good", "连续三月优秀")
    acknowledge(workspace, evaluation, "agrees", "以后注意")
    form = CoachingForm(agent=agent, evaluation=evaluation, about="语速", action="放慢")
    add_coaching(workspace, form, held=datetime(2026, 11, 21, 9))
    show_number(workspace, call)
    write_out(workspace, folder / "out.qab")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "workspace")
        os.environ["QA_DESKTOP_PROFILE"] = str(Path(name, "profile"))
        with Workspace.open(folder, name="李敏", number="8001") as workspace:
            fill(workspace, Path(name, "in"))
            fill_more(workspace, Path(name))
            facts = {
                "operations": count_operations(workspace.db),
                "digest": kept_digest(workspace.db),
                "replica": workspace.journal.replica.public,
            }
        shutil.copyfile(folder / DATABASE, HERE / "workspace-v2.db")
        (HERE / "workspace-v2.json").write_text(json.dumps(facts, indent=2) + "\n")


if __name__ == "__main__":
    main()
