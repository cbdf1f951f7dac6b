"""What each command does and answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.reader import Reader
from qa_desktop.store.scorecards import find_version
from qa_desktop.store.workspace import Workspace
from tests.cli.conftest import Cli
from tests.factories import best_answers, write_wav

PATTERN = "{start:%Y%m%d-%H%M%S}-{agent}-{serial}"
CARD = """
format = 1
id = "card"
name = "卡"
[policy]
fatal_form = "zero"
pass_mark = 80
[[sections]]
id = "A"
name = "甲"
weight = 1
dimension = "business"
[[sections.items]]
id = "a1"
name = "开场白"
weight = 1
answer = { type = "yes_no", no = { problem_class = "C", fault = "opening" } }
[[sections.items]]
id = "a2"
name = "语气"
weight = 2
answer = { type = "scale", low = 1, high = 5, step = 1 }
"""


@pytest.fixture
def calls(cli: Cli, tmp_path: Path) -> list[dict[str, Any]]:
    """Two imported recordings, serials S1 and S2."""
    source = tmp_path / "in"
    write_wav(source / "20261120-093512-0617-S1.wav", 2, tone=300)
    write_wav(source / "20261120-094512-0618-S2.wav", 3, tone=500, channels=1)
    cli("identity", "new", "--name", "李敏", "--number", "8001")
    assert cli("import", "recordings", source, "--pattern", PATTERN).status == 0
    return list(cli("recordings", "--json").document)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Answers for the built-in outbound sales card that lose nothing."""
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(best_answers(find_version("outbound-sales"))))
    return file


def _operations(cli: Cli) -> int:
    return int(cli("digest", "--json").document["ops"])


def test_import_recordings_counts_what_came(cli: Cli, tmp_path: Path, folder: Path) -> None:
    source = tmp_path / "in"
    one = write_wav(source / "20261120-093512-0617-S1.wav")
    (source / "copy.wav").write_bytes(one.read_bytes())
    (source / "empty.wav").touch()
    answer = cli("import", "recordings", source, "--pattern", PATTERN, "--json")
    assert answer.status == 0
    assert answer.document["added"] == 1 and answer.document["duplicates"] == 1
    (unreadable,) = answer.document["unreadable"]
    assert unreadable["path"] == str(source / "empty.wav") and unreadable["why"]
    again = cli("import", "recordings", source, "--json").document
    assert (again["added"], again["duplicates"]) == (0, 2)


def test_a_dry_run_writes_nothing(cli: Cli, tmp_path: Path, folder: Path) -> None:
    write_wav(tmp_path / "in" / "a.wav")
    answer = cli("import", "recordings", tmp_path / "in", "--dry-run", "--json")
    assert answer.document == {"added": 1, "duplicates": 0, "unreadable": []}
    assert not folder.exists()


def test_recordings_are_listed_filtered_and_limited(cli: Cli, calls: list[dict[str, Any]]) -> None:
    first = calls[0]
    assert {name: first[name] for name in first if name != "id"} == {
        "serial": "S1",
        "agent": "0617",
        "started": "2026-11-20T09:35:12",
        "seconds": 2.0,
        "channels": 2,
        "codec": "pcm_s16",
        "status": "new",
    }
    assert [row["serial"] for row in cli("recordings", "--filter", "0618", "--json").document] == [
        "S2"
    ]
    assert len(cli("recordings", "--limit", "1", "--json").document) == 1
    lines = cli("recordings").out.splitlines()
    assert lines[0].startswith("id") and len(lines) == 3


def test_annotate_marks_a_region(cli: Cli, calls: list[dict[str, Any]]) -> None:
    answer = cli(
        *("annotate", "S1", "--at", 100, "--to", 900, "--kind", "weakness"),
        *("--text", "打断客户", "--json"),
    )
    assert answer.status == 0
    history = cli("history", answer.document["annotation"], "--json").document
    assert [line["kind"] for line in history] == ["create"]
    values = history[0]["values"]
    assert (values["at_ms"], values["to_ms"], values["text"]) == (100, 900, "打断客户")
    assert values["call"] == calls[0]["id"] and history[0]["who"] == "李敏"


@pytest.mark.parametrize("way", ["id", "prefix", "serial", "file name"])
def test_a_recording_is_named_in_several_ways(
    cli: Cli, calls: list[dict[str, Any]], way: str
) -> None:
    id = calls[0]["id"]
    name = {
        "id": id,
        "prefix": id[:8],
        "serial": "S1",
        "file name": "20261120-093512-0617-S1.wav",
    }[way]
    mark = ("annotate", name, "--at", 1, "--kind", "note", "--text", "x", "--json")
    annotation = cli(*mark).document["annotation"]
    assert cli("history", annotation, "--json").document[0]["values"]["call"] == id


