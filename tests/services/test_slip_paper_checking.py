"""A slip's PDF held against what was signed: a changed amount, name, second or day is found."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from qa_desktop.cli.app import run
from qa_desktop.domain.scoring import Name
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import set_fields
from qa_desktop.journal.personal import Personal
from qa_desktop.reports.html import template_of, to_html
from qa_desktop.reports.pdf import Paper, to_pdf
from qa_desktop.services import slip_paper_checking, slip_papers
from qa_desktop.services.evaluating import correct_evaluation, form_of
from qa_desktop.services.fault_catalogue import change_fault
from qa_desktop.services.slip_checking import Checked, code_of
from qa_desktop.services.slip_files import save_slip_files
from qa_desktop.services.slip_moves import (
    Witness,
    cancel_slip,
    hear_agent,
    record_absence,
    sign_slip,
)
from qa_desktop.services.slip_paper_checking import check_pdf
from qa_desktop.services.slip_papers import slip_data, slip_report
from qa_desktop.services.slips import begin_slip, draw_slip
from qa_desktop.store.evaluations import get_evaluation
from qa_desktop.store.fault_catalogue import find_faults
from qa_desktop.store.penalty_standards import shipped_standard
from qa_desktop.store.reader import get_owner
from qa_desktop.store.scorecards import get_version
from qa_desktop.store.slips import get_slip, read_slip
from qa_desktop.store.workspace import Workspace
from qa_desktop.texts import Text
from tests.factories_slips import FAULT
from tests.services.slip_people import HEARD, STROKES, bad_item, evaluate_badly, written


@pytest.fixture
def alone(tmp_path: Path, qapp) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        yield workspace


@pytest.fixture
def slip(alone: Workspace, tmp_path: Path) -> str:
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    form = begin_slip(alone.db, evaluation)
    lines = [replace(line, words="抢话 3 次，客户两次要求说完") for line in form.faults]
    form = replace(form, faults=lines, rung="fine", amount_cents=5_000, why_other="屡教不改")
    return draw_slip(alone, form, "2026-11-22").slip


def check_one(db: Database, file: Path) -> Checked:
    (found,) = check_pdf(db, file)
    return found


def forged(workspace: Workspace, slip: str, out: Path, change: Callable[[str], str]) -> Path:
    """The paper as the program prints it, with something else in place of what was signed."""
    report = slip_report(workspace.db, slip)
    page = to_html(report, template_of(report, None), "zh", points=8.0)
    changed = change(page)
    assert changed != page
    out.write_bytes(to_pdf([Paper(changed, "x", False, 8.0)], title="x", language="zh"))
    return out


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_printed_paper_is_what_was_signed(
    alone: Workspace, slip: str, tmp_path: Path, language
) -> None:
    paper = tmp_path / "slip.pdf"
    save_slip_files(alone.folder, [slip], paper, language)
    found = check_one(alone.db, paper)
    assert (found.slip, found.problems, found.later) == (slip, (), ())


def test_the_paper_says_why_the_agent_was_absent(
    alone: Workspace, slip: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_absence(alone, slip, Witness("李明"), "休产假")
    told = slip_data(alone.db, slip).answer
    assert isinstance(told, Text) and told.render("zh") == "不在场（见证人：李明）：休产假"
    silent = tmp_path / "silent.pdf"
    with monkeypatch.context() as patch:
        patch.setattr(slip_papers, "_answer_words", slip_papers._plain_answer)
        save_slip_files(alone.folder, [slip], silent, "zh")
    paper = tmp_path / "slip.pdf"
    save_slip_files(alone.folder, [slip], paper, "zh")
    assert check_one(alone.db, paper).problems == ()
    assert check_one(alone.db, silent).problems != ()


def test_a_paper_of_before_the_talk_stays_genuine(alone: Workspace, tmp_path: Path) -> None:
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    slip = draw_slip(alone, begin_slip(alone.db, evaluation), "2026-11-22").slip
    paper = tmp_path / "slip.pdf"
    save_slip_files(alone.folder, [slip], paper, "zh")
    hear_agent(alone, slip, True, "我抢话了", HEARD)
    sign_slip(alone, slip, STROKES)
    found = check_one(alone.db, paper)
    assert found.problems == () and found.later == ("hear", "sign")


def test_a_paper_of_before_it_was_cancelled_stays_genuine(
    alone: Workspace, slip: str, tmp_path: Path
) -> None:
    """What was printed then named the fine; what is printed now says that none is."""
    before, after = tmp_path / "before.pdf", tmp_path / "after.pdf"
    save_slip_files(alone.folder, [slip], before, "zh")
    cancel_slip(alone, slip, "看错了")
    save_slip_files(alone.folder, [slip], after, "zh")
    assert check_one(alone.db, before).problems == check_one(alone.db, after).problems == ()
    measure = slip_report(alone.db, slip).section("measure").facts[0].value
    assert "50" not in measure.render("zh")


def test_a_paper_stays_genuine_in_another_zone_and_after_a_rename(
    alone: Workspace, slip: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_tokyo(at_ms: int) -> datetime:
        return local_moment(at_ms) + timedelta(hours=9)

    paper = tmp_path / "slip.pdf"
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(slip_papers, "local_moment", in_tokyo)
        save_slip_files(alone.folder, [slip], paper, "zh")
    assert check_one(alone.db, paper).problems == ()
    person = get_owner(alone.db).person
    alone.write([set_fields("person", person, {"name": Personal("李敏敏 2")})])
    change_fault(
        alone, replace(find_faults(alone.db)["interrupting"], name=Name("抢话", "Cuts in"))
    )
    assert check_one(alone.db, paper).problems == ()
    other = tmp_path / "other.pdf"
    forged(alone, slip, other, lambda page: page.replace("李敏敏 2", "李明"))
    assert check_one(alone.db, other).problems


def test_the_score_on_a_paper_is_that_of_what_was_signed(
    alone: Workspace, slip: str, tmp_path: Path
) -> None:
    paper = tmp_path / "slip.pdf"
    save_slip_files(alone.folder, [slip], paper, "zh")
    before = slip_data(alone.db, slip)
    evaluation = get_slip(alone.db, slip).evaluation
    form = form_of(get_evaluation(alone.db, evaluation).payload)
    item = bad_item(get_version(form.scorecard, alone.db))
    better = replace(form, answers=form.answers | {item: 0})
    correct_evaluation(alone, evaluation, better, "听错了")
    after = slip_data(alone.db, slip)
    assert (after.score, after.faults) == (before.score, before.faults)
    assert [each.id for each in check_one(alone.db, paper).problems] == ["slip.check_outdated"]


def test_the_paper_says_that_the_months_cap_made_it_less(alone: Workspace) -> None:
    clause = next(each for each in shipped_standard().clauses if each.measures[2].rung == "fine")
    line = FAULT | {"fault": clause.fault, "clause": clause.number, "severity": "grave",
                    "rung": "fine", "amount_cents": clause.measures[2].amount_cents}  # fmt: skip
    told = []
    for less in (0, 1):
        cents = 2 * line["amount_cents"] - less
        slip = written(alone, cents, faults=[line, line], terms=shipped_standard().terms)
        told.append([each.render("zh") for each in slip_data(alone.db, slip).reasons])
    assert told[1] == [*told[0], "本月扣罚合计不超过 200 元"]


@pytest.mark.parametrize(
    ("signed", "claimed"),
    [
        ("50", "500"), ("50", "5"), ("0617", "0671"), ("00:00–00:01", "00:03–00:04"),
        ("2026-11-22", "2026-11-21"), ("李敏", "李明"), ("抢话 3 次", "抢话 13 次"),
        ("抢话、打断客户", "辱骂客户"), ("屡教不改", "第一次"),
    ],
)  # fmt: skip
def test_what_was_changed_on_the_paper_is_found(
    alone: Workspace, slip: str, tmp_path: Path, signed: str, claimed: str
) -> None:
    def change(page: str) -> str:
        head, body = page.split("<body", 1)
        unit = " 元" if signed == "50" else ""
        return f"{head}<body{body.replace(signed + unit, claimed + unit)}"

    found = check_one(alone.db, forged(alone, slip, tmp_path / "slip.pdf", change))
    assert found.slip == slip and found.problems


def test_a_number_that_nobody_signed_is_found(alone: Workspace, slip: str, tmp_path: Path) -> None:
    """All that was signed still stands there."""
    said = "屡教不改"
    paper = forged(
        alone, slip, tmp_path / "slip.pdf", lambda page: page.replace(said, f"{said} 另罚 300 元")
    )
    (problem,) = check_one(alone.db, paper).problems
    assert problem.id == "slip.check_pdf_extra" and problem.params["words"] == "300"


@pytest.mark.parametrize(
    ("word", "signed"),
    [("300", False), ("20261123001", True), ("20261", True), ("123001", True), ("0013", False)],
)
def test_digits_out_of_the_middle_of_a_number_were_not_signed(word: str, signed: bool) -> None:
    """A narrow column breaks a long number at its ends, nobody's fine stands in its middle."""
    assert slip_paper_checking._names("编号20261123001 3F00-13A9", word) == signed


