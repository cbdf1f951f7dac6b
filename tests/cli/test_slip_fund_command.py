"""``slip fund``: the ledger on the command line."""

from __future__ import annotations

from pathlib import Path

from qa_desktop.store.workspace import Workspace
from tests.cli.conftest import Cli
from tests.services.slip_people import fined


def test_received_spent_reversed_and_put_on_paper(cli: Cli, folder: Path, tmp_path: Path) -> None:
    assert cli("identity", "new", "--name", "李敏", "--number", "8001").status == 0
    with Workspace.open(folder) as workspace:
        first, second = fined(workspace, 5_000), fined(workspace, 3_050)
    listed = cli("slip", "fund", "list", "--json").document
    assert [line["owed"] for line in listed["lines"]] == [True, True]
    (balance,) = listed["balances"]
    assert (balance["due"], balance["owed"], balance["held"]) == (8_050, 8_050, 0)
    assert cli("slip", "fund", "spend", "1", "--for", "奶茶", "--json").error["id"] == (
        "fund.not_enough"
    )
    got = cli("slip", "fund", "receive", first, second, "--day", "2026-11-30", "--json")
    assert len(got.document["entries"]) == 2
    assert cli("slip", "fund", "receive", first, "--json").error["id"] == "fund.nothing_due"
    refused = cli("slip", "fund", "spend", "20,5", "--for", "奶茶", "--json")
    assert refused.error["id"] == "fund.bad_amount"
    spent = cli("slip", "fund", "spend", "¥20.5", "--for", "奶茶 2 杯", "--json")
    (tea,) = spent.document["entries"]
    assert cli("slip", "fund", "list", "--json").document["balances"][0]["held"] == 6_000
    wrong = cli("slip", "fund", "reverse", "no such", "--reason", "记错", "--json")
    assert wrong.error["id"] == "fund.no_entry"
    assert cli("slip", "fund", "reverse", tea[:30], "--reason", "记错").status == 0
    listed = cli("slip", "fund", "list", "--month", "2026-11", "--json").document
    assert listed["balances"][0]["held"] == 8_050
    assert next(line for line in listed["lines"] if line["id"] == tea)["reversed"]
    assert cli("slip", "fund", "list", "--month", "2026-10", "--json").document["lines"] == []
    told = cli("slip", "fund", "list", "--lang", "zh_CN").out
    assert "奶茶 2 杯" in told and "冲正" in told and "余额 80.50 元" in told
    out = tmp_path / "sheet.xlsx"
    assert cli("slip", "fund", "sheet", "--out", out, "--json").document["balances"] == 1
    assert out.exists()
    no_team = cli("slip", "fund", "list", "--team", "华东", "--json")
    assert no_team.error["id"] == "fund.which_team"