def test_evaluate_submits_with_its_annotations(
    cli: Cli, calls: list[dict[str, Any]], answers: Path, tmp_path: Path
) -> None:
    marks = tmp_path / "marks.json"
    marks.write_text(
        json.dumps(
            [
                {"at": 100, "to": None, "kind": "strength", "text": "开场好", "item": item}
                for item in find_version("outbound-sales").items
            ]
        )
    )
    answer = cli(
        *("evaluate", "S1", "--scorecard", "外呼营销", "--answers", answers),
        *("--annotations", marks, "--json"),
    )
    assert answer.status == 0, answer.err
    assert answer.document["evaluation"] and answer.document["passed"] is True
    assert answer.document["published"] == "100.0"
    assert [row["status"] for row in cli("recordings", "--json").document] == ["evaluated", "new"]
    assert cli("check", "--full", "--json").document == {"ok": True, "problems": [], "notes": []}


def test_a_refused_evaluation_leaves_no_annotation_behind(
    cli: Cli, calls: list[dict[str, Any]], tmp_path: Path
) -> None:
    marks, given = tmp_path / "marks.json", tmp_path / "answers.json"
    marks.write_text('[{"at": 1, "kind": "note", "text": "留下?"}]')
    given.write_text("{}")
    before = _operations(cli)
    answer = cli(
        *("evaluate", "S1", "--scorecard", "outbound-sales", "--answers", given),
        *("--annotations", marks, "--json"),
    )
    assert answer.status == 3 and answer.error["id"] == "scoring.answer_missing"
    assert _operations(cli) == before
    assert cli("check", "--full").status == 0


def test_score_needs_no_workspace(cli: Cli, tmp_path: Path, folder: Path) -> None:
    card, given = tmp_path / "card.toml", tmp_path / "answers.json"
    card.write_text(CARD, encoding="utf-8")
    given.write_text('{"a1": "no", "a2": 4}')
    document = cli("score", "--scorecard", card, "--answers", given, "--json").document
    assert document["base"] == "50/1" and document["published"] == "50.0"
    assert document["passed"] is False
    assert document["problems"][0]["fault"] == "opening"
    assert set(document) == {
        *("base", "raw", "published", "passed", "fatal", "grade", "no_score"),
        *("items", "problems", "explain"),
    }
    assert not folder.exists()


def test_scorecard_check_reports_and_ends_3(cli: Cli, tmp_path: Path) -> None:
    card = tmp_path / "card.toml"
    card.write_text(CARD, encoding="utf-8")
    fine = cli("scorecard", "check", card, "--json")
    assert (fine.status, fine.document) == (0, {"ok": True, "problems": []})
    card.write_text(CARD.replace("weight = 2", "weight = 0"), encoding="utf-8")
    bad = cli("scorecard", "check", card, "--json")
    assert bad.status == 3 and bad.document["ok"] is False
    (problem,) = bad.document["problems"]
    assert problem["path"] == "sections[0].items[1].weight" and problem["line"] == 18


def test_built_in_scorecards_are_listed_and_shown(cli: Cli) -> None:
    listed = cli("scorecard", "list", "--json", "--lang", "zh_CN").document
    names = {card["code"]: card["name"] for card in listed}
    assert names["outbound-sales"] == "外呼营销"
    shown = cli("scorecard", "show", listed[0]["id"][:8], "--json").document
    assert shown["id"] == listed[0]["id"] and shown["card"]["id"] == listed[0]["code"]


def test_peaks_are_computed_now(cli: Cli, tmp_path: Path) -> None:
    wav, out = write_wav(tmp_path / "a.wav", 2), tmp_path / "a.peaks"
    document = cli("peaks", wav, "--out", out, "--json").document
    assert document.pop("seconds_taken") > 0
    assert document == {"seconds_audio": 2.0, "buckets": 250, "channels": 2}
    assert out.stat().st_size > 1000


def test_identity_names_the_person_once(cli: Cli, folder: Path) -> None:
    made = cli("identity", "new", "--name", "李敏", "--number", "8001", "--json").document
    assert made["name"] == "李敏" and made["person"] == KeyStore().person()
    assert len(made["fingerprint"].replace(" ", "")) == 40
    assert cli("identity", "show", "--json").document == made
    again = cli("identity", "new", "--name", "王芳", "--json")
    assert again.status == 3 and again.error["id"] == "own_identity.exists"
    assert cli("identity", "new", "--name", "李敏", "--number", "8001").status == 0
    assert (
        cli("identity", "new", "--name", " ", "--json").error["id"] == "own_identity.name_missing"
    )


def test_a_workspace_begun_by_an_import_can_be_named_later(
    cli: Cli, tmp_path: Path, folder: Path
) -> None:
    write_wav(tmp_path / "a.wav")
    cli("import", "recordings", tmp_path / "a.wav")
    assert cli("identity", "show", "--json").document["name"] == ""
    assert cli("identity", "new", "--name", "李敏", "--json").document["name"] == "李敏"
    with Reader.open(folder) as reader:
        row = reader.db.conn.execute("SELECT count(*) FROM person").fetchone()
    assert row[0] == 1


