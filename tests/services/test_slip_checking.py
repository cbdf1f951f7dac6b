"""``slip verify``: who signed exactly what, and what was changed since."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import soundfile

from qa_desktop.cli.app import run as run_command
from qa_desktop.domain.penalty_ladder import recommend
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create
from qa_desktop.journal.personal import Personal
from qa_desktop.services import slip_moves
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.erasing import erase, plan_recording
from qa_desktop.services.evaluating import correct_evaluation, form_of
from qa_desktop.services.fund import find_owed, receive_fines, reverse, spend
from qa_desktop.services.fund_sheet import fund_report
from qa_desktop.services.penalty_standards import publish_standard
from qa_desktop.services.recusals import declare_recusal
from qa_desktop.services.reporting import write_report
from qa_desktop.services.slip_checking import (
    Claims,
    check_bundle,
    check_slip,
    code_of,
    differences,
)
from qa_desktop.services.slip_files import save_slip_files
from qa_desktop.services.slip_follow_up import plan_follow_up
from qa_desktop.services.slip_holding import _holds
from qa_desktop.services.slip_moves import (
    Witness,
    cancel_slip,
    confirm_slip,
    hear_agent,
    refuse_slip,
    send_slip,
    sign_off,
    sign_slip,
    void_slip,
)
from qa_desktop.services.slip_verdict import signatures_of
from qa_desktop.store.coaching import find_follow_ups
from qa_desktop.store.evaluations import get_evaluation
from qa_desktop.store.fund import balances, fund_lines
from qa_desktop.store.penalty_standards import shipped_standard
from qa_desktop.store.slips import get_slip, read_slip
from qa_desktop.store.workspace import Workspace
from tests.factories_slips import FAULT
from tests.services.slip_people import (
    HEARD,
    STROKES,
    People,
    draw,
    evaluate_badly,
    fined,
    link_agent,
    people,
    voided,
    written,
)

_NOON = datetime(2026, 11, 22, 12)


@pytest.fixture
def team(tmp_path: Path, quick_seals: None) -> Iterator[People]:
    with people(tmp_path) as found:
        yield found


def agreed(team: People, evaluation: str, **other: object) -> str:
    slip = draw(team.inspector, evaluation, **other)
    send_slip(team.inspector, slip, team.lead.person, team.supervisor.person, team.manager.person)
    team.send_to(team.lead)
    confirm_slip(team.lead, slip, HEARD)
    team.send_to(team.inspector)
    return slip


def closed(team: People, evaluation: str, **other: object) -> str:
    slip = agreed(team, evaluation, **other)
    hear_agent(team.inspector, slip, True, "我抢话了", HEARD)
    sign_slip(team.inspector, slip, STROKES, "以后注意")
    team.send_to(team.lead)
    sign_off(team.lead, slip, STROKES)
    team.send_to(team.supervisor)
    if get_slip(team.supervisor.db, slip).stage == "answered":
        sign_off(team.supervisor, slip)
    team.exchange()
    return slip


def test_who_signed_what_and_what_a_paper_says_otherwise(team: People, tmp_path: Path) -> None:
    (evaluation,) = evaluate_badly(team.inspector, tmp_path / "in")
    slip = agreed(team, evaluation)
    printed = code_of(read_slip(team.inspector.db, slip))
    before = check_slip(team.inspector.db, printed.lower().replace("-", " "))
    assert (before.ok, before.later, before.slip) == (True, (), slip)
    hear_agent(team.inspector, slip, False, "", HEARD)
    found = check_slip(team.inspector.db, printed)
    assert (found.ok, found.later) == (True, ("hear",))
    assert found.code != printed
    assert [each.move for each in found.signatures] == ["draw", "send", "confirm", "hear"]
    assert all(each.is_signed and each.fingerprint for each in found.signatures)
    assert found.signatures[2].name == "lead·王"
    says = Claims(amount="0", number="0617", second="0.5", day="2026-11-22")
    assert differences(found, says) == []
    others = {
        "amount": "200",
        "name": "李四",
        "number": "0618",
        "second": "1:12",
        "day": "2026-11-23",
    }
    for name, value in others.items():
        (told,) = differences(found, Claims(**{name: value}))
        assert value in told.render("zh")
    with pytest.raises(UserFacingError, match=r"slip\.unknown_code"):
        check_slip(team.inspector.db, printed[:-1] + ("0" if printed[-1] != "0" else "1"))
    with pytest.raises(UserFacingError, match=r"slip\.unknown"):
        check_slip(team.inspector.db, "nobody")
    revision = get_evaluation(team.inspector.db, evaluation)
    correct_evaluation(team.inspector, evaluation, form_of(revision.payload), "看错")
    assert get_slip(team.inspector.db, slip).is_outdated
    assert [each.id for each in check_slip(team.inspector.db, slip).problems] == [
        "slip.check_outdated"
    ]


TAMPERED = [
    # in the operation that drew it: amount, second of audio, day, name's hash
    ("UPDATE op SET raw = replace(raw, '\"amount_cents\":0', '\"amount_cents\":1') WHERE id = ?1",
     "slip.check_changed"),
    ("UPDATE op SET raw = replace(raw, '\"from_ms\":500', '\"from_ms\":501') WHERE id = ?1",
     "slip.check_changed"),
    ("UPDATE op SET raw = replace(raw, '\"day\":\"2026-11-22\"', '\"day\":\"2026-11-21\"') "
     "WHERE id = ?1", "slip.check_changed"),
    # in what is shown
    ("UPDATE slip SET amount_cents = 1 WHERE drawn = ?1", "slip.check_table"),
    ("UPDATE slip SET day = '2026-11-21' WHERE drawn = ?1", "slip.check_table"),
    ("UPDATE slip_fault SET from_ms = 1 WHERE parent IN (SELECT n FROM slip WHERE drawn = ?1)",
     "slip.check_table"),
    ("UPDATE slip_move SET person = 'x' WHERE parent IN (SELECT n FROM slip WHERE drawn = ?1)",
     "slip.check_table"),
    ("UPDATE personal SET value = '0618' WHERE hash IN "
     "(SELECT agent_number FROM slip WHERE drawn = ?1)", "slip.check_value"),
]  # fmt: skip


def test_what_was_changed_behind_the_signatures_is_found(alone: Workspace, tmp_path: Path) -> None:
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    slip = draw(alone, evaluation)
    drawn = get_slip(alone.db, slip).drawn
    assert check_slip(alone.db, slip).ok
    for sql, problem in TAMPERED:
        alone.db.conn.execute("SAVEPOINT before")
        assert alone.db.conn.execute(sql, [drawn]).rowcount > 0, sql
        found = check_slip(alone.db, slip)
        assert problem in [each.id for each in found.problems], sql
        alone.db.conn.execute("ROLLBACK TO before")
        alone.db.conn.execute("RELEASE before")
    assert check_slip(alone.db, slip).ok


def test_who_acted_though_the_slip_should_have_kept_them_out(
    alone: Workspace, tmp_path: Path
) -> None:
    """Its writer left them out of ``barred`` and ``agent_person``."""
    slip = fined(alone, 1_000)
    agent = read_slip(alone.db, slip).row.agent
    alone.write([create("agent", agent, {"status": "new"})])

    def problems() -> list[str]:
        return [each.id for each in check_slip(alone.db, slip).problems]

    before = problems()
    declare_recusal(alone, alone.person, agent, "亲戚")
    assert problems() == before  # after all that they did
    alone.db.conn.execute("UPDATE recusal SET created_at = 1")
    assert set(problems()) - set(before) == {"slip.check_barred"}
    link_agent(alone, agent, alone.person)
    assert set(problems()) - set(before) == {"slip.check_barred", "slip.check_self"}


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "w", name="王", number="1") as workspace:
        yield workspace


def test_an_encrypted_bundle_is_checked_by_whom_it_is_for(team: People, tmp_path: Path) -> None:
    (evaluation,) = evaluate_badly(team.inspector, tmp_path / "in")
    slip = closed(team, evaluation)
    file, to = tmp_path / "slip.qab", [team.manager.person]
    assert write_out(team.inspector, file, subject=slip, to=to).encrypted
    for workspace in (team.manager, team.inspector):  # who wrote it can open it too
        (found,) = check_bundle(workspace.db, workspace.folder, workspace.keys, file)
        assert found.ok and found.stage == "closed"
    with pytest.raises(UserFacingError):
        check_bundle(team.lead.db, team.lead.folder, team.lead.keys, file)


def test_the_agents_signature_is_the_agents(team: People, tmp_path: Path) -> None:
    (evaluation,) = evaluate_badly(team.inspector, tmp_path / "in")
    slip = closed(team, evaluation)
    lines = signatures_of(check_slip(team.manager.db, slip), "zh")
    (signed,) = [line for line in lines if "0617" in line]
    assert "坐席签字" in signed and "由 inspector·王" in signed and "记录" in signed


def test_a_witness_who_is_none_is_found_in_a_slip_of_others(
    team: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program may have let the agent be the witness of their own refusal."""
    (evaluation,) = evaluate_badly(team.inspector, tmp_path / "in")
    slip = draw(team.inspector, evaluation)
    send_slip(team.inspector, slip, team.lead.person)
    team.exchange()
    confirm_slip(team.lead, slip, HEARD)
    team.exchange()
    hear_agent(team.inspector, slip, True, "我抢话了", HEARD)
    with pytest.raises(UserFacingError, match=r"right\.slip_witness"):
        refuse_slip(team.inspector, slip, Witness("坐席617"))
    with monkeypatch.context() as patch:
        patch.setattr(slip_moves, "is_one_of", lambda *_: False)
        refuse_slip(team.inspector, slip, Witness("坐席617"))
    team.exchange()
    problems = [each.id for each in check_slip(team.lead.db, slip).problems]
    assert problems == ["slip.check_witness"]


