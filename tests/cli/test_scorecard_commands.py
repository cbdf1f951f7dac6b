"""Scorecards on the command line: compared, published, tried out, retired."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.journal.changes import set_fields
from qa_desktop.services.bench_what_if import fill
from qa_desktop.services.scorecard_editing import draft_with
from qa_desktop.store.evaluations import get_evaluation
from qa_desktop.store.settings import get_setting
from qa_desktop.store.workspace import Workspace
from tests.cli.conftest import Answer, Cli
from tests.factories import best_answers, import_calls, write_wav
from tests.factories_scoring import WORKED, worked_card


@pytest.fixture
def card(tmp_path: Path) -> Path:
    file = tmp_path / "worked.toml"
    file.write_text(WORKED, encoding="utf-8")
    return file


def heavier(card: Path) -> Path:
    file = card.with_name("heavier.toml")
    file.write_text(WORKED.replace("weight = 30\nanswer", "weight = 40\nanswer"), encoding="utf-8")
    return file


def test_a_card_is_published_changed_and_retired(cli: Cli, card: Path) -> None:
    cli("identity", "new", "--name", "李敏", "--number", "8001")
    first = cli(
        "scorecard", "publish", card, "--reason", "第一版", "--json", "--begins", "2026-01-01"
    )
    about = {"code": "worked", "begins": "2026-01-01", "usual": False, "unknown_faults": []}
    assert first.document == {"id": worked_card().id, **about}
    again = cli("scorecard", "publish", card, "--reason", "没改", "--json")
    assert (again.status, again.document["error"]["id"]) == (3, "scorecard.unchanged")
    second = cli("scorecard", "publish", heavier(card), "--reason", "多发差错", "--json")
    assert second.status == 0
    told = cli("scorecard", "diff", worked_card().id[:8], "worked", "--json", "--lang", "zh_CN")
    assert told.document["differences"] == ["解答准确 权重 30 → 40"]
    assert cli("scorecard", "diff", card, worked_card().id).out
    shown = cli("scorecard", "show", "worked", "--json").document
    assert shown["id"] == second.document["id"]
    assert [each["reason"] for each in shown["versions"]] == ["多发差错", "第一版"]
    listed = cli("scorecard", "list", "--json").document
    assert [each["in_use"] for each in listed if each["code"] == "worked"] == [True]
    assert cli("scorecard", "retire", "worked", "--reason", "停用", "--json").status == 0
    listed = cli("scorecard", "list", "--json").document
    assert [each["in_use"] for each in listed if each["code"] == "worked"] == [False]
    assert "…" in cli("scorecard", "show", "worked").out


def test_files_of_a_card(cli: Cli, card: Path, tmp_path: Path) -> None:
    """Both kinds, there and back; and what is wrong with a cell."""
    cli("identity", "new", "--name", "李敏", "--number", "8001")
    made = cli("scorecard", "convert", card, tmp_path / "card.xlsx", "--json")
    assert made.document["id"] == worked_card().id
    read = cli("scorecard", "import", tmp_path / "card.xlsx", "--json").document
    assert (read["items"], read["problems"]) == (7, [])
    terms = ("--draft", read["draft"], "--reason", "第一版", "--begins", "2026-01-01")
    assert cli("scorecard", "publish", *terms, "--json").document["id"] == worked_card().id
    out = tmp_path / "again.toml"
    assert cli("scorecard", "export", "worked", out).status == 0
    assert cli("scorecard", "diff", out, card, "--json").document["differences"] == []
    sheet = tmp_path / "people.csv"
    sheet.write_text("维度,评分项,权重\n服务态度,开场白,x\n", encoding="utf-8")
    (problem,) = cli("scorecard", "import", sheet, "--json").document["problems"]
    assert (problem["row"], problem["heading"]) == (2, "权重")
    sheet.write_text("质检表,,\n看什么,多重,怎么看\n开场白,10,热情\n", encoding="utf-8")
    assert cli("scorecard", "import", sheet, "--json").document["error"]["id"] == "sheet.no_header"
    said = ("--header-row", 2, "--column", "评分项=看什么", "--column", "分值=B")
    read = cli("scorecard", "import", sheet, *said, "--json").document
    assert (read["items"], read["header_row"], read["columns"]["name"]) == (1, 2, "看什么")
    told = cli("scorecard", "import", sheet, *said, "--lang", "zh_CN").out
    assert "表头在第 2 行，读入 1 个评分项：评分项=看什么" in told
    assert cli("scorecard", "import", sheet, "--column", "评分项").status == 2
    assert cli("scorecard", "import", card, "--header-row", 1).status == 3
    period = ("--from", "2026-11-01", "--to", "2026-11-30")
    none = cli("scorecard", "propose", "worked", *period, "--json")
    assert none.document["error"]["id"] == "scorecard.nothing_to_compare"
    for strength in ("x", "-1", "101", "1e999999999"):
        assert cli("scorecard", "propose", "worked", *period, "--strength", strength).status == 2


def test_a_sheet_is_refused_with_all_that_is_wrong(cli: Cli, tmp_path: Path) -> None:
    sheet = tmp_path / "people.csv"
    sheet.write_text("维度,评分项,权重\n态度,开场白,x\n态度,结束语,y\n", encoding="utf-8")
    refused = cli("scorecard", "convert", sheet, tmp_path / "out.toml", "--lang", "zh_CN")
    assert refused.status == 3
    assert "2 处要改" in refused.err and "第 2 行" in refused.err and "第 3 行" in refused.err


def test_a_file_that_is_no_scorecard_is_named_as_that(cli: Cli, tmp_path: Path) -> None:
    log = tmp_path / "run.log"
    log.write_text("started", encoding="utf-8")
    read = cli("scorecard", "import", log, "--json")
    assert (read.status, read.document["error"]["id"]) == (3, "card_sheet.no_card_file")


def test_english_says_english_names_of_columns(cli: Cli, tmp_path: Path) -> None:
    sheet = tmp_path / "own.csv"
    sheet.write_text("看什么,多重\n开场白,10\n", encoding="utf-8")
    said = cli("scorecard", "import", sheet, "--lang", "en").err
    assert "missing: item, weight / bonus points." in said and "--column" in said
    said = cli("scorecard", "import", sheet, "--lang", "zh_CN").err
    assert "缺少这些列：评分项、" in said
    unknown = cli("scorecard", "show", "nothing", "--lang", "en").err
    assert "inbound-service, outbound-sales" in unknown


def test_drafts_are_listed_shown_and_compared(cli: Cli, card: Path, tmp_path: Path) -> None:
    cli("identity", "new", "--name", "李敏", "--number", "8001")
    assert cli("scorecard", "list", "--drafts", "--json").document == []
    first = cli("scorecard", "import", card, "--json").document["draft"]
    cli("scorecard", "publish", "--draft", first, "--reason", "第一版")
    draft = cli("scorecard", "import", heavier(card), "--json").document["draft"]
    (listed,) = cli("scorecard", "list", "--drafts", "--json").document
    assert {"id": draft, "code": "worked", "items": 7, "problems": []}.items() <= listed.items()
    assert listed["based_on"] == worked_card().id
    assert draft in cli("scorecard", "list", "--drafts").out
    shown = cli("scorecard", "show", draft[-8:], "--json").document
    assert [each["reason"] for each in shown["versions"]] == ["第一版"]
    told = cli("scorecard", "diff", "worked", draft, "--json", "--lang", "zh_CN").document
    assert told["differences"] == ["解答准确 权重 30 → 40"]
    twice = tmp_path / "twice.toml"
    twice.write_text(WORKED.replace('"结束语"', '"开场白"'), encoding="utf-8")
    refused = cli("scorecard", "publish", twice, "--reason", "x", "--json").document
    assert refused["error"]["id"] == "scorecard.has_problems"


def test_a_draft_with_problems_is_shown_with_them(cli: Cli, card: Path, tmp_path: Path) -> None:
    """Nothing is asked of it; what needs a whole card names the item."""
    cli("identity", "new", "--name", "李敏", "--number", "8001")
    sheet = tmp_path / "people.csv"
    sheet.write_text("维度,评分项,权重\n服务态度,开场白,0\n服务态度,结束语,5\n", encoding="utf-8")
    draft = cli("scorecard", "import", sheet, "--json").document["draft"]
    shown = cli("scorecard", "show", draft, "--lang", "zh_CN")
    assert shown.status == 0
    assert "    a1 开场白 0" in shown.out and "✗ “开场白”：必须大于 0" in shown.out
    document = cli("scorecard", "show", draft, "--json").document
    assert (document["id"], len(document["problems"])) == (draft, 1)
    period = ("--from", "2026-11-01", "--to", "2026-11-30", "--lang", "zh_CN")
    refused = cli("scorecard", "whatif", "--draft", "people", *period)
    assert refused.status == 3 and "“开场白”：必须大于 0" in refused.err
    assert "。 " not in refused.err
    cli("scorecard", "import", sheet)
    alike = cli("scorecard", "whatif", "--draft", "people", *period, "--json").document["error"]
    assert alike["id"] == "scorecard.drafts_alike" and draft in alike["remedy"]


def test_a_what_if_says_what_the_window_shows(cli: Cli, folder: Path) -> None:
    with Workspace.open(folder, name="李敏", number="8001") as workspace:
        version = fill(workspace, 40)
        draft = CardDraft.of(version).set("sections[0].items[0].weight", 40)
        draft_with(workspace, draft, version.id)
    period = ("--from", "2026-10-01", "--to", "2026-11-30")
    told = cli("scorecard", "whatif", "--draft", version.code, *period, "--lang", "zh_CN")
    assert told.status == 0, told.err
    assert told.out.startswith("40 份质检单：平均分 ")
    for heading in ("坐席：平均分（95% 区间）、合格、名次", "班组：", "变化最大的质检单"):
        assert heading in told.out
    assert " → " in told.out and "合格" in told.out


def test_a_what_if_without_evaluations_says_so(cli: Cli, card: Path) -> None:
    cli("identity", "new", "--name", "李敏", "--number", "8001")
    period = ("--from", "2026-11-01", "--to", "2026-11-30")
    said = cli("scorecard", "whatif", card, *period, "--json")
    assert (said.status, said.document["error"]["id"]) == (3, "scorecard.nothing_to_compare")
    assert cli("scorecard", "whatif", *period).status == 2
    assert cli("scorecard", "publish", "--reason", "x").status == 2
    unknown = cli("scorecard", "publish", card, "--reason", "x", "--team", "九组", "--json")
    assert unknown.document["error"]["id"] == "report.team_unknown"


def test_proposed_weights_are_told_by_name(cli: Cli, folder: Path) -> None:
    with Workspace.open(folder, name="李敏", number="8001") as workspace:
        version = fill(workspace, 20)
        lost = "UPDATE evaluation_item SET lost = '5/2' WHERE item = 'a1'"
        workspace.db.conn.execute(lost)
    period = ("--from", "2026-10-01", "--to", "2026-11-30")
    told = cli("scorecard", "propose", version.code, *period, "--lang", "zh_CN").out.splitlines()
    names = [item.name.render("zh") for item in version.items.values()]
    assert [line.split("  ")[0] for line in told] == names
    assert "  权重 " in told[0] and told[0].endswith("  常见差错")
    assert "common" not in "".join(told)


def test_the_catalogue_of_faults(cli: Cli, tmp_path: Path) -> None:
    shipped = cli("faults", "list", "--json", "--lang", "zh_CN").document  # without a workspace
    assert {"code": "opening", "class": "C", "rung": "verbal_reminder"}.items() <= shipped[
        0
    ].items()
    cli("identity", "new", "--name", "李敏", "--number", "8001")
    file = tmp_path / "faults.toml"
    file.write_text(
        'format = 1\n[[faults]]\ncode = "late"\nname = "迟到"\n'
        '[[faults]]\ncode = "opening"\nname = "开场白"\nretired = true\n',
        encoding="utf-8",
    )
    taken = cli("faults", "import", file, "--json").document
    assert taken == {"added": 1, "changed": 1, "same": 0, "rejected": []}
    listed = cli("faults", "list", "--json").document
    assert [row["code"] for row in listed if not row["built_in"]] == ["late"]
    assert "opening" not in {row["code"] for row in listed}
    told = cli("faults", "list", "--all", "--lang", "zh_CN").out
    assert "opening  开场白  –  已停用" in told and "late  迟到  –" in told
    sheet = tmp_path / "faults.csv"
    sheet.write_text("差错代码,差错名称\nx1,\n,无代码\nx2,好\n", encoding="utf-8")
    told = cli("faults", "import", sheet, "--lang", "zh_CN").out
    assert "2 行没有读入" in told and "第 2 行" in told and "没有名称" in told
    assert cli("faults", "import", sheet, "--json").document["same"] == 1
    out = tmp_path / "out.xlsx"
    assert cli("faults", "export", out, "--json").document["faults"] == len(shipped) + 2
    assert cli("faults", "import", out, "--json").document["same"] == len(shipped) + 2


def test_a_call_is_scored_with_the_version_of_its_own_day(
    cli: Cli, folder: Path, card: Path, tmp_path: Path
) -> None:
    """As the window offers it, whatever was published since."""
    write_wav(tmp_path / "in" / "20260505-093500-0617-13800000000.wav")
    pattern = "{start:%Y%m%d-%H%M%S}-{agent}-{number}"
    cli("import", "recordings", tmp_path / "in", "--pattern", pattern)
    (call,) = cli("recordings", "--json").document
    publish = ("scorecard", "publish")
    cli(*publish, card, "--reason", "第一版", "--begins", "2026-01-01")
    newer = cli(*publish, heavier(card), "--reason", "更重", "--begins", "2026-06-01", "--json")
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(best_answers(worked_card())), encoding="utf-8")
    evaluate = ("evaluate", call["id"], "--answers", answers, "--json", "--scorecard")
    made = cli(*evaluate, "worked")
    assert made.status == 0, made.err
    assert scored_with(folder, made) == worked_card().id
    chosen = cli(*evaluate, newer.document["id"][:12])
    assert scored_with(folder, chosen) == newer.document["id"]
    later = tmp_path / "later.toml"
    later.write_text(WORKED.replace('id = "worked"', 'id = "later"'), encoding="utf-8")
    cli(*publish, later, "--reason", "新表", "--begins", "2026-06-01")
    refused = cli(*evaluate, "later")
    assert (refused.status, refused.document["error"]["id"]) == (3, "scorecard.not_in_force")


def test_a_published_card_is_made_the_usual_one(cli: Cli, folder: Path, card: Path) -> None:
    """Without ``--usual`` nothing would ever offer it."""
    publish = ("scorecard", "publish", "--reason", "试", "--lang", "zh_CN")
    told = cli(*publish, card).err
    assert "默认仍用“inbound-service”" in told and "--usual" in told
    mistyped = heavier(card)
    words = mistyped.read_text(encoding="utf-8")
    mistyped.write_text(
        words.replace("no = { fatal", 'no = { fault = "hs", fatal'), encoding="utf-8"
    )
    told = cli(*publish, mistyped, "--usual").err
    assert "这些通话默认用它" in told and "差错目录里没有这些代码" in told and "hs" in told
    with Workspace.open(folder) as workspace:
        assert get_setting(workspace.db, "scorecard") == "worked"


def test_a_business_that_no_call_has_is_refused(
    cli: Cli, folder: Path, card: Path, tmp_path: Path
) -> None:
    """The card would be in force for nobody."""
    with Workspace.open(folder) as workspace:
        calls = [call.id for call in import_calls(workspace, tmp_path / "in", 1)]
        workspace.write([set_fields("call", calls[0], {"business": "费用咨询"})])
    publish = ("scorecard", "publish", card, "--reason", "试", "--business")
    refused = cli(*publish, "费用资询", "--lang", "en")
    assert refused.status == 3 and "Known: 费用咨询." in refused.err
    assert cli(*publish, "费用咨询", "--json").document["usual"]
    retire = ("scorecard", "retire", "worked", "--reason", "停", "--json", "--business")
    assert cli(*retire, "费用资询").status == 3
    assert cli(*retire, "费用咨询").status == 0


def scored_with(folder: Path, made: Answer) -> str:
    with Workspace.open(folder) as workspace:
        said = get_evaluation(workspace.db, made.document["evaluation"]).payload
        return str(said["scorecard"])
