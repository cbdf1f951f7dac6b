"""Scorecards as files: nothing is lost both ways; ten spreadsheets that people really have, or
that mean harm, each with the right outcome."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from factories_scoring import LONG, versions, worked_card
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.domain.scoring import (
    Item,
    Name,
    Scale,
    ScorecardVersion,
    ShownWhen,
    load_template,
)
from qa_desktop.domain.scoring.toml_writing import to_toml
from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.headings import HeadingRow, Headings, headings_at, layout_of
from qa_desktop.exchange.scorecard_columns import ITEM_HEADINGS, exact_cell, number_of, text_of
from qa_desktop.exchange.scorecard_plan import said_plan
from qa_desktop.exchange.scorecard_sheet import CARD_ITEMS, SheetCard, _title, read_card
from qa_desktop.exchange.scorecard_sheet_writing import write_card
from qa_desktop.exchange.sheets import plain_cell
from qa_desktop.exchange.tables import Plan, likely_headings, recall
from qa_desktop.services.scorecard_files import (
    ReadCard,
    export_card,
    keep_read_card,
    read_card_file,
    read_whole_card,
    whole_version,
)
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.workspace import Workspace
from qa_desktop.texts import Language
from tests.card_sheets import HEADINGS, ROWS, sheet, with_xml
from tests.sheets_here import open_here


def read(file: Path, **more: Any) -> SheetCard:
    """Here, not in a child: what a child does to a file is tested with it."""
    return read_card(file, code="card", open_reading=open_here, **more)


def told(card: SheetCard) -> list[tuple[int, str, str]]:
    for problem in card.problems:
        assert problem.text.render("zh") and problem.text.render("en")
    return [(each.row, each.heading, each.message.id) for each in card.problems]


def version_of(card: SheetCard) -> ScorecardVersion:
    assert told(card) == []
    assert card.draft.version is not None
    return card.draft.version


# --- both ways ---

TEMPLATES = [*built_in_templates(), worked_card()]


@pytest.mark.parametrize("card", TEMPLATES, ids=lambda card: card.code)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_template_comes_back_from_a_spreadsheet(
    card: ScorecardVersion, language: Language, tmp_path: Path
) -> None:
    out = tmp_path / "card.xlsx"
    write_card(out, card, language)
    assert version_of(read(out)).id == card.id


@pytest.mark.parametrize("card", TEMPLATES, ids=lambda card: card.code)
def test_every_template_comes_back_from_toml(card: ScorecardVersion) -> None:
    assert load_template(to_toml(card), "t").canonical == card.canonical


_words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20
).filter(str.strip)
_dotted = st.sampled_from(["." * 300, "a.b" * 90, 'say "it"', "back\\slash", "two\nlines"])


@st.composite
def worded(draw: st.DrawFn) -> ScorecardVersion:
    """A card with any words, and everything that only some cards have."""
    version = draw(versions())
    names = st.builds(Name, st.one_of(_words, _dotted), st.one_of(_words, _dotted))

    def said(item: Item) -> Item:
        return replace(
            item,
            name=draw(names),
            guidance=draw(st.none() | names),
            evidence=draw(st.sampled_from(["optional", "on_loss", "always"])),
            competencies=draw(st.sampled_from([(), ("warmth",), ("warmth", "detail")])),
        )

    sections = tuple(
        replace(part, name=draw(names), items=tuple(map(said, part.items)))
        for part in version.sections
    )
    return replace(version, sections=sections, name=draw(names))


@given(worded())
@settings(max_examples=15, deadline=None, derandomize=True)
def test_any_card_comes_back_from_toml(card: ScorecardVersion) -> None:
    assert load_template(to_toml(card), "t").canonical == card.canonical


@pytest.mark.slow
@pytest.mark.timeout(14_400)
@given(worded())
@LONG
def test_any_card_comes_back_from_toml_long(card: ScorecardVersion) -> None:
    assert load_template(to_toml(card), "t").canonical == card.canonical


@given(
    st.one_of(_words, _dotted, st.sampled_from([" x ", '"', '"a"', "\u00a0x", "=1+1", "x\u3000"]))
)
def test_a_cell_gives_back_what_was_written(words: str) -> None:
    assert text_of(plain_cell(exact_cell(words))) == words


def test_a_card_of_everything_comes_back_from_a_spreadsheet(tmp_path: Path) -> None:
    """Random cards would each start three processes; one holds what they could."""
    card = worked_card()
    first, *rest = card.sections[0].items
    odd = replace(
        first,
        id="中.a-1_x",
        name=Name(" 两边有空格 ", '"引号"'),
        guidance=Name("=1+1", "two\nlines"),
        weight=Fraction("0.123456789"),
        evidence="always",
        competencies=("warmth", "detail"),
        shown_when=ShownWhen("b1", ("full", "part")),
    )
    sections = (replace(card.sections[0], items=(odd, *rest)), *card.sections[1:])
    card = replace(card, sections=sections, name=Name("卡 ", "card"))
    out = tmp_path / "card.xlsx"
    write_card(out, card, "zh")
    assert version_of(read(out)).canonical == card.canonical


def test_what_people_could_not_mean_the_export_does(tmp_path: Path) -> None:
    """Two items of one name, one called a sum, signs that XML has not, very small and large
    numbers: the program's own sheet says all of it."""
    card = worked_card()
    a, b, c = card.sections[0].items
    small = replace(a, name=b.name, weight=Fraction(1, 10**9))
    total = replace(b, name=Name("合计", "Total"), guidance=Name("\uffff", "_x0041_"))
    wide = replace(c, answer=Scale(0, 10**9, 10**9))
    first = replace(card.sections[0], name=Name("总分", "Sum"), items=(small, b, wide))
    second = replace(card.sections[1], items=(*card.sections[1].items, replace(total, id="sum")))
    card = replace(card, sections=(first, second, *card.sections[2:]))
    for language in ("zh", "en"):
        out = tmp_path / f"{language}.xlsx"
        write_card(out, card, language)  # type: ignore[arg-type]
        found = read(out)
        assert [each.message.id for each in found.problems] == ["scoring.name_twice"]
        assert whole_version(ReadCard(found.draft, found.problems), out).canonical == card.canonical


