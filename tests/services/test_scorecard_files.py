"""A template and an answers file, checked and scored without a workspace, whatever they hold."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.services.scorecards import MAX_FILE_BYTES, check_template, score_file
from tests.factories_scoring import WORKED, WORKED_ANSWERS


@pytest.fixture
def card(tmp_path: Path) -> Path:
    path = tmp_path / "卡.toml"
    path.write_text(WORKED, encoding="utf-8")
    return path


def answers(folder: Path, content: str | bytes) -> Path:
    path = folder / "answers.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_score_is_the_document_of_the_command_line(card: Path, tmp_path: Path) -> None:
    given = answers(tmp_path, json.dumps(WORKED_ANSWERS | {"c1": "no", "b2": 0, "c2": "n/a"}))
    document = score_file(card, given, "en")
    assert json.loads(json.dumps(document)) == document
    assert list(document) == [
        "base", "raw", "published", "passed", "fatal", "grade", "no_score",
        "items", "problems", "explain",
    ]  # fmt: skip
    assert document["base"] == "111/2"
    assert (document["raw"], document["published"]) == ("55.5", "0.0")
    assert (document["passed"], document["fatal"], document["no_score"]) == (False, True, False)
    assert document["items"][2] == {
        "id": "a3", "section": "A", "name": "语气", "answer": 4, "state": "scored",
        "bonus": False, "fraction": "0.75", "nominal": "10", "applied": "10",
        "earned": "7.5", "lost": "2.5",
    }  # fmt: skip
    assert "Critical item c1 核对身份 → total 0 (raw score 55.5)" in document["explain"]


def test_no_score_is_null(tmp_path: Path) -> None:
    card = tmp_path / "card.toml"
    keep = WORKED.index("[[sections]]"), WORKED.index('[[sections]]\nid = "C"')
    card.write_text(WORKED[: keep[0]] + WORKED[keep[1] :], encoding="utf-8")
    document = score_file(card, answers(tmp_path, '{"c1": "n/a", "c2": "n/a"}'))
    assert document["no_score"] is True
    assert [document[key] for key in ("base", "raw", "published", "passed", "grade")] == [None] * 5


def test_a_byte_order_mark_is_fine(tmp_path: Path) -> None:
    card = tmp_path / "card.toml"
    card.write_bytes(b"\xef\xbb\xbf" + WORKED.encode())
    given = answers(tmp_path, b"\xef\xbb\xbf" + json.dumps(WORKED_ANSWERS).encode())
    assert score_file(card, given)["published"] == "63.5"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "answers_unreadable"),
        (b"{", "answers_unreadable"),
        (b"[1]", "answers_unreadable"),
        (b"[" * 200_000, "answers_unreadable"),
        (b'{"a1": ' + b"9" * 6000 + b"}", "answers_unreadable"),
        (b'{"a3": 4.0}', "answers_bad_value"),
        (b'{"a3": NaN}', "answers_bad_value"),
        (b'{"a3": null}', "answers_bad_value"),
        (b'{"a3": true}', "answers_bad_value"),
        (b'{"a3": [1.5]}', "answers_bad_value"),
        (b'{"a1": "\\ud800"}', "answers_bad_value"),
        (b'{"a1": "yes", "a1": "no"}', "answers_repeated"),
        (b'{"\\ud800": "yes"}', "answer_unknown_item"),
        (b"\xff\xfe{}", "file_not_utf8"),
        (b"PK\x03\x04\x14\x00", "file_is_workbook"),
        (b" " * (MAX_FILE_BYTES + 1), "file_too_large"),
        (b"{}", "answer_missing"),
    ],
)
def test_hostile_answers(card: Path, tmp_path: Path, content: bytes, problem: str) -> None:
    with pytest.raises(UserFacingError) as refused:
        score_file(card, answers(tmp_path, content))
    assert refused.value.id == f"scoring.{problem}"
    for language in ("zh", "en"):
        assert len(refused.value.say(language).encode()) < 1000


def test_files_that_are_none(card: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    cases = [
        (tmp_path / "missing.toml", "file_unreadable"),
        (tmp_path, "file_not_regular"),
        (pipe, "file_not_regular"),
        (Path("a\x00b"), "file_unreadable"),
        (tmp_path / ("长" * 300), "file_unreadable"),
    ]
    for path, problem in cases:
        with pytest.raises(UserFacingError) as refused:
            check_template(path)
        assert refused.value.id == f"scoring.{problem}", path
        assert refused.value.say("zh") and refused.value.say("en")
        said = refused.value.say("zh").replace(path.name, "")
        assert not re.search("[a-zA-Z]{3}", said), "in the reader's language, not the system's"


def test_check_reports_every_problem(card: Path) -> None:
    assert check_template(card).ok
    card.write_text(WORKED.replace("weight = 10", "weight = 0"), encoding="utf-8")
    report = check_template(card)
    assert not report.ok
    assert [problem.path for problem in report.problems] == [
        f"sections[0].items[{number}].weight" for number in range(3)
    ]
    assert report.problems[0].render("zh").startswith("第 14 行起的 sections[0].items[0].weight：")
