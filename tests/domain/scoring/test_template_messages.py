# ruff: noqa: E501 - a table of mistakes reads best one to a line
"""What is wrong with a template is said with its path, the line of its header, and a remedy."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.domain.scoring import TemplateError, from_canonical, load_template
from qa_desktop.domain.scoring.source import MAX_CHARACTERS
from qa_desktop.errors import UserFacingError
from tests.factories_scoring import SHORT, WORKED, card_text, item, section, worked_card


def problems_of(text: str) -> list[tuple[str, int | None, str]]:
    """(path, line, message id) of each problem; every one must be sayable in both languages."""
    with pytest.raises(TemplateError) as refused:
        load_template(text, "card.toml")
    for language in ("zh", "en"):
        assert "card.toml" in refused.value.say(language)
        assert all(problem.render(language) for problem in refused.value.problems)
    return [
        (problem.path, problem.line, problem.message.id.removeprefix("scoring.template_"))
        for problem in refused.value.problems
    ]


def line(text: str, header: str, nth: int) -> int:
    """The line of the ``nth`` (from 0) ``header``."""
    return [n for n, found in enumerate(text.split("\n"), 1) if found == header][nth]


def edited(old: str, new: str) -> str:
    assert WORKED.count(old) >= 1
    return WORKED.replace(old, new, 1)


B1, ITEM, SECTION = "sections[1].items[0]", "[[sections.items]]", "[[sections]]"


@pytest.mark.parametrize(
    ("old", "new", "path", "problem", "header"),
    [
        ("weight = 30\nanswer", "weight = 0\nanswer", f"{B1}.weight", "not_positive", (ITEM, 3)),
        ("weight = 30\nanswer", "weight = -3\nanswer", f"{B1}.weight", "not_positive", (ITEM, 3)),
        ("weight = 30\nanswer", "weight = nan\nanswer", f"{B1}.weight", "not_number", (ITEM, 3)),
        ("weight = 30\nanswer", "weight = inf\nanswer", f"{B1}.weight", "not_number", (ITEM, 3)),
        ("weight = 30\nanswer", "weight = 1e9\nanswer", f"{B1}.weight", "not_number", (ITEM, 3)),
        ("weight = 30\nanswer", 'weight = "x"\nanswer', f"{B1}.weight", "not_number", (ITEM, 3)),
        ("weight = 30\nanswer", 'weight = "３"\nanswer', f"{B1}.weight", "not_number", (ITEM, 3)),
        ("weight = 30\nanswer", "weight = true\nanswer", f"{B1}.weight", "not_number", (ITEM, 3)),
        ("weight = 30\nanswer", "answer", f"{B1}.weight", "missing", (ITEM, 3)),
        ("weight = 30\nanswer", "wieght = 3\nweight = 1\nanswer", f"{B1}.wieght", "unknown_key_near", (ITEM, 3)),
        ("weight = 30\nanswer", "weight = 1\nqqq = 3\nanswer", f"{B1}.qqq", "unknown_key", (ITEM, 3)),
        ("points = 6", "points = '6,5'", f"{B1}.answer.options[1].points", "not_number", (ITEM, 3)),
        (", points = 6", "", f"{B1}.answer.options[1].points", "missing", (ITEM, 3)),
        ("points = 6", "points = 6, ponts = 6", f"{B1}.answer.options[1].ponts", "unknown_key_near", (ITEM, 3)),
        ("points = 6", "points = 6, fatal = 'all'", f"{B1}.answer.options[1].fatal", "not_one_of", (ITEM, 3)),
        ("points = 6", "points = 6, wrong_information = 1", f"{B1}.answer.options[1].wrong_information", "not_boolean", (ITEM, 3)),
        ('id = "part"', 'id = "full"', f"{B1}.answer.options[1].id", "duplicate_id", (ITEM, 3)),
        ('id = "part"', 'id = "n/a"', f"{B1}.answer.options[1].id", "bad_id", (ITEM, 3)),
        ('id = "b1"', 'id = "a1"', f"{B1}.id", "duplicate_id", (ITEM, 3)),
        ('id = "B"', 'id = "A"', "sections[1].id", "duplicate_id", (SECTION, 1)),
        ('dimension = "business"', "", "sections[1].dimension", "missing", (SECTION, 1)),
        ('dimension = "business"', 'dimension = "busines"', "sections[1].dimension", "not_one_of", (SECTION, 1)),
        ("points = 10, each = 3", "points = 10", "sections[1].items[1].answer.each", "missing", (ITEM, 4)),
        ("points = 10, each = 3", "points = 0, each = 3", "sections[1].items[1].answer.points", "not_positive", (ITEM, 4)),
        ("low = 1, high = 5", "low = 5, high = 5", "sections[0].items[2].answer.high", "scale_order", (ITEM, 2)),
        ("low = 1, high = 5", "low = 1", "sections[0].items[2].answer.high", "missing", (ITEM, 2)),
        ("low = 1, high = 5", "low = 1.0, high = 5", "sections[0].items[2].answer.low", "not_integer", (ITEM, 2)),
        ("step = 1", "step = 3", "sections[0].items[2].answer.step", "scale_step", (ITEM, 2)),
        ("step = 1", "step = 0", "sections[0].items[2].answer.step", "scale_step", (ITEM, 2)),
        ('name = "开场白"', "name = 1.5", "sections[0].items[0].name", "not_text", (ITEM, 0)),
        ('name = "开场白"', 'name = { zh = "开" }', "sections[0].items[0].name.en", "missing", (ITEM, 0)),
        ('name = "开场白"', 'name = " "', "sections[0].items[0].name", "empty_text", (ITEM, 0)),
        ('name = "开场白"', 'name = "开\\u0001场"', "sections[0].items[0].name", "control_text", (ITEM, 0)),
        ('name = "开场白"', 'name = "a"\ncompetencies = ["kindness"]', "sections[0].items[0].competencies", "not_one_of", (ITEM, 0)),
        ('name = "开场白"', 'name = "a"\nbonus_points = 2', "sections[0].items[0].bonus_points", "bonus_points_without_bonus", (ITEM, 0)),
        ("pass_mark = 80", "", "policy.pass_mark", "missing", ("[policy]", 0)),
        ("pass_mark = 80", "pass_mark = 101", "policy.pass_mark", "out_of_range", ("[policy]", 0)),
        ("pass_mark = 80", "pass_mark = 80\ncap_at = 60", "policy.cap_at", "cap_without_rule", ("[policy]", 0)),
        ("decimals = 1", "decimals = 3", "policy.decimals", "out_of_range", ("[policy]", 0)),
        ("decimals = 1", "decimals = 1.5", "policy.decimals", "not_integer", ("[policy]", 0)),
        ("decimals = 1", "bonus_cap = -1", "policy.bonus_cap", "out_of_range", ("[policy]", 0)),
        ('fatal_form = "zero"', 'fatal_form = "cap"', "policy.cap_at", "missing", ("[policy]", 0)),
        ("decimals = 1", 'grades = [{ name = "a", from = 1 }, { name = "b", from = 1 }]', "policy.grades", "grades_order", ("[policy]", 0)),
    ],
)  # fmt: skip
def test_one_mistake(old: str, new: str, path: str, problem: str, header: tuple[str, int]) -> None:
    text = edited(old, new)
    assert problems_of(text) == [(path, line(text, *header), problem)]


def test_every_mistake_is_reported_at_once() -> None:
    text = edited("weight = 30\nanswer", "weight = 0\nanswer").replace("each = 3", "each = -3")
    assert [path for path, _, _ in problems_of(text)] == [
        f"{B1}.weight",
        "sections[1].items[1].answer.each",
    ]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ('[{id="a",name="a",points=3},{id="b",name="b",points=3}]', "options_same"),
        ('[{id="a",name="a",points=3}]', "options_same"),
        ('[{id="a",name="a",points=0},{id="b",name="b",points=-3}]', "maximum_not_positive"),
        ("[]", "empty"),
        ("3", "not_tables"),
    ],
)
def test_a_choice_needs_a_best_option(options: str, problem: str) -> None:
    text = card_text(section("A", item("a", f'type = "choice", options = {options}')))
    assert problems_of(text)[0][::2] == ("sections[0].items[0].answer.options", problem)


def test_a_bonus_item_has_points_and_no_weight() -> None:
    both = card_text(section("A", item("a", more="bonus = true\nbonus_points = 2\nweight = 1")))
    assert problems_of(both) == [
        ("sections[0].items[0].weight", line(both, ITEM, 0), "bonus_weight")
    ]
    words = item("a", 'type = "text"', "bonus = true\nbonus_points = 2")
    assert problems_of(card_text(section("A", words)))[0][2] == "bonus_text"
    none = card_text(section("A", item("a", more="bonus = true\nbonus_points = 0")))
    assert problems_of(none)[0][2] == "not_positive"


def shown(code: str, by: str, options: str = '["yes"]', answer: str = 'type = "yes_no"') -> str:
    more = f'weight = 1\nshown_when = {{ item = "{by}", options = {options} }}'
    return item(code, answer, more)


@pytest.mark.parametrize(
    ("items", "path", "problem"),
    [
        ([shown("a", "a")], "sections[0].items[0].shown_when", "shown_cycle"),
        ([item("a"), shown("b", "zz")], "sections[0].items[1].shown_when.item", "shown_unknown_item"),
        ([item("a"), shown("b", "a", '["maybe"]')], "sections[0].items[1].shown_when.options", "shown_unknown_option"),
        ([item("a"), shown("b", "a", "[]")], "sections[0].items[1].shown_when.options", "empty"),
        ([item("a"), shown("b", "a", '["no", "no"]')], "sections[0].items[1].shown_when.options", "repeated"),
        ([item("a", 'type = "text"'), shown("b", "a")], "sections[0].items[1].shown_when.item", "shown_without_options"),
    ],
)  # fmt: skip
def test_shown_when(items: list[str], path: str, problem: str) -> None:
    assert [found[::2] for found in problems_of(card_text(section("A", *items)))] == [
        (path, problem)
    ]


def test_a_cycle_names_its_chain() -> None:
    text = card_text(
        section("A", shown("a", "c"), shown("b", "a"), shown("c", "b"), shown("d", "a"))
    )
    with pytest.raises(TemplateError) as refused:
        load_template(text, "card.toml")
    chains = [problem.message.params.get("chain") for problem in refused.value.problems]
    assert chains == ["a → c → b → a", "b → a → c → b", "c → b → a → c"]


def test_headers_inside_long_strings_do_not_shift_the_lines() -> None:
    guidance = 'weight = 1\nguidance = """\n[[sections.items]]\n[[sections]]\n"""'
    text = card_text(section("A", item("a", more=guidance), item("b", more="weight = 0")))
    assert problems_of(text) == [
        ("sections[0].items[1].weight", line(text, ITEM, 2), "not_positive")
    ]


@pytest.mark.parametrize(
    "line",
    ["x = [\n[" + " " * 100_000 + "\n1]]", 'x = "' + "'" * 300_000 + '"'],
    ids=["spaces", "quotes"],
)
def test_a_long_line_that_is_no_header_is_found_out_in_one_pass(line: str) -> None:
    """It once took hours, in which nothing else of the program ran."""
    with pytest.raises(TemplateError) as error:
        load_template(f"{line}\n{WORKED}", "card.toml")
    assert [problem.path for problem in error.value.problems] == ["x"]


def test_tables_written_as_headers_are_found_too() -> None:
    text = card_text(
        section("A", '[[sections.items]]\nid = "a"\nname = "a"\nweight = 1\n')
        + '[sections.items.answer]\ntype = "choice"\n'
        + "".join(
            f'[[sections.items.answer.options]]\nid = "{o}"\nname = "{o}"\npoints = {p}\n'
            for o, p in (("x", 1), ("y", '"q"'))
        )
    )
    wanted = line(text, "[[sections.items.answer.options]]", 1)
    path = "sections[0].items[0].answer.options[1].points"
    assert problems_of(text) == [(path, wanted, "not_number")]


@pytest.mark.parametrize(
    ("text", "line_number", "problem"),
    [
        ("format = 1\nid = \n", 2, "syntax"),
        ("", None, "missing"),
        ("[" * 100_000, None, "syntax"),
        ("a = " + "[" * 5000, None, "syntax"),
        ("a = " + "9" * 6000, None, "syntax"),
        ("a." * 100_000 + "a = 1", None, "syntax"),
        ("x" * (MAX_CHARACTERS + 1), None, "too_large"),
        (WORKED.replace("format = 1", "format = 2"), None, "format"),
        (WORKED.replace("format = 1", 'format = 1\nextra = "x"'), None, "unknown_key"),
    ],
)
def test_the_file_as_a_whole(text: str, line_number: int | None, problem: str) -> None:
    first = problems_of(text)[0]
    assert first[2] == problem
    assert first[1] == line_number or problem == "syntax"


def test_a_hopeless_file_lists_only_the_first_problems() -> None:
    assert len(problems_of("[[sections]]\n" * 1000)) == 100


def test_too_many_items_and_options() -> None:
    text = card_text(section("A", *(item(f"i{n}") for n in range(301))))
    assert problems_of(text) == [("sections", None, "too_many_items")]
    options = ",".join(f'{{id="o{n}",name="o",points={n}}}' for n in range(51))
    text = card_text(section("A", item("a", f'type = "choice", options = [{options}]')))
    assert [found[2] for found in problems_of(text)] == ["too_many_options"]


def test_a_float_is_read_by_its_text() -> None:
    version = load_template(edited("weight = 30\nanswer", "weight = 1_0.10\nanswer"), "card.toml")
    assert version.items["b1"].weight == Fraction(101, 10)
    same = load_template(edited("weight = 30\nanswer", 'weight = "10.1"\nanswer'), "card.toml")
    assert same.id == version.id


def test_the_id_follows_the_meaning_not_the_spelling() -> None:
    version = worked_card()
    spelled = WORKED.replace(", step = 1", "").replace("5, }", "5 }").replace("decimals = 1", "")
    assert load_template(spelled, "other.toml").id == version.id
    assert load_template(edited("weight = 30\nanswer", "weight = 31\nanswer"), "x").id != version.id
    assert version.id == "78aaf7e5ebf4ac95ec5951ba8de0508da141fed703057e6c1f66e20f0c010a55"


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "null", "[" * 100_000, '{"format": 1}',
        worked_card().canonical + " ",
        worked_card().canonical.replace('"weight":30', '"weight":30.0'),
        worked_card().canonical.replace('"weight":30', '"weight":"30"'),
        worked_card().canonical.replace('"weight":30', '"weight":0'),
    ],
)  # fmt: skip
def test_a_damaged_version_is_refused(text: str) -> None:
    with pytest.raises(UserFacingError) as refused:
        from_canonical(text)
    assert refused.value.id == "scoring.version_damaged"
    assert refused.value.say("zh") and refused.value.say("en")


@settings(SHORT)
@given(st.data())
def test_no_text_makes_the_loader_fail_otherwise(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WORKED)))
    end = data.draw(st.integers(start, min(len(WORKED), start + 40)))
    words = st.sampled_from(
        ['"', "{", "[[sections]]", "= 1e5", "\n", "weight", "0x1F", "\x00", "'''"]
    )
    put = "".join(data.draw(st.lists(st.one_of(words, st.text(max_size=4)), max_size=3)))
    try:
        load_template(WORKED[:start] + put + WORKED[end:], "card.toml")
    except TemplateError as error:
        assert all(problem.render("zh") for problem in error.problems)