def test_words_that_no_cell_holds_are_not_cut(tmp_path: Path) -> None:
    card = worked_card()
    first, *rest = card.sections[0].items
    long = replace(first, guidance=Name("长" * 40_000, "long"))
    section = replace(card.sections[0], items=(long, *rest))
    card = replace(card, sections=(section, *card.sections[1:]))
    out = tmp_path / "card.xlsx"
    assert refused(lambda: export_card(card, out, "zh")) == "card_sheet.words_too_long"
    assert not out.exists()
    export_card(card, tmp_path / "card.toml", "zh")
    assert read_whole_card(tmp_path / "card.toml") == card


# --- people's own layout ---


def test_one_row_per_item(tmp_path: Path) -> None:
    """维度 makes the sections; every item counts what stands beside it."""
    version = version_of(read(sheet(tmp_path, ROWS, above=[["2026 年质检评分表"]])))
    assert [(s.name.zh, s.dimension, s.weight) for s in version.sections] == [
        ("服务态度", "attitude", 20),
        ("业务质量", "business", 80),
    ]
    items = version.items
    assert list(items) == ["a1", "a2", "b1", "b2"]
    assert items["b1"].guidance == Name("以知识库为准", "以知识库为准")
    fatal = [[o.consequence.fatal for o in item.answer.options] for item in items.values()]  # type: ignore[union-attr]
    assert fatal == [["none", "none"]] * 3 + [["none", "form"]]
    assert version.name.zh == "2026 年质检评分表", "as the sheet calls itself"
    assert version_of(read(sheet(tmp_path, ROWS))).name.zh == "质检评分表", "else as the file"


def test_a_person_says_which_column_is_which(tmp_path: Path) -> None:
    file = sheet(tmp_path, ROWS, ["A", "B", "C", "D", "E"])
    with pytest.raises(UserFacingError) as error:
        read(file)
    assert error.value.id == "sheet.no_header"
    assert "考核项" in error.value.remedy.render("zh"), "what it may be called"
    columns = {"dimension": 0, "name": 1, "weight": 2, "guidance": 3, "fatal": 4}
    headings = Headings(1, columns, {name: "ABCDE"[at] for name, at in columns.items()})
    chosen = version_of(read(file, plan=Plan(0, "评分表", headings)))
    assert chosen == version_of(read(sheet(tmp_path, ROWS)))