def test_what_was_marked_as_good_stands_on_the_slip(team: People, tmp_path: Path) -> None:
    (evaluation,) = evaluate_badly(team.inspector, tmp_path / "in")
    slip = closed(team, evaluation)
    assert read_slip(team.manager.db, slip).drawn["strengths"] == "态度热情\n声音亲切"


def test_a_bundle_about_a_slip_is_whole_and_is_checked_unmerged(
    team: People, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (evaluation,) = evaluate_badly(team.inspector, tmp_path / "in")
    slip = closed(team, evaluation)
    plan_follow_up(
        team.inspector, slip, [("mood", "2026-11-25"), ("relisten", "2026-12-01")], "抢话",
        _NOON,
    )  # fmt: skip
    due = find_follow_ups(team.inspector.db, team.inspector.person, "2026-12-31")
    assert [(each.follow_up, each.purpose, each.slip) for each in due] == [
        ("2026-11-25", "mood", slip), ("2026-12-01", "relisten", slip),
    ]  # fmt: skip
    file = tmp_path / "slip.qab"
    write_out(team.inspector, file, subject=slip, audio="full")
    with Workspace.open(tmp_path / "other", name="外", number="9") as other:
        (found,) = check_bundle(team.manager.db, team.manager.folder, team.manager.keys, file)
        assert found.ok
        assert found.stage == "closed"
        other.trust(team.inspector.trust_group)
        merge(other, file)
        row = get_slip(other.db, slip)
        assert (row.stage, row.agent_number, row.lead_name) == ("closed", "0617", "lead·王")
        assert check_slip(other.db, slip).ok
        assert other.blobs.has(str(row.recording))
        for kind in ("evaluation", "call", "agent", "coaching", "annotation"):
            assert other.db[kind].count >= 1, kind
        assert read_slip(other.db, slip).moves[-1].op == read_slip(
            team.manager.db, slip
        ).moves[-1].op  # fmt: skip
    changed = tmp_path / "changed.qab"
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b'amount_cents\\":0', b'amount_cents\\":9'))
    with pytest.raises(UserFacingError):
        check_bundle(team.manager.db, team.manager.folder, team.manager.keys, changed)
    folder = str(team.manager.folder)
    args = ["--workspace", folder, "--lang", "zh_CN", "slip", "verify"]
    code = code_of(read_slip(team.manager.db, slip))
    assert run(*args, code, "--amount", "0", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["code"], told["agent_number"]) == (True, code, "0617")
    assert run(*args, code, "--amount", "50") == 3
    assert "纸上为“50”，签字的是“0”" in capsys.readouterr().out
    assert run(*args, str(file), "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["slip"] == slip
    assert run("--workspace", folder, "slip", "list", "--json") == 0
    assert [each["stage"] for each in json.loads(capsys.readouterr().out)] == ["closed"]
    assert run("--workspace", folder, "--lang", "zh_CN", "slip", "show", slip[:8]) == 0
    assert "坐席先听录音" in capsys.readouterr().out
    for ending in ("html", "xlsx"):
        out = str(tmp_path / f"slip.{ending}")
        assert run("--workspace", folder, "slip", "print", slip[:8], "--out", out) == 0
    assert code in (tmp_path / "slip.html").read_text(encoding="utf-8")
    out = tmp_path / "plain" / "slip.html"
    out.parent.mkdir()
    inspector = team.inspector.folder
    paper, clip = save_slip_files(inspector, [slip], out, "zh", with_clips=True).files
    assert paper.stat().st_size and soundfile.info(clip).duration == pytest.approx(2.0, abs=0.01)


def run(*args: str) -> int:
    return run_command([*args])


def test_a_recording_is_held_while_its_slip_lives(alone: Workspace, tmp_path: Path) -> None:
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    slip = draw(alone, evaluation)
    call = get_slip(alone.db, slip).call
    with pytest.raises(UserFacingError, match=r"slip\.recording_held"):
        erase(alone, plan_recording(alone, call))
    row = get_slip(alone.db, slip)
    dayless = replace(row, stage="closed", day=None)  # type: ignore[arg-type]
    assert _holds(alone.db, dayless, "2999-01-01")
    assert not _holds(alone.db, replace(dayless, day=row.day), "2999-01-01")
    cancel_slip(alone, slip, "开错了")
    erase(alone, plan_recording(alone, call))
    row = get_slip(alone.db, slip)
    assert (row.agent_number, row.serial) == (None, None)
    assert check_slip(alone.db, slip).ok


def test_the_fund_follows_from_closed_slips(team: People, tmp_path: Path) -> None:
    """Two fines of one month, together above the cap; one is voided by an appeal."""
    one, other = evaluate_badly(team.inspector, tmp_path / "in", 2)
    fine = {"rung": "fine", "why_other": "屡教不改"}
    first = closed(team, one, amount_cents=12_000, **fine)
    second = closed(team, other, amount_cents=8_000, **fine)
    keeper = team.manager
    assert [line.amount_cents for line in find_owed(keeper.db)] == [12_000, 8_000]
    (balance,) = balances(keeper.db)
    assert (balance.month, balance.due, balance.owed, balance.held) == (
        "2026-11", 20_000, 20_000, 0,
    )  # fmt: skip
    with pytest.raises(UserFacingError, match=r"right\.no_role"):
        receive_fines(team.lead, [first], "2026-11-23")
    receive_fines(keeper, [first, second], "2026-11-23")
    with pytest.raises(UserFacingError, match=r"fund\.nothing_due"):
        receive_fines(keeper, [first], "2026-11-23")
    with pytest.raises(UserFacingError, match=r"fund\.not_enough"):
        spend(keeper, balance.team, "2026-11-24", 20_001, "奶茶")
    tea = spend(keeper, balance.team, "2026-11-24", 6_000, "奶茶 6 杯").ids[0]
    team.exchange()
    assert [each.held for each in balances(team.lead.db)] == [14_000]
    reverse(keeper, tea, "2026-11-25", "记错了")
    with pytest.raises(UserFacingError, match=r"fund\.no_entry"):
        reverse(keeper, tea, "2026-11-25", "再来")
    void_slip(team.supervisor, first, "申诉成立")
    team.exchange()
    for each in team.all:
        (balance,) = balances(each.db)
        assert (balance.due, balance.received, balance.spent) == (8_000, 20_000, 0)
    kinds = [line.kind for line in fund_lines(keeper.db)]
    assert sorted(kinds) == ["due", "due", "receipt", "receipt", "reversal", "spending", "void"]
    receipt = next(
        line.id for line in fund_lines(keeper.db) if line.kind == "receipt" and line.slip == first
    )
    reverse(keeper, receipt, "2026-11-26", "退还")
    (balance,) = balances(keeper.db)
    assert (balance.due, balance.received, balance.owed) == (8_000, 8_000, 0)
    assert find_owed(keeper.db) == []
    sheet = fund_report(keeper.db, month="2026-11")
    assert sheet.rows == 1
    shown = sheet.section("lines").table
    assert shown is not None
    amounts = [row[5].render("zh") for row in shown.rows]
    assert sorted(amounts, key=float) == [
        "-120.00", "-120.00", "-60.00", "60.00", "80.00", "80.00", "120.00", "120.00",
    ]  # fmt: skip
    codes = {row[4].render("zh") for row in shown.rows} - {""}
    papers = {
        code_of(read_slip(keeper.db, each.slip)) for each in fund_lines(keeper.db) if each.slip
    }
    assert len(codes) == len(papers) > 1
    assert all(any(paper.startswith(code) for paper in papers) for code in codes)
    for ending in ("html", "xlsx"):
        write_report(sheet, tmp_path / f"fund.{ending}", "zh")
    assert "奶茶基金共享单" in (tmp_path / "fund.html").read_text(encoding="utf-8")
    assert fund_report(keeper.db, month="2026-10").rows == 0


def test_two_inspectors_apart_do_not_fine_above_the_cap(alone: Workspace) -> None:
    """Neither knew of the other's slip: what was closed first counts first."""

    first, second = fined(alone, 12_000), fined(alone, 12_000)
    assert [(line.amount_cents, line.capped_cents) for line in fund_lines(alone.db)] == [
        (12_000, 0), (8_000, 4_000),
    ]  # fmt: skip
    assert [each.due for each in balances(alone.db)] == [20_000]
    receive_fines(alone, [second], "2026-11-30")
    assert [line.id for line in find_owed(alone.db)] == [first]
    alone.db.conn.execute("UPDATE slip SET day = NULL")
    assert [line.kind for line in fund_lines(alone.db)] == ["receipt"]


def test_what_is_due_again_when_another_slip_is_voided_can_be_received(alone: Workspace) -> None:
    first, second = fined(alone, 12_000), fined(alone, 12_000)
    receive_fines(alone, [first, second], "2026-11-30")
    voided(alone, first)
    (owed,) = find_owed(alone.db)
    assert (owed.id, owed.amount_cents) == (second, 4_000)
    back = next(line.id for line in fund_lines(alone.db) if line.goes_back)
    reverse(alone, back, "2026-11-30", "退还")
    assert [each.owed for each in balances(alone.db)] == [4_000]
    receive_fines(alone, [second], "2026-12-01")
    assert find_owed(alone.db) == [] and [each.owed for each in balances(alone.db)] == [0]


def test_each_fine_is_held_within_the_cap_of_its_own_standard(alone: Workspace) -> None:
    """The cap was raised within the month; a slip of a strict standard that is void counts for
    nothing."""
    strict = replace(shipped_standard(), monthly_cap_cents=1_000)
    low = replace(shipped_standard(), monthly_cap_cents=10_000)
    publish_standard(alone, strict, "2026-11-01", "试行")
    publish_standard(alone, low, "2026-11-02", "通知")
    voided(alone, fined(alone, 1_000, standard=strict.id))
    for cents, standard in ((10_000, low), (10_000, shipped_standard()), (500, low)):
        fined(alone, cents, standard=standard.id)
    due = [line for line in fund_lines(alone.db) if line.kind == "due"]
    assert [(line.amount_cents, line.capped_cents) for line in due] == [
        (1_000, 0), (10_000, 0), (10_000, 0), (0, 500),
    ]  # fmt: skip


def test_a_fine_that_its_faults_do_not_lead_to_is_found(alone: Workspace) -> None:
    standard = shipped_standard()
    line = FAULT | {"rung": recommend(standard, "interrupting", "minor", "none").rung}
    as_told = {"terms": standard.terms, "faults": [line],
               "sign_offs": list(standard.rung("fine").sign_offs)}  # fmt: skip
    forged = written(alone, 9_000_000, **as_told)
    problems = [each.id for each in check_slip(alone.db, forged).problems]
    assert problems == ["slip.check_overall", "slip.check_cap"]
    chosen = {"rung": line["rung"], "amount_cents": 0}
    fair = written(alone, 5_000, recommended=chosen, why_other=Personal("屡教不改"), **as_told)
    assert check_slip(alone.db, fair).problems == ()


def test_one_evaluation_has_one_slip_that_stands(team: People, tmp_path: Path) -> None:
    (evaluation,) = evaluate_badly(team.inspector, tmp_path / "in")
    slip = closed(team, evaluation)
    with pytest.raises(UserFacingError, match=r"slip\.exists"):
        draw(team.inspector, evaluation)
    void_slip(team.supervisor, slip, "申诉成立")
    team.exchange()
    assert draw(team.inspector, evaluation)


def test_a_paper_of_before_a_move_made_apart_came_is_genuine(team: People, tmp_path: Path) -> None:
    """The lead confirmed before the inspector heard the agent and printed, and was heard of
    later."""
    (evaluation,) = evaluate_badly(team.inspector, tmp_path / "in")
    slip = draw(team.inspector, evaluation)
    send_slip(team.inspector, slip, team.lead.person, team.supervisor.person, team.manager.person)
    team.exchange()
    confirm_slip(team.lead, slip, HEARD)
    hear_agent(team.inspector, slip, True, "我抢话了", HEARD)
    printed = code_of(read_slip(team.inspector.db, slip))
    team.exchange()
    assert [move.move for move in read_slip(team.lead.db, slip).moves][-2:] == ["confirm", "hear"]
    found = check_slip(team.lead.db, printed)
    assert (found.ok, found.later) == (True, ("confirm",))


def test_a_serial_number_that_looks_like_a_code_is_found(alone: Workspace) -> None:
    serial = "20261122093500000001"
    slip = written(alone, 0, serial=Personal(serial))
    assert check_slip(alone.db, serial).slip == slip
    with pytest.raises(UserFacingError, match=r"slip\.unknown_code"):
        check_slip(alone.db, serial[:-1] + "2")
