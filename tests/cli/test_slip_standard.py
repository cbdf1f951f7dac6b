"""``slip standard``: shown, checked, published."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop.services.passphrase import set_passphrase
from qa_desktop.store.penalty_standards import row_in_force
from qa_desktop.store.workspace import Workspace
from tests.cli.conftest import Cli


@pytest.fixture
def changed(cli: Cli, tmp_path: Path) -> Path:
    """A file in which the month's cap is another."""
    file = tmp_path / "standard.toml"
    assert cli("slip", "standard", "show", "--out", file).status == 0
    words = file.read_text(encoding="utf-8")
    file.write_text(words.replace("= 20000\n", "= 30000\n"), encoding="utf-8")
    return file


def test_shown_without_a_workspace(cli: Cli) -> None:
    answer = cli("slip", "standard", "show", "--json", "--lang", "zh_CN")
    assert answer.status == 0
    assert answer.document["built_in"] and answer.document["begins"] is None
    assert answer.document["standard"]["clauses"][0]["number"] == "1.1"
    assert len(answer.document["versions"]) == 1
    answer = cli("slip", "standard", "show", "--on", "2026-2-30", "--json")
    assert answer.status == 3 and answer.error["id"] == "penalty.bad_day"


def test_checked_and_published(cli: Cli, folder: Path, changed: Path) -> None:
    with Workspace.open(folder, name="李敏", number="8001"):
        pass
    answer = cli("slip", "standard", "check", changed, "--json", "--lang", "zh_CN")
    assert answer.document["ok"]
    assert answer.document["differences"] == ["每人每月扣罚上限：200 元 → 300 元"]
    arguments = ["slip", "standard", "publish", changed, "--json", "--from", "2026-12-01"]
    answer = cli(*arguments, "--reason", "人力资源通知")
    assert answer.status == 0 and len(answer.document["differences"]) == 1
    assert cli(*arguments, "--reason", "再来").error["id"] == "penalty.unchanged"
    with Workspace.open(folder) as workspace:
        row = row_in_force(workspace.db, "2026-12-01")
        assert (row.reason, row.standard.monthly_cap_cents) == ("人力资源通知", 30_000)
        assert row_in_force(workspace.db, "2026-11-30").id is None
    answer = cli("slip", "standard", "show", "--on", "2026-12-02", "--lang", "zh_CN")
    assert "自 2026-12-01 起生效，李敏 发布：人力资源通知" in answer.out


def test_what_is_wrong_is_told_with_its_place(cli: Cli, changed: Path) -> None:
    words = changed.read_text(encoding="utf-8")
    changed.write_text(words.replace('number = "1.2"', 'number = "1.1"'), encoding="utf-8")
    answer = cli("slip", "standard", "check", changed, "--json", "--lang", "zh_CN")
    assert answer.status == 3 and not answer.document["ok"]
    assert answer.document["problems"] == [
        {"where": "clauses[1].number", "what": "条款号 1.1 重复"}
    ]


def test_who_has_a_passphrase_gives_it_to_publish(
    cli: Cli, folder: Path, changed: Path, tmp_path: Path
) -> None:
    with Workspace.open(folder, name="李敏", number="8001") as workspace:
        set_passphrase(workspace, "correct horse")
    words = tmp_path / "words.txt"
    words.write_text("correct horse", encoding="utf-8")
    publish = ["slip", "standard", "publish", changed, "--from", "2026-12-01", "--reason", "通知"]
    assert cli(*publish, "--json").error["id"] == "identity.locked"
    assert cli(*publish, "--passphrase-file", words).status == 0