TITLED = ["宽带热线质检评分表（2026版）"]
OWN = ["考核模块", "考核点", "分数", "扣分细则", "一票否决"]
STRANGE = ["哪一块", "看什么", "多重", "怎么看", "能不能错"]


def test_headings_of_their_own_below_a_merged_title(tmp_path: Path) -> None:
    """The usual words are known wherever they stand."""
    card = read(sheet(tmp_path, ROWS, OWN, above=[TITLED], merged=["A1:E1"]))
    assert card.plan.headings.row == 2
    assert version_of(card).items.keys() == version_of(read(sheet(tmp_path, ROWS))).items.keys()
    assert version_of(card).name.zh == TITLED[0]
    assert card.hints == ()


@pytest.mark.parametrize(
    "above", [[], [TITLED], [TITLED, ["编制：质检部", None, None, "2026 年 11 月"]], [[], TITLED]]
)
def test_where_nobody_knows_a_heading_the_row_is_guessed(above: list, tmp_path: Path) -> None:
    """The row with most short texts that differ, neither the title above nor an item below."""
    file = sheet(tmp_path, ROWS, STRANGE, above=above, merged=["A1:E1"] if above else [])
    with open_here(file, lambda: False) as reading:
        opening = reading.sheets[0].opening
    assert likely_headings(opening, CARD_ITEMS).cells == tuple(STRANGE)
    said = {
        "大项": "哪一块",
        "name": "看什么",
        "分值": "C",
        "评分标准": "怎么看",
        "致命": "能不能错",
    }
    plan = said_plan(reading.sheets, None, said, file.name)
    assert plan == said_plan(reading.sheets, len(above) + 1, said, file.name)
    items = version_of(read(file, plan=plan)).items
    assert items.keys() == version_of(read(sheet(tmp_path, ROWS))).items.keys()


def test_the_row_of_the_headings_as_a_person_says_it(tmp_path: Path) -> None:
    file = sheet(tmp_path, ROWS, OWN, above=[TITLED])
    with open_here(file, lambda: False) as reading:
        sheets = reading.sheets

    def refusal(row: int | None, said: dict[str, str]) -> str:
        with pytest.raises(UserFacingError) as error:
            said_plan(sheets, row, said, file.name)
        assert error.value.say("zh") and error.value.say("en")
        return error.value.id

    assert refusal(1, {}) == "sheet.no_header"
    assert refusal(19, {}) == "card_sheet.not_headings"
    assert refusal(2, {"心情": "考核点"}) == "card_sheet.field_unknown"
    assert refusal(2, {"评分项": "心情"}) == "card_sheet.column_unknown"
    assert refusal(2, {"评分项": "ZZ"}) == "card_sheet.column_unknown"
    swapped = said_plan(sheets, 2, {"评分标准": "考核点", "评分项": "D"}, "x").headings
    assert (swapped.columns["guidance"], swapped.columns["name"]) == (1, 3)
    assert refusal(2, {"评分标准": "考核点"}) == "sheet.no_header", "one column is one field"
    again = sheet(tmp_path, ROWS, ["大项", "评分项", "评分项", "分值", "致命"])
    with open_here(again, lambda: False) as reading:
        sheets = reading.sheets
    assert refusal(1, {}) == "sheet.column_twice"
    assert said_plan(sheets, 1, {"评分项": "C"}, "x").headings.columns["name"] == 2


def test_who_put_a_row_right_is_believed_the_last_time(tmp_path: Path) -> None:
    file = sheet(tmp_path, ROWS, STRANGE, above=[TITLED])
    with open_here(file, lambda: False) as reading:
        opening = reading.sheets[0].opening
    title, headings = (layout_of(cells) for _, cells in opening[:2])
    wrong, right = {"name": 0, "weight": 1}, {"name": 1, "weight": 2}
    found = recall(opening, {title: wrong, headings: right})
    assert found is not None and (found.row, found.columns) == (2, right)
    found = recall(opening, {headings: right, title: wrong})
    assert found is not None and found.row == 1


