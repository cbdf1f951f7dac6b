"""What is in a workspace is counted right, and the report for support gives nobody away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa_desktop.domain.masking import mask_in_text
from qa_desktop.errors import CancelledError
from qa_desktop.services.annotating import add_annotation, delete_annotation
from qa_desktop.services.erasing import erase, plan_recording
from qa_desktop.services.health import check
from qa_desktop.services.stock import support_report, take_stock
from qa_desktop.store.reader import Reader
from qa_desktop.store.workspace import DATABASE, Workspace
from tests.factories import import_calls


def test_counts_sizes_and_what_is_missing(workspace: Workspace, tmp_path: Path) -> None:
    first, second, third = import_calls(workspace, tmp_path / "in", 3)
    mark = add_annotation(workspace, first.id, at_ms=1, kind="note", text="x").ids[0]
    delete_annotation(workspace, mark)
    workspace.blobs.remove(str(second.recording))
    erase(workspace, plan_recording(workspace, third.id))
    (workspace.folder / "cache" / "aa").mkdir()
    (workspace.folder / "cache" / "aa" / f"{'a' * 64}.wav").write_bytes(b"x" * 1000)
    with Reader.open(workspace.folder) as reader:
        stock = take_stock(reader)
    assert stock.counts["call"] == stock.counts["recording"] == 3
    assert (stock.counts["annotation"], stock.counts["deleted"]) == (0, 1)
    assert (stock.counts["device"], stock.counts["person"]) == (1, 1)
    assert stock.counts["operation"] == workspace.journal.seq
    assert (stock.period.first, stock.period.last) == ("2026-11-20", "2026-11-20")
    assert stock.sizes["audio"] == workspace.blobs.path(str(first.recording)).stat().st_size
    assert stock.sizes["cache"] == 1000
    assert stock.sizes["database"] >= (workspace.folder / DATABASE).stat().st_size
    (listed,) = stock.listed
    assert stock.without_audio == 1, "what was erased is not missing"
    masked = mask_in_text(str(second.file_name))
    assert (listed.recording, listed.file_name) == (second.recording, masked)
    assert listed.started == second.started


def test_an_empty_workspace(workspace: Workspace) -> None:
    stock = take_stock(workspace)
    assert stock.counts["call"] == stock.without_audio == stock.sizes["audio"] == 0
    assert (stock.period.first, stock.period.last) == (None, None)


def test_it_can_be_stopped(workspace: Workspace) -> None:
    told: list[int] = []
    with pytest.raises(CancelledError):
        take_stock(workspace, lambda done, _total: told.append(done), lambda: len(told) > 2)
    assert len(told) == 3


def test_the_report_for_support_gives_nobody_away(workspace: Workspace, tmp_path: Path) -> None:
    (call,) = import_calls(workspace, tmp_path / "in")
    add_annotation(workspace, call.id, at_ms=1, kind="note", text="客户很急")
    workspace.blobs.remove(str(call.recording))
    said = support_report(take_stock(workspace), check(workspace, full=True))
    report = json.loads(said)
    assert report["counts"]["call"] == 1 and report["without_audio"] == 1
    assert [each["kind"] for each in report["check"]] == ["audio_missing"]
    personal = [v for (v,) in workspace.db.execute("SELECT value FROM personal") if len(v) > 2]
    assert personal and not [value for value in personal if value in said]
    assert str(workspace.folder) not in said and str(tmp_path) not in said