def test_agents_and_calls_come_from_spreadsheets(
    cli: Cli, calls: list[dict[str, Any]], tmp_path: Path
) -> None:
    roster, listed = tmp_path / "roster.xlsx", tmp_path / "calls.csv"
    book = openpyxl.Workbook()
    for row in (["工号", "姓名", "班组"], ["0617", "张伟", "一组"], ["", "无名", "一组"]):
        book.active.append(row)
    book.save(roster)
    document = cli("import", "agents", roster, "--json").document
    assert (document["added"], document["updated"]) == (0, 1)
    assert [row["row"] for row in document["rejected"]] == [3] and document["rejected"][0]["why"]
    listed.write_text("流水号,工号,业务类型\nS1,0617,宽带\nS9,0617,宽带\n", encoding="utf-8")
    document = cli("import", "calls", listed, "--json").document
    assert (document["added"], document["updated"], document["matched"]) == (2, 0, 1)
    assert [row["row"] for row in document["unmatched"]] == [3]
    assert [row["serial"] for row in cli("recordings", "--filter", "张伟", "--json").document] == [
        "S1"
    ]


def test_history_of_a_call_by_its_serial(cli: Cli, calls: list[dict[str, Any]]) -> None:
    by_serial, by_id = cli("history", "S1", "--json"), cli("history", calls[0]["id"], "--json")
    assert by_serial.document == by_id.document
    assert by_id.document[0]["values"]["serial"] == "S1"
    assert cli("history", "nothing", "--json").error["id"] == "cli.history_unknown"


def test_digest_scan_and_rebuild_agree(cli: Cli, calls: list[dict[str, Any]]) -> None:
    before = cli("digest", "--scan", "--json").document
    assert len(before["digest"]) == 64 and before["scan"] and before["ops"] == _operations(cli)
    ((_, (seq, head)),) = before["vector"].items()
    assert seq == before["ops"] and len(head) == 64
    assert cli("rebuild", "--json").document == {"ok": True, "was_right": True}
    assert cli("digest", "--scan", "--json").document == before
    assert cli("digest", "--json").document["scan"] is None


def test_a_digest_is_lines_for_a_person(cli: Cli, calls: list[dict[str, Any]]) -> None:
    told = cli("--lang", "zh_CN", "digest", "--scan").out.splitlines()
    document = cli("digest", "--scan", "--json").document
    assert told[:3] == [
        f"操作记录的摘要：{document['digest']}",
        f"各表的摘要：{document['scan']}",
        f"操作记录：{document['ops']} 条",
    ]
    ((replica, (last, _)),) = document["vector"].items()
    assert told[3:] == [f"设备 {replica[:8]}：到第 {last} 条"]
    assert len(cli("--lang", "zh_CN", "digest").out.splitlines()) == 3


def test_no_conflicts_is_said(cli: Cli, calls: list[dict[str, Any]]) -> None:
    assert cli("--lang", "zh_CN", "conflicts").out == "没有待处理的冲突\n"


def test_check_ends_3_and_rebuild_mends(
    cli: Cli, calls: list[dict[str, Any]], folder: Path
) -> None:
    with Workspace.open(folder) as workspace:
        workspace.db.execute("UPDATE call SET business = '改了'")
    checked = cli("check", "--full", "--json")
    assert checked.status == 3
    assert "the projection differs from a rebuild" in checked.document["problems"]
    assert cli("check", "--json").document["ok"], "the short check does not rebuild"
    assert cli("rebuild", "--json").document["was_right"] is False
    assert cli("check", "--full").status == 0


def test_check_finds_a_damaged_recording(
    cli: Cli, calls: list[dict[str, Any]], folder: Path
) -> None:
    blob = next((folder / "audio").glob("??/*"))
    blob.write_bytes(blob.read_bytes()[:-1] + b"\0")
    checked = cli("check", "--full", "--json")
    assert checked.status == 3 and checked.document["problems"][0].startswith("audio damaged")


def test_a_path_that_is_not_there_is_refused(cli: Cli, tmp_path: Path) -> None:
    answer = cli("import", "recordings", tmp_path / "nowhere", "--json")
    assert answer.status == 3
    assert answer.error["id"] == "cli.no_such_path"


def test_a_dry_run_tells_new_files_from_those_that_are_there(cli: Cli, tmp_path: Path) -> None:
    first = write_wav(tmp_path / "in" / "a.wav", 1)
    assert cli("import", "recordings", first, "--json").document["added"] == 1
    (tmp_path / "in" / "same.wav").write_bytes(first.read_bytes())
    write_wav(tmp_path / "in" / "b.wav", 1, tone=500)
    (tmp_path / "in" / "b2.wav").write_bytes((tmp_path / "in" / "b.wav").read_bytes())
    said = cli("import", "recordings", tmp_path / "in", "--dry-run", "--json").document
    assert (said["added"], said["duplicates"]) == (1, 3)
    assert len(cli("recordings", "--json").document) == 1


def test_a_scorecard_is_shown_with_what_may_be_answered(cli: Cli) -> None:
    lines = cli("scorecard", "show", "inbound-service").out.splitlines()
    opening = next(line for line in lines if " opening " in line)
    assert "[yes Yes | no No]" in opening


def test_files_without_a_serial_can_be_told_apart(cli: Cli, tmp_path: Path) -> None:
    cli("import", "recordings", write_wav(tmp_path / "odd name.wav", 1))
    assert "odd name.wav" in cli("recordings").out