def test_rows_that_are_left_out_are_said(tmp_path: Path) -> None:
    rows = [
        *ROWS,
        ["服务态度", "开场白", 5, None, None],
        [None, None, 7, "没有名字", None],
        ["合计", None, 100, None, None],
        [None, None, None, None, None, "注：本表自 11 月起用"],
    ]
    card = read(sheet(tmp_path, rows))
    left = {each.row: each.message.id for each in (*card.problems, *card.hints) if each.left_out}
    assert left == {
        6: "card_sheet.name_twice",
        7: "card_sheet.no_name",
        8: "card_sheet.sum_row",
        9: "card_sheet.empty_row",
    }
    assert len(list(card.draft.items())) == 4


def test_per_cent_beside_points_is_mentioned_once(tmp_path: Path) -> None:
    rows = [row[:] for row in ROWS]
    for row, said in zip(rows, ["10%", "１０％", 50, "30分"], strict=True):
        row[2] = said
    hints = read(sheet(tmp_path, rows)).hints
    assert [(each.row, each.message.id) for each in hints] == [(4, "card_sheet.mixed_units")]
    for row in rows[2:]:
        row[2] = f"{row[2]}%"
    assert read(sheet(tmp_path, [row for row in rows if row[2] != "30分%"])).hints == ()


# --- ten hostile spreadsheets ---


def test_merged_cells(tmp_path: Path) -> None:
    """The words of a merged cell stand in its first; it speaks of all its rows."""
    rows = [row[:] for row in ROWS]
    rows[1][0] = rows[3][0] = None
    file = sheet(tmp_path, rows, merged=["A2:A3", "A4:A5"])
    assert version_of(read(file)) == version_of(read(sheet(tmp_path, ROWS)))


def test_formulas(tmp_path: Path) -> None:
    """None is worked out; without a stored value the cell is as good as empty, and said."""
    rows = [row[:] for row in ROWS]
    rows[2][2] = "=20+30"
    card = read(sheet(tmp_path, rows))
    assert told(card) == [(4, "权重/分值", "card_sheet.empty_cell")]
    assert "C4" in card.problems[0].text.render("zh") and "公式" in card.problems[0].text.render(
        "zh"
    )


def test_a_column_without_a_heading_is_named_by_its_letters(tmp_path: Path) -> None:
    """Also one that lies beyond the last heading."""
    file = sheet(tmp_path, [[*row, None, "x"] for row in ROWS])
    found = read(file).plan
    columns = {**found.headings.columns, "weight": 6}
    row = HeadingRow(found.headings.row, found.headings.cells, ())
    card = read(file, plan=Plan(found.sheet, found.sheet_name, headings_at(row, columns)))
    assert {heading for _, heading, _ in told(card)} == {"G"}


def test_numbers_as_text_and_full_width(tmp_path: Path) -> None:
    rows = [row[:] for row in ROWS]
    for row, said in zip(rows, ["１０％", "10%", "５０分", " 30 "], strict=True):
        row[2] = said
    assert version_of(read(sheet(tmp_path, rows))) == version_of(read(sheet(tmp_path, ROWS)))


def test_full_width_digits_and_marks(tmp_path: Path) -> None:
    rows = [row[:] for row in ROWS]
    rows[0][2], rows[3][4] = "１０．５", "√"
    rows[2][4] = "－"
    version = version_of(read(sheet(tmp_path, rows)))
    assert version.items["a1"].weight == Fraction("10.5")


def test_a_hundred_thousand_empty_rows(tmp_path: Path) -> None:
    file = sheet(tmp_path, ROWS)
    version = version_of(read(file))
    empty = b"".join(b'<row r="%d"><c r="B%d"/></row>' % (n, n) for n in range(6, 100_006))
    found = read(
        with_xml(file, lambda data: data.replace(b"</sheetData>", empty + b"</sheetData>"))
    )
    assert version_of(found).sections == version.sections


def test_an_xml_bomb(tmp_path: Path) -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY l0 "lol">{lol}]>'.encode()
    bomb = with_xml(
        sheet(tmp_path, ROWS),
        lambda data: head + data.replace(b"<sheetData>", b"<sheetData><row>&l9;</row>"),
    )
    with pytest.raises(UserFacingError) as error:
        read(bomb)
    assert error.value.id == "sheet.entities"


