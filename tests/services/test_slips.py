"""Drawing a slip and moving it on, by people who hand each other what they have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.journal import digest, health, projection
from qa_desktop.journal.changes import fact, withdraw
from qa_desktop.journal.personal import Personal
from qa_desktop.reports.html import template_of, to_html
from qa_desktop.reports.model import Report
from qa_desktop.services import slips
from qa_desktop.services.conflict_inbox import read_inbox
from qa_desktop.services.evaluating import correct_evaluation, form_of, withdraw_evaluation
from qa_desktop.services.recusals import declare_recusal
from qa_desktop.services.slip_checking import beside_the_standard, check_slip
from qa_desktop.services.slip_moves import (
    Witness,
    accept_decision,
    cancel_slip,
    confirm_slip,
    decide_slip,
    dispute_slip,
    find_my_turn,
    hear_agent,
    parties_of,
    possible_moves,
    record_absence,
    refuse_slip,
    send_slip,
    settle_slip,
    sign_off,
    sign_slip,
    take_on,
    void_slip,
    why_not,
)
from qa_desktop.services.slip_papers import slip_report
from qa_desktop.services.slips import (
    SlipForm,
    begin_slip,
    draw_slip,
    get_slip_draft,
    save_slip_draft,
    weigh,
)
from qa_desktop.services.standard_proposals import (
    ProposalForm,
    accept_proposal,
    refuse_proposal,
)
from qa_desktop.store.evaluations import get_evaluation
from qa_desktop.store.penalty_standards import row_in_force, shipped_standard
from qa_desktop.store.slips import find_slips, get_slip, read_slip
from qa_desktop.store.standard_proposals import find_proposals
from qa_desktop.store.workspace import Workspace
from tests.services.slip_people import (
    HEARD,
    STROKES,
    People,
    draw,
    evaluate_badly,
    link_agent,
    people,
)

DAY = "2026-11-22"


@pytest.fixture
def team(tmp_path: Path, quick_seals: None) -> Iterator[People]:
    with people(tmp_path) as found:
        yield found


@pytest.fixture
def evaluation(team: People, tmp_path: Path) -> str:
    (found,) = evaluate_badly(team.inspector, tmp_path / "in")
    return found


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "w", name="王", number="1") as workspace:
        yield workspace


def sent(team: People, evaluation: str) -> str:
    slip = draw(team.inspector, evaluation)
    send_slip(team.inspector, slip, team.lead.person, team.supervisor.person, team.manager.person)
    team.exchange()
    return slip


def all_agree(team: People) -> None:
    team.exchange()
    assert len({digest.kept_digest(each.db) for each in team.all}) == 1
    assert len({projection.scan(each.db) for each in team.all}) == 1
    assert projection.scan(team.lead.db) == health.scan_of_rebuild(team.lead.db)


def stages(team: People, slip: str) -> set[str]:
    return {get_slip(each.db, slip).stage for each in team.all}


def test_agreed_from_the_fault_to_the_end(team: People, evaluation: str) -> None:
    form = begin_slip(team.inspector.db, evaluation)
    (line,) = form.faults
    assert (line.fault, line.from_ms, line.to_ms) == ("interrupting", 500, 1_500)
    slip = sent(team, evaluation)
    assert [row.id for row in find_my_turn(team.lead.db)] == [slip]
    assert find_my_turn(team.supervisor.db) == []
    assert "confirm" in possible_moves(team.lead.db, slip)
    confirm_slip(team.lead, slip, HEARD)
    team.exchange()
    assert [row.id for row in find_my_turn(team.inspector.db)] == [slip]
    with pytest.raises(UserFacingError, match=r"right\.slip_hearing"):
        sign_slip(team.inspector, slip, STROKES)
    hear_agent(team.inspector, slip, True, "我抢话了", HEARD)
    sign_slip(team.inspector, slip, STROKES, "以后注意")
    team.exchange()
    assert stages(team, slip) == {"answered"}
    sign_off(team.lead, slip, STROKES)
    all_agree(team)
    assert stages(team, slip) == {"closed"}
    found = read_slip(team.manager.db, slip)
    assert [move.move for move in found.moves] == [
        "draw", "send", "confirm", "hear", "sign", "sign_off",
    ]  # fmt: skip
    assert all(move.is_signed for move in found.moves)
    assert found.moves[3].says["finding"] == "我抢话了"
    assert {move.says.get("covers") for move in found.moves} == {found.row.covers}
    assert found.row.agent_number == "0617"
    papers = {paper(each, slip) for each in team.all}
    assert len(papers) == 1 and "以后注意" in papers.pop()


def paper(workspace: Workspace, slip: str) -> str:
    report = slip_report(workspace.db, slip)
    return to_html(report, template_of(report), "zh")


def test_disputed_twice(team: People, evaluation: str) -> None:
    slip = sent(team, evaluation)
    dispute_slip(team.lead, slip, HEARD, "客户先打断的")
    team.exchange()
    assert [row.id for row in find_my_turn(team.supervisor.db)] == [slip]
    with pytest.raises(UserFacingError, match=r"right\.slip_part"):
        decide_slip(team.manager, slip, HEARD, True, "该扣")
    with pytest.raises(UserFacingError, match=r"right\.slip_proposal"):
        decide_slip(team.supervisor, slip, HEARD, False, "不扣")
    proposal = ProposalForm("客户先打断的不算抢话", clause="2.1")
    decide_slip(team.supervisor, slip, HEARD, False, "客户先打断", proposal)
    team.exchange()
    assert [row.id for row in find_my_turn(team.inspector.db)] == [slip]
    take_on(team.inspector, slip, "录音里不是这样")
    team.exchange()
    decide_slip(team.manager, slip, HEARD, True, "维持")
    all_agree(team)
    assert stages(team, slip) == {"agreed"}
    (opened,) = find_proposals(team.manager.db, "open")
    assert (opened.clause, opened.slip, opened.words) == ("2.1", slip, "客户先打断的不算抢话")
    standard = replace(shipped_standard(), window_days=60)
    accept_proposal(team.manager, opened.id, "有道理", standard, "2026-12-01")
    with pytest.raises(UserFacingError, match=r"proposal\.answered"):
        refuse_proposal(team.manager, opened.id, "不")
    team.exchange()
    (answered,) = find_proposals(team.lead.db, "accepted")
    assert (answered.reason, answered.version) == ("有道理", standard.id)
    assert answered.by == team.supervisor.person
    assert row_in_force(team.lead.db, "2026-12-01").standard == standard
    assert row_in_force(team.lead.db, DAY).standard == shipped_standard()


def test_waived_when_the_inspector_accepts(team: People, evaluation: str) -> None:
    slip = sent(team, evaluation)
    dispute_slip(team.lead, slip, HEARD, "不对")
    team.exchange()
    decide_slip(team.supervisor, slip, HEARD, False, "不扣", ProposalForm("改写", clause="2.1"))
    team.exchange()
    with pytest.raises(UserFacingError, match=r"right\.slip_part"):
        accept_decision(team.lead, slip)
    accept_decision(team.inspector, slip)
    all_agree(team)
    assert stages(team, slip) == {"waived"}
    assert possible_moves(team.manager.db, slip) == ()


def test_what_one_may_not_do_is_refused_in_words(team: People, evaluation: str) -> None:
    slip = sent(team, evaluation)
    tries = [
        (team.inspector, lambda w: confirm_slip(w, slip, HEARD), "slip_part"),
        (team.manager, lambda w: confirm_slip(w, slip, HEARD), "slip_part"),
        (team.lead, lambda w: confirm_slip(w, slip, []), "slip_proof"),
        (team.lead, lambda w: dispute_slip(w, slip, HEARD, " "), "slip_reason"),
        (team.lead, lambda w: sign_off(w, slip), "slip_order"),
        (team.inspector, lambda w: sign_slip(w, slip, STROKES), "slip_order"),
        (team.inspector, lambda w: w.undo(last_act(w)), "unsigned"),
    ]
    before = [each.journal.digest for each in team.all]
    for who, act, why in tries:
        with pytest.raises(UserFacingError, match=rf"right\.{why}"):
            act(who)
    assert [each.journal.digest for each in team.all] == before


def last_act(workspace: Workspace) -> str:
    sql = "SELECT act FROM op WHERE replica = ? ORDER BY n DESC LIMIT 1"
    return str(workspace.db.conn.execute(sql, [workspace.journal.replica.public]).fetchone()[0])


def test_what_is_forged_has_no_effect_anywhere(team: People, evaluation: str) -> None:
    """By programs that ask nobody: each operation validly signed, kept, passed on and marked."""
    slip = sent(team, evaluation)
    row = get_slip(team.lead.db, slip)
    subject = {"slip": row.drawn, "covers": row.covers, "standard": row.standard}
    subject |= {"scorecard": read_slip(team.lead.db, slip).drawn["scorecard"]}
    (head,) = read_slip(team.lead.db, slip).heads
    drawn = read_slip(team.inspector.db, slip).drawn

    def forge(who: Workspace, move: str, role: str, **says: object) -> None:
        payload = {"move": move, "by": who.person, "role": role, **subject, **says}
        who.journal.write(
            [fact("slip", slip, payload, head)],
            person=who.keys.person_keys(), even_without_effect=True,
        )  # fmt: skip

    forge(team.inspector, "confirm", "lead", heard=HEARD)  # without the role
    forge(team.inspector, "sign", "inspector", strokes=Personal("[]"))  # before the hearing
    forge(team.manager, "confirm", "manager", heard=HEARD)  # another's part
    forge(team.lead, "confirm", "lead", heard=[])  # without listening
    edited = {**drawn, "amount_cents": 1, "rung": "fine", "why_other": Personal("改")}
    for said in (edited, {**edited, "move": "draw"}):
        team.inspector.journal.write(
            [fact("slip", slip, said, head)],
            person=team.inspector.keys.person_keys(), even_without_effect=True,
        )  # fmt: skip
    team.inspector.journal.write(
        [withdraw("slip", slip, "反悔")],
        person=team.inspector.keys.person_keys(), even_without_effect=True,
    )  # fmt: skip
    confirm_slip(team.lead, slip, HEARD)  # what is right still counts
    all_agree(team)
    for each in team.all:
        found = read_slip(each.db, slip)
        assert found.row.stage == "agreed"
        assert found.row.amount_cents == row.amount_cents
        assert sorted(why for _, why in found.refused) == [
            "other_role", "slip_final", "slip_final", "slip_final", "slip_order", "slip_part",
            "slip_proof",
        ]  # fmt: skip


def test_two_decisions_are_shown_as_disputed(team: People, evaluation: str, tmp_path: Path) -> None:
    slip = sent(team, evaluation)
    dispute_slip(team.lead, slip, HEARD, "不对")
    cancel_slip(team.inspector, slip, "看错了")
    all_agree(team)
    assert stages(team, slip) == {"contested"}
    assert read_inbox(team.supervisor.db).contested == (slip,), "the inbox leads there"
    heads = read_slip(team.supervisor.db, slip).heads
    assert len(heads) == 2
    assert [row.id for row in find_my_turn(team.supervisor.db)] == [slip]
    assert "settle" in possible_moves(team.supervisor.db, slip)
    assert possible_moves(team.lead.db, slip) == ()
    dispute = next(
        move.op for move in read_slip(team.lead.db, slip).moves if move.move == "dispute"
    )
    settle_slip(team.supervisor, slip, dispute, "先听")
    all_agree(team)
    assert stages(team, slip) == {"disputed"}


def test_nobody_acts_on_himself_or_on_a_conflict_of_interest(team: People, evaluation: str) -> None:
    agent = begin_agent(team.inspector, evaluation)
    declare_recusal(team.inspector, team.inspector.person, agent, "室友")
    with pytest.raises(UserFacingError, match=r"slip\.barred"):
        draw(team.inspector, evaluation)
    team.inspector.undo(last_act(team.inspector))
    link_agent(team.inspector, agent, team.inspector.person)
    with pytest.raises(UserFacingError, match=r"slip\.own"):
        draw(team.inspector, evaluation)
    link_agent(team.inspector, agent, team.lead.person)
    declare_recusal(team.inspector, team.supervisor.person, agent, "亲属")
    slip = draw(team.inspector, evaluation)
    with pytest.raises(UserFacingError, match=r"slip\.named_self"):
        send_slip(team.inspector, slip, team.lead.person)
    with pytest.raises(UserFacingError, match=r"slip\.named_barred"):
        send_slip(team.inspector, slip, team.manager.person, team.supervisor.person)
    team.exchange()
    with pytest.raises(UserFacingError, match=r"right\.slip_self"):
        confirm_slip(team.lead, slip, HEARD)
    with pytest.raises(UserFacingError, match=r"right\.slip_barred"):
        void_slip(team.supervisor, slip, "申诉成立")
    assert possible_moves(team.lead.db, slip) == possible_moves(team.supervisor.db, slip) == ()


def test_a_conflict_declared_after_the_draw_bars_too(team: People, evaluation: str) -> None:
    slip = sent(team, evaluation)
    agent = begin_agent(team.lead, evaluation)
    declare_recusal(team.lead, team.lead.person, agent, "表亲")
    assert possible_moves(team.lead.db, slip) == ()
    assert str(why_not(team.lead.db, slip).id) == "right.slip_barred"  # type: ignore[union-attr]
    with pytest.raises(UserFacingError, match=r"right\.slip_barred"):
        confirm_slip(team.lead, slip, HEARD)


def begin_agent(workspace: Workspace, evaluation: str) -> str:
    sql = "SELECT agent FROM evaluation WHERE id = ?"
    return str(workspace.db.conn.execute(sql, [evaluation]).fetchone()[0])


def test_refusal_absence_and_a_granted_appeal(team: People, tmp_path: Path) -> None:
    one, other = evaluate_badly(team.inspector, tmp_path / "in", 2)
    slips = [sent(team, one), sent(team, other)]
    for slip in slips:
        confirm_slip(team.lead, slip, HEARD)
    team.exchange()
    with pytest.raises(UserFacingError, match=r"right\.slip_witness"):
        record_absence(team.inspector, slips[1], Witness(" "), "已离职")
    hear_agent(team.inspector, slips[0], False, "", HEARD)
    row = get_slip(team.inspector.db, slips[0])
    agent, own = f"{row.agent_number}{row.agent_name or ''}", "inspector·王"
    for nobody in (agent, str(row.agent_number), f" {own} ", "inspector " + own):
        with pytest.raises(UserFacingError, match=r"right\.slip_witness"):
            refuse_slip(team.inspector, slips[0], Witness(nobody))
    refuse_slip(team.inspector, slips[0], Witness("李明"), "不同意")
    with pytest.raises(UserFacingError, match=r"right\.slip_reason"):
        record_absence(team.inspector, slips[1], Witness("李明"), " ")
    record_absence(team.inspector, slips[1], Witness("李明"), "已离职")
    team.exchange()
    for slip in slips:
        sign_off(team.lead, slip)
    team.exchange()
    again = next(slip for slip in slips if get_slip(team.lead.db, slip).stage != "closed")
    sign_off(team.supervisor, again)  # a repeat leads to a rung that takes the supervisor too
    team.exchange()
    assert {get_slip(team.lead.db, slip).stage for slip in slips} == {"closed"}
    void_slip(team.manager, slips[0], "申诉成立", "appeal-1")
    all_agree(team)
    assert stages(team, slips[0]) == {"voided"}


def test_repeats_count_until_they_are_void(team: People, tmp_path: Path) -> None:
    first, second = evaluate_badly(team.inspector, tmp_path / "in", 2)
    slip = draw(team.inspector, first, "2026-11-01")
    team.inspector.journal.clock.now()
    form = begin_slip(team.inspector.db, second)
    weighed = weigh(team.inspector.db, form, DAY)
    assert weighed.rung == "verbal_warning"
    said = [reason.render("zh") for reason in weighed.lines[0].reasons]
    assert "11 月 1 日同一问题质检提醒单" in said
    cancel_slip(team.inspector, slip, "开错了")
    assert weigh(team.inspector.db, form, DAY).rung == "verbal_reminder"
    assert weigh(team.inspector.db, form, "2027-03-01").lines[0].earlier == ()


def test_another_rung_takes_a_reason_and_the_cap_holds(alone: Workspace, tmp_path: Path) -> None:
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    form = replace(begin_slip(alone.db, evaluation), rung="fine", amount_cents=20_001)
    with pytest.raises(UserFacingError, match=r"slip\.reason_missing"):
        draw_slip(alone, form, DAY)
    form = replace(form, why_other="屡教不改")
    with pytest.raises(UserFacingError, match=r"slip\.over_cap"):
        draw_slip(alone, form, DAY)
    slip = draw_slip(alone, replace(form, amount_cents=20_000), DAY).slip
    with pytest.raises(UserFacingError, match=r"right\.slip_final"):
        alone.undo(last_act(alone))
    assert get_slip(alone.db, slip).amount_cents == 20_000
    with pytest.raises(UserFacingError, match=r"slip\.exists"):
        draw_slip(alone, form, DAY)
    with pytest.raises(UserFacingError, match=r"slip\.no_fault"):
        draw_slip(alone, SlipForm(evaluation), DAY)


def test_a_fault_graded_otherwise_than_its_class_takes_a_reason(
    alone: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    form = begin_slip(alone.db, evaluation)
    (line,) = form.faults
    assert line.severity == "minor"  # of class C
    form = replace(form, faults=[replace(line, severity="grave")])
    weighed = weigh(alone.db, form, DAY)
    assert weighed.needs_reason and weighed.graded_otherwise == (line.fault,)
    with pytest.raises(UserFacingError, match=r"slip\.reason_missing"):
        draw_slip(alone, form, DAY)
    with monkeypatch.context() as patch:  # a program that does not ask
        patch.setattr(slips, "graded_otherwise", lambda *_: ())
        silent = draw_slip(alone, form, DAY).slip
    told = [each.id for each in beside_the_standard(alone.db, read_slip(alone.db, silent))]
    assert told == ["slip.check_severity"]
    assert [each.id for each in check_slip(alone.db, silent).problems] == told
    cancel_slip(alone, silent, "没有写原因")
    said = draw_slip(alone, replace(form, why_other="客户当场投诉"), DAY).slip
    assert check_slip(alone.db, said).problems == ()
    assert "客户当场投诉" in render(slip_report(alone.db, said))


def render(report: Report) -> str:
    facts = report.section("measure").facts
    return " ".join(fact.value.render("zh") for fact in facts)


def test_what_counts_for_nothing_leads_to_no_slip(alone: Workspace, tmp_path: Path) -> None:
    one, other = evaluate_badly(alone, tmp_path / "in", 2)
    withdraw_evaluation(alone, one, "看错")
    with pytest.raises(UserFacingError, match=r"slip\.evaluation_withdrawn"):
        draw(alone, one)
    revision = get_evaluation(alone.db, other)
    practice = replace(form_of(revision.payload), practice=True)
    correct_evaluation(alone, other, practice, "练习")
    with pytest.raises(UserFacingError, match=r"slip\.practice"):
        draw(alone, other)
    assert find_slips(alone.db) == []


def test_what_is_typed_is_kept_until_it_is_drawn(alone: Workspace, tmp_path: Path) -> None:
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    form = replace(begin_slip(alone.db, evaluation), why_other="半句")
    save_slip_draft(alone, form)
    assert get_slip_draft(alone.db, evaluation) == form
    draw_slip(alone, form, DAY)
    assert get_slip_draft(alone.db, evaluation) is None
    assert [row.stage for row in find_slips(alone.db)] == ["agreed"]


def test_the_parties_get_every_message(team: People, evaluation: str) -> None:
    slip = sent(team, evaluation)
    others = (team.lead.person, team.supervisor.person, team.manager.person)
    assert parties_of(team.inspector.db, slip) == others
    assert parties_of(team.lead.db, slip) == (team.inspector.person, *others[1:])