def test_what_is_no_slips_paper_is_said(alone: Workspace, slip: str, tmp_path: Path) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(to_pdf([Paper("<p>会议纪要</p>", "x", False, 9.0)], title="x", language="zh"))
    with pytest.raises(UserFacingError, match=r"slip\.no_code_in_pdf"):
        check_one(alone.db, other)
    other.write_text("no pdf", encoding="utf-8")
    with pytest.raises(UserFacingError, match=r"slip\.no_pdf"):
        check_one(alone.db, other)


def test_every_slip_in_a_file_is_checked_by_itself(
    alone: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    slips = []
    for evaluation in evaluate_badly(alone, tmp_path / "in", 3):
        form = replace(begin_slip(alone.db, evaluation), rung="fine", amount_cents=5_000)
        slips.append(draw_slip(alone, replace(form, why_other="屡教不改"), "2026-11-22").slip)
    paper = tmp_path / "all.pdf"
    save_slip_files(alone.folder, slips, paper, "zh")
    found = check_pdf(alone.db, paper)
    assert [(each.slip, each.problems) for each in found] == [(slip, ()) for slip in slips]
    pages = []
    for place, slip in enumerate(slips):
        report = slip_report(alone.db, slip)
        page = to_html(report, template_of(report, None), "zh", points=8.0)
        if place == 1:
            # so long that it ends no group of a code by chance
            page = page.replace("50 元", "90909 元")
        elif place == 2:
            page = re.sub(r"[0-9A-F]{4}(-[0-9A-F]{4}){4}", "没有", page)
        pages.append(Paper(page, "质检提醒单", False, 8.0))
    code = code_of(read_slip(alone.db, slips[0]))
    strange = pages[0].page.replace(code, "-".join(["0000"] * 5))
    pages.append(replace(pages[0], page=strange))
    paper.write_bytes(to_pdf(pages, title="x", language="zh"))
    found = check_pdf(alone.db, paper)
    assert [(each.slip, {problem.id for problem in each.problems}) for each in found] == [
        (slips[0], set()),
        (slips[1], {"slip.check_pdf_missing", "slip.check_pdf_extra"}),
        ("", {"slip.check_no_code"}),
        ("", {"slip.check_in_file"}),
    ]
    monkeypatch.setenv("QA_DESKTOP_WORKSPACE", str(alone.folder))
    assert run(["slip", "verify", str(paper), "--second", "1", "--json"]) == 3
    assert [each["ok"] for each in json.loads(capsys.readouterr().out)] == [
        True,
        False,
        False,
        False,
    ]


def test_on_the_command_line(
    alone: Workspace, slip: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_DESKTOP_WORKSPACE", str(alone.folder))
    paper = tmp_path / "slip.PDF"
    save_slip_files(alone.folder, [slip], paper, "zh")
    assert run(["slip", "verify", str(paper)]) == 0
    forged(alone, slip, paper, lambda page: page.replace("50 元", "90 元"))
    assert run(["slip", "verify", str(paper)]) == 3