def test_the_wrong_sheet(tmp_path: Path) -> None:
    """The sheet with the headings is found wherever it is; a file without one is refused."""
    file = sheet(tmp_path, ROWS)
    book = openpyxl.load_workbook(file)
    cover = book.create_sheet("封面", 0)
    cover.append(["说明", "本表由质检部维护"])
    book.save(file)
    card = read(file)
    assert card.plan.sheet_name == "评分表" and version_of(card)
    wrong = sheet(tmp_path, [["0617", "王小明", "一组"]], ["工号", "姓名", "班组"])
    with pytest.raises(UserFacingError) as error:
        read(wrong)
    assert error.value.id == "sheet.no_header"
    assert "评分项" in error.value.say("zh")


def test_item_names_twice(tmp_path: Path) -> None:
    """The second is said and left out; in another part of the card it is another item."""
    rows = [*ROWS, ["服务态度", "开场白", 5, None, None], ["业务质量", "开场白", 5, None, None]]
    card = read(sheet(tmp_path, rows))
    assert told(card) == [(6, "评分项", "card_sheet.name_twice")]
    assert [(each.row, each.message.id) for each in card.hints] == [(7, "scoring.name_elsewhere")]
    assert len(list(card.draft.items())) == 5


@pytest.mark.parametrize("weight", [0, -10, "-５"])
def test_weights_that_are_none(weight: Any, tmp_path: Path) -> None:
    rows = [row[:] for row in ROWS]
    rows[1][2] = weight
    card = read(sheet(tmp_path, rows))
    assert told(card) == [(3, "权重/分值", "scoring.template_not_positive")]
    assert card.problems[0].text.render("zh").startswith("第 3 行“权重/分值”：必须大于 0")


def test_a_missing_heading(tmp_path: Path) -> None:
    file = sheet(tmp_path, [row[1:] for row in ROWS], ["评分项", "备注", "评分标准", "是否致命"])
    with pytest.raises(UserFacingError) as error:
        read(file)
    assert error.value.id == "sheet.no_header"
    assert "权重/分值" in error.value.say("zh")


def test_what_else_people_write(tmp_path: Path) -> None:
    rows = [
        *ROWS,
        ["合计", None, 100, None, None],
        [None, "合计", 100, None, None],
        [None, None, 5, "没有名字", None],
        ["业务质量", "新项", "若干", None, "也许"],
    ]
    assert told(read(sheet(tmp_path, rows))) == [
        (8, "评分项", "card_sheet.no_name"),
        (9, "是否致命", "scoring.template_not_one_of"),
        (9, "权重/分值", "scoring.template_not_number"),
    ]


def test_what_nobody_understands_stays_in_the_draft_as_wrong(tmp_path: Path) -> None:
    """Else the item would not be critical, and nobody would know."""
    rows = [
        *ROWS,
        ["业务质量", "新项", 5, None, "也许"],
        ["业务质量", "再一项", 5, None, "一票否决"],
    ]
    found = read(sheet(tmp_path, rows))
    (problem,) = found.draft.problems
    assert problem.message.id == "scoring.template_not_one_of"
    answers = [item["answer"] for _, item in found.draft.items()]
    assert [each.get("no", {}).get("fatal") for each in answers[-2:]] == ["也许", "form"]
    (cell,) = found.problems
    assert "是 / 大项致命 / 否" in cell.text.render(
        "zh"
    ) or "否 / 大项致命 / 是" in cell.text.render("zh")


def test_a_problem_on_another_sheet_names_it_and_says_what_may_stand_there(tmp_path: Path) -> None:
    file = sheet(tmp_path, ROWS, [*HEADINGS[:4], "评分项编号"])
    book = openpyxl.load_workbook(file)
    page = book.create_sheet("选项")
    page.append(["评分项编号", "选项编号", "选项", "分值", "是否致命"])
    code = str(book.worksheets[0].cell(2, 5).value or "a1")
    page.append([code, "o1", "好", 1, None])
    page.append([code, "o2", "差", "三", None])
    book.save(file)
    said = [each.text.render("zh") for each in read(file).problems]
    assert any(line.startswith("工作表“选项”第 3 行“分值”") for line in said), said


