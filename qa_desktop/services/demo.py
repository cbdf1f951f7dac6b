"""The demo workspace: the shipped calls, roster, call list and a few remarks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from qa_desktop import paths
from qa_desktop.exchange.tables import KindId
from qa_desktop.journal.changes import create
from qa_desktop.journal.journal import new_id
from qa_desktop.services.importing import ImportReport, Write, import_recordings
from qa_desktop.services.list_loading import load_file
from qa_desktop.store.remarks import find_remarks
from qa_desktop.store.settings import set_setting
from qa_desktop.store.workspace import Changes, Workspace

DEMO_PERSON = ("李敏", "8001")
"""Name and work number of the inspector in the demo."""

SCORECARD_BY_BUSINESS = {
    "成功办理": "success-order-review",
    "装机投诉": "complaint-handling",
    "融合套餐": "outbound-sales",
    "拆机挽留": "warmth-tone",
}
"""By what the call was saved as or by its business; the rest gets the default card."""

REMARKS = (
    ("kcb", "开场白完整，主动报了工号", "strength"),
    ("qt", "先倾听再回应，没有打断客户", "strength"),
    ("yq", "语气不耐烦，客户能听出来", "weakness"),
    ("zf", "资费说错，请以最新业务口径为准", "weakness"),
    ("hd", "没有核对客户身份就查询了资料", "weakness"),
    ("jy", "用了服务禁语", "weakness"),
)
"""Short code, text, kind."""


def demo_recordings() -> list[Path]:
    """The shipped calls, in the order of their names."""
    endings = (".opus", ".mp3", ".wav")
    return sorted(file for file in paths.resources("demo").iterdir() if file.suffix in endings)


def load_demo(
    folder: Path,
    write: Write,
    progress: Callable[[ImportReport, int], None] = lambda _report, _total: None,
) -> ImportReport:
    """Fill a workspace with the demo. Doing it twice adds nothing."""
    report = import_recordings(folder, write, demo_recordings(), progress=progress)
    lists: tuple[tuple[KindId, str], ...] = (("roster", "roster.xlsx"), ("calls", "calls.xlsx"))
    for kind, name in lists:
        write(partial(_load_list, kind, paths.resources("demo", name)))
    write(_add_remarks_and_settings)
    return report


def _load_list(kind: KindId, file: Path, workspace: Workspace) -> Changes:
    return load_file(workspace, file, kind).changes


def _add_remarks_and_settings(workspace: Workspace) -> Changes:
    set_setting(workspace.db, "scorecard_by_business", SCORECARD_BY_BUSINESS)
    known = {remark.code for remark in find_remarks(workspace.db)}
    return workspace.write(
        [
            create("remark", new_id(), {"code": code, "text": words, "kind": kind})
            for code, words, kind in REMARKS
            if code not in known
        ]
    )
