"""Print forms: every shipped one opens; a hostile or broken one is refused with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop import paths
from qa_desktop.errors import UserFacingError
from qa_desktop.reports import html, templates
from qa_desktop.reports.registry import REPORTS
from qa_desktop.reports.templates import Markup, TemplateProblemError, parse

SCHEMA = {
    "title": None,
    "rows": {"name": None, "cells": {"value": None}},
    "color.ink": None,
    "language": None,
}
FORMS = sorted(file.stem for file in paths.forms("print").glob("*.html"))


def filled(source: str, **values) -> str:
    return parse(source, "form.html", SCHEMA).fill({"color.ink": "#123456", **values})


def test_every_shipped_form_opens_and_every_report_has_one() -> None:
    assert {kind.template for kind in REPORTS} <= set(FORMS)
    for kind in REPORTS:
        for name in {kind.template, "report"}:
            assert templates.load(name, html.schema_of(kind.id)).parts
    assert templates.load("daily-detail", html.schema_of("daily-detail")).landscape
    assert not templates.load("feedback-sheet", html.schema_of("feedback")).landscape


def test_lists_conditions_and_escapes() -> None:
    source = (
        "<p>{{title}}</p>{{#rows}}<b>{{name}}</b>{{#cells}}<i>{{value}}</i>{{/cells}}{{/rows}}"
        "{{^rows}}<p>none</p>{{/rows}}"
    )
    rows = [{"name": "<b>", "cells": [{"value": Markup("<br>")}, {"value": 'a"&'}]}]
    found = filled(source, title="A & B", rows=rows)
    assert found == ("<p>A &amp; B</p><b>&lt;b&gt;</b><i><br></i><i>a&quot;&amp;</i>")
    assert filled(source, title="", rows=[]) == "<p></p><p>none</p>"


@pytest.mark.parametrize(
    ("source", "line", "problem"),
    [
        ("<p>{{titel}}</p>", 1, "template_unknown"),
        ("<p>\n{{#rows}}{{title}}\n", 2, "template_not_closed"),
        ("{{#rows}}{{/title}}", 1, "template_not_open"),
        ("{{/rows}}", 1, "template_not_open"),
        ("<p>{{ title }</p>", 1, "template_braces"),
        ("<p>{{title}} {{</p>", 1, "template_braces"),
        ("<p>{{ti tle}}</p>", 1, "template_braces"),
        ("{{rows}}", 1, "template_unknown"),
        ("<p>\n<script>alert(1)</script>", 2, "template_tag"),
        ("<SCRIPT src=x>", 1, "template_tag"),
        ("<img src='file:///etc/passwd'>", 1, "template_tag"),
        ("<a href='http://x'>x</a>", 1, "template_tag"),
        ("<link rel=stylesheet>", 1, "template_tag"),
        ("<?xml version='1.0'?>", 1, "template_tag"),
        ("<![CDATA[x]]>", 1, "template_tag"),
        ("<p onclick='x()'>", 1, "template_attribute"),
        ("<body background='http://x/a.png'>", 1, "template_attribute"),
        ("<meta http-equiv='refresh' content='0'>", 1, "template_attribute"),
        ("<meta name='page' content='Letter'>", 1, "template_page"),
        ("<p style='background: url(http://x)'>", 1, "template_style"),
        ("<p style='background: u\\72l(http://x)'>", 1, "template_style"),
        ("<style>\n@import 'http://x';</style>", 1, "template_style"),
        ("<style>p { color: {{title}} }</style>", 1, "template_style"),
        ("<p class='{{title}}'>", 1, "template_tag"),
        ("<{{title}}>", 1, "template_tag"),
        ("<p", 1, "template_tag"),
        ("\ue000", 1, "template_no_utf8"),
        ("{{#rows}}" * 14 + "{{/rows}}" * 14, 1, "template_too_deep"),
    ],
)
def test_what_is_refused(source: str, line: int, problem: str) -> None:
    with pytest.raises(TemplateProblemError) as refused:
        parse(source, "form.html", SCHEMA)
    assert refused.value.params["problem"].id == f"report.{problem}"
    assert refused.value.params["line"] == line
    assert all(refused.value.say(language) for language in ("zh", "en"))


def test_values_of_the_program_may_stand_in_a_style() -> None:
    assert filled("<p style='color: {{color.ink}}'>x</p>") == "<p style='color: #123456'>x</p>"


def test_the_workspaces_own_form_goes_first(tmp_path: Path) -> None:
    own = tmp_path / "report.html"
    own.write_text("<h1>{{title}}</h1>", encoding="utf-8")
    assert templates.load("report", SCHEMA, tmp_path).fill({"title": "甲"}) == "<h1>甲</h1>"
    own.write_bytes(b"\xff\xfe")
    with pytest.raises(TemplateProblemError):
        templates.load("report", SCHEMA, tmp_path)
    own.write_bytes(b" " * (templates.MAX_BYTES + 1))
    with pytest.raises(TemplateProblemError):
        templates.load("report", SCHEMA, tmp_path)
    with pytest.raises(UserFacingError, match=r"report\.template_unreadable"):
        templates.load("missing", SCHEMA)


_BITS = ["{{", "}}", "{{#rows}}", "{{/rows}}", "{{title}}", "<p>", "<b", ">", "<script>", "'", "x"]


@given(st.lists(st.sampled_from(_BITS), max_size=12).map("".join), st.text(max_size=20))
def test_a_form_is_good_or_refused_and_words_stay_words(source: str, words: str) -> None:
    try:
        form = parse(source, "form.html", SCHEMA)
    except TemplateProblemError:
        return
    found = form.fill({"title": words, "rows": [{"name": words}]})
    assert "<script" not in found
    bare = form.fill({"title": "", "rows": [{"name": ""}]})
    assert found.count("<") == bare.count("<")
    assert re.sub(r"&(lt|gt|quot|amp|#x27);", "", found).count("&") == 0