def test_more_rows_than_any_card_has(tmp_path: Path) -> None:
    """A window could not show them."""
    rows: list[list[Any]] = [["业务质量", f"第 {n} 项", 1, None, None] for n in range(1_001)]
    assert refused(lambda: read(sheet(tmp_path, rows))) == "card_sheet.too_large"
    assert len(list(read(sheet(tmp_path, rows[1:])).draft.items())) == 1_000
    file = sheet(tmp_path, ROWS, [*HEADINGS[:4], "评分项编号"])
    book = openpyxl.load_workbook(file)
    page = book.create_sheet("选项")
    page.append(["评分项编号", "选项编号", "选项", "分值"])
    for n in range(101):
        page.append(["a1", f"o{n}", f"第 {n} 档", n])
    book.save(file)
    assert refused(lambda: read(file)) == "card_sheet.too_large"


def test_cells_of_one_sign(tmp_path: Path) -> None:
    """Each of them once took many seconds, in which the window stood still."""
    spaces, brackets = "a" + " " * 32_000 + "b", "(" * 32_000
    rows = [["服务态度", f"第 {n} 项", spaces, None, None] for n in range(20)]
    card = read(sheet(tmp_path, rows, [*HEADINGS, *[f"{n}{brackets}" for n in range(20)]]))
    assert len(told(card)) == 20


def test_a_sheet_without_items(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as error:
        read(sheet(tmp_path, []))
    assert error.value.id == "card_sheet.no_items" and error.value.say("en")


@given(st.text(max_size=12))
def test_any_cell_is_a_number_or_itself(cell: str) -> None:
    found = number_of(cell)
    assert isinstance(found, str) or str(found).lstrip("-").isdigit()


# --- the services ---


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(UserFacingError) as error:
        act()
    assert error.value.say("zh") and error.value.say("en")
    return error.value.id


def test_a_file_becomes_a_draft_and_its_columns_are_remembered(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = sheet(tmp_path, ROWS, ["A", "B", "C", "D", "E"])
    columns = {"dimension": 0, "name": 1, "weight": 2}
    headings = Headings(1, columns, {}, ("A", "B", "C", "D", "E"))
    found = read_card_file(workspace.db, file, plan=Plan(0, "评分表", headings))
    saved = keep_read_card(workspace, found).saved
    assert saved.based_on is None and saved.draft.get("id") == "质检评分表"
    again = read_card_file(workspace.db, file)
    assert again.draft == found.draft
    card = built_in_templates()[1]
    out = tmp_path / "card.toml"
    export_card(card, out, "zh")
    kept = keep_read_card(workspace, read_card_file(workspace.db, out)).saved
    assert (kept.based_on, kept.draft.version) == (card.id, card)


def test_written_whole_or_not_at_all(tmp_path: Path) -> None:
    card = worked_card()
    for ending in ("toml", "xlsx"):
        export_card(card, tmp_path / f"card.{ending}", "zh")
        assert read_whole_card(tmp_path / f"card.{ending}") == card
    assert (
        refused(lambda: export_card(card, tmp_path / "card.pdf", "zh")) == "card_sheet.bad_ending"
    )
    (tmp_path / "taken.toml").mkdir()
    assert refused(lambda: export_card(card, tmp_path / "taken.toml", "zh")) == (
        "card_sheet.not_written"
    )
    rows = [row[:] for row in ROWS]
    rows[0][2] = "x"
    assert refused(lambda: read_whole_card(sheet(tmp_path, rows))) == "card_sheet.refused"


def test_no_two_fields_share_a_heading() -> None:
    words = [word.lower() for all_ in ITEM_HEADINGS.values() for word in all_]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("titles", "name"),
    [
        (["满分100分", "2026年11月", "成功单复核评分表"], "成功单复核评分表"),
        (["编制：质检部", "2026-11"], ""),
        (["2026年呼入评分表"], "2026年呼入评分表"),
    ],
)
def test_a_full_score_or_a_date_above_the_headings_is_no_name(titles: list[str], name: str) -> None:
    assert _title(titles) == name
