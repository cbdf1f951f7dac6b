"""Who may move a warning slip from where to where, with what: every move from every stage."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from factories_slips import HEARD, SAID, WHOLE, Slip, at_stage, drawn
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.domain.slip_fact import is_move, is_slip
from qa_desktop.domain.slip_flow import course_of, due_days, waiting_for
from qa_desktop.domain.slip_table import DEAD, ENDED, REFUSALS, ROWS, STAGES

PEOPLE = {
    "i": "inspector", "i2": "inspector", "l": "lead", "l2": "lead", "s": "supervisor",
    "s2": "supervisor", "m": "manager", "m2": "manager", "q": "quality_lead", "t": "trainer",
    "k": "kpi_assistant",
}  # fmt: skip
"""Who works here, in which role; i drew the slip, l, s and m are named in it."""

# stage: move: who may make it, with all that it takes (silence means nothing in these terms)
ALLOWED: dict[str, dict[str, str]] = {
    "signed": {"send": "i", "hear": "i l l2 s s2", "cancel": "i", "void": "s s2 m m2 q"},
    "sent": {
        "send": "i s m", "confirm": "l", "dispute": "l", "hear": "i l s", "cancel": "i",
        "void": "s s2 m m2 q",
    },
    "disputed": {
        "send": "i s m", "decide": "s", "hear": "i l s", "cancel": "i", "void": "s s2 m m2 q",
    },
    "decided": {
        "accept": "l", "take_on": "i l", "hear": "i l s", "cancel": "i", "void": "s s2 m m2 q",
    },
    "spared": {
        "accept": "i", "take_on": "i l", "hear": "i l s", "cancel": "i", "void": "s s2 m m2 q",
    },
    "taken_on": {
        "send": "i s m", "decide": "m", "hear": "i l s", "cancel": "i", "void": "s s2 m m2 q",
    },
    "agreed": {"hear": "i l s", "absent": "i l s", "cancel": "i", "void": "s s2 m m2 q"},
    "heard": {
        "hear": "i l s", "sign": "i l s", "refuse": "i l s", "absent": "i l s", "cancel": "i",
        "void": "s s2 m m2 q",
    },
    "answered": {"send": "i s m", "sign_off": "l", "cancel": "i", "void": "s s2 m m2 q"},
    "absent": {
        "send": "i s m", "sign_off": "l", "hear": "i l s", "cancel": "i", "void": "s s2 m m2 q",
    },
    "signed_off": {"send": "i s m", "sign_off": "s", "cancel": "i", "void": "s s2 m m2 q"},
    "closed": {"void": "s s2 m m2 q"},
    "closed_absent": {"hear": "i l s", "void": "s s2 m m2 q"},
    "waived": {},
    "cancelled": {},
    "voided": {},
}  # fmt: skip


@pytest.mark.parametrize("stage", ALLOWED)
@pytest.mark.parametrize("move", WHOLE)
def test_only_what_the_table_allows_has_an_effect(stage: str, move: str) -> None:
    allowed = ALLOWED[stage].get(move, "").split()
    able = []
    for person, role in PEOPLE.items():
        slip = at_stage(stage)
        says: dict[str, Any] = {"takes": slip.root} if move == "settle" else {}
        if slip.why(slip.move(move, person, role, **says)) is None:
            able.append(person)
    assert able == [person for person in PEOPLE if person in allowed]


@pytest.mark.parametrize("stage", [stage for stage in ALLOWED if ALLOWED[stage]])
@pytest.mark.parametrize("person", ["a", "b"])
def test_nobody_acts_on_himself_or_on_a_declared_conflict_of_interest(
    stage: str, person: str
) -> None:
    expected = {"a": "slip_self", "b": "slip_barred"}[person]
    for move in ALLOWED[stage]:
        for role in ("inspector", "lead", "supervisor", "manager"):
            slip = at_stage(stage)
            assert slip.why(slip.move(move, person, role)) == expected
    for others in ({"agent_person": "i"}, {"barred": ["i"]}):
        slip = Slip(drawn(**others))
        assert slip.course().root is None
        assert slip.why(slip.root) in ("slip_self", "slip_barred")


WITHOUT = [
    ("sent", "confirm", "l", {"heard": []}, "slip_proof"),
    ("sent", "confirm", "l", {"heard": [[0, 17_000, 100]]}, "slip_proof"),
    ("sent", "confirm", "l", {"heard": [[0, 20_000, 250]]}, "slip_proof"),
    ("sent", "dispute", "l", {"heard": None}, "slip_proof"),
    ("sent", "dispute", "l", {"reason": None}, "slip_reason"),
    ("disputed", "decide", "s", {"heard": []}, "slip_proof"),
    ("disputed", "decide", "s", {"reason": None}, "slip_reason"),
    ("disputed", "decide", "s", {"deduct": False}, "slip_proposal"),
    ("decided", "take_on", "l", {"reason": None}, "slip_reason"),
    ("taken_on", "decide", "m", {"heard": []}, "slip_proof"),
    ("taken_on", "decide", "m", {"deduct": False}, "slip_proposal"),
    ("agreed", "hear", "i", {"heard": []}, "slip_proof"),
    ("agreed", "hear", "i", {"finding": None}, "slip_hearing"),
    ("agreed", "sign", "i", {}, "slip_hearing"),
    ("agreed", "refuse", "i", {}, "slip_hearing"),
    ("heard", "sign", "i", {"strokes": None}, "slip_malformed"),
    ("heard", "refuse", "i", {"witness": None}, "slip_witness"),
    ("heard", "refuse", "i", {"witness": {"name": SAID, "person": "i"}}, "slip_witness"),
    ("heard", "refuse", "i", {"witness": {"name": SAID, "person": "a"}}, "slip_witness"),
    ("heard", "refuse", "i", {"witness": {"name": None, "person": "w"}}, "slip_malformed"),
    ("agreed", "absent", "i", {"witness": None}, "slip_witness"),
    ("agreed", "absent", "i", {"reason": None}, "slip_reason"),
    ("agreed", "cancel", "i", {"reason": None}, "slip_reason"),
    ("closed", "void", "m", {"reason": None}, "slip_reason"),
    ("sent", "confirm", "l", {"covers": "d" * 64}, "slip_subject"),
    ("sent", "confirm", "l", {"standard": "d" * 64}, "slip_subject"),
    ("sent", "confirm", "l", {"scorecard": "d" * 64}, "slip_subject"),
    ("sent", "confirm", "l", {"kind": "withdraw"}, "slip_final"),
    ("sent", "confirm", "l", {"follows": []}, "slip_order"),
    ("sent", "confirm", "l", {"follows": ["e" * 64]}, "slip_order"),
    ("sent", "confirm", "l", {"slip": "e" * 64}, "slip_order"),
]


@pytest.mark.parametrize(("stage", "move", "person", "says", "why"), WITHOUT)
def test_what_a_move_takes(
    stage: str, move: str, person: str, says: dict[str, Any], why: str
) -> None:
    slip = at_stage(stage)
    assert slip.why(slip.move(move, person, PEOPLE[person], **says)) == why
    assert slip.stage == at_stage(stage).stage


def test_who_finds_nothing_says_so() -> None:
    slip = at_stage("agreed")
    assert slip.why(slip.move("hear", "i", "inspector", found=False, finding=None)) is None
    assert slip.why(slip.move("sign", "i", "inspector")) is None


def test_without_a_recording_nothing_is_to_be_heard_again() -> None:
    slip = at_stage("sent", recording=None)
    assert slip.why(slip.move("confirm", "l", "lead", heard=None)) is None


def test_the_hearing_waits_for_the_lead_where_the_terms_say_so() -> None:
    terms = drawn()["terms"] | {"hearing_first": False}
    for stage in ("signed", "sent", "disputed", "decided", "taken_on"):
        slip = at_stage(stage, terms=terms)
        assert slip.why(slip.move("hear", "i", "inspector")) == "slip_early"
    slip = at_stage("agreed", terms=terms)
    assert slip.why(slip.move("hear", "i", "inspector")) is None


def test_a_hearing_beside_the_chain_disturbs_nobody() -> None:
    """The inspector hears the agent while the lead confirms, each on a machine of their own."""
    slip = at_stage("sent")
    seen = slip.tips()
    slip.move("hear", "i", "inspector", follows=seen)
    slip.move("confirm", "l", "lead", follows=seen)
    assert not slip.course().is_contested
    assert slip.stage == "agreed"
    assert slip.why(slip.move("sign", "i", "inspector")) is None


def test_signing_names_the_hearing_that_it_comes_after() -> None:
    slip = at_stage("heard")
    (head,) = slip.course().heads
    assert slip.why(slip.move("sign", "i", "inspector", follows=[head.id])) == "slip_hearing"
    assert slip.stage == "agreed"


SILENCE = [
    # silence, stage, who, after which days, deducts, where it leads
    ("consents", "sent", "i", 2, "agreed"),
    ("escalates", "sent", "i", 2, "disputed"),
    ("waits", "sent", "i", 2, None),
    ("escalates", "disputed", "l", 2, "taken_on"),
    ("consents", "disputed", "l", 2, None),
    ("consents", "decided", "i", 2, "agreed"),
    ("escalates", "decided", "i", 2, "agreed"),
    ("waits", "decided", "i", 2, None),
    ("consents", "spared", "l", 2, "waived"),
    ("waits", "spared", "l", 2, None),
    ("consents", "agreed", "i", 9, None),
    ("consents", "answered", "i", 9, None),
]


@pytest.mark.parametrize(("silence", "stage", "who", "days", "leads_to"), SILENCE)
def test_what_silence_means(
    silence: str, stage: str, who: str, days: int, leads_to: str | None
) -> None:
    terms = drawn()["terms"] | {"silence": silence}
    slip = at_stage(stage, terms=terms)
    assert slip.why(slip.move("lapse", who, PEOPLE[who], after_days=days - 1)) is not None
    slip = at_stage(stage, terms=terms)
    why = slip.why(slip.move("lapse", who, PEOPLE[who], after_days=days))
    if leads_to is None:
        assert why is not None
    else:
        assert slip.stage == leads_to


def test_both_ways_to_the_end() -> None:
    assert at_stage("closed").course().state.signed_off == ("lead", "supervisor")
    slip = at_stage("taken_on")
    slip.move("decide", "m", "manager")
    slip.move("hear", "i", "inspector")
    slip.move("refuse", "i", "inspector")
    slip.move("sign_off", "l", "lead")
    assert slip.stage == "answered"
    slip.move("sign_off", "s", "supervisor")
    assert slip.stage == "closed"
    slip = at_stage("taken_on")
    slip.move("decide", "m", "manager", deduct=False, proposal="proposal-1")
    assert slip.stage == "waived"


def test_a_rung_that_nobody_signs_off_takes_the_hearing_alone() -> None:
    slip = Slip(drawn(sign_offs=[]))
    assert slip.stage == "agreed"
    assert slip.why(slip.move("sign", "i", "inspector")) == "slip_hearing"
    slip.move("hear", "i", "inspector")
    slip.move("sign", "i", "inspector")
    assert slip.stage == "closed"


def test_who_was_absent_is_heard_after_a_slip_that_nobody_signs_off_has_closed() -> None:
    for answer in ("sign", "refuse"):
        slip = Slip(drawn(sign_offs=[]))
        slip.move("absent", "i", "inspector")
        closed = slip.course().state.since
        assert slip.why(slip.move(answer, "i", "inspector")) == "slip_hearing"
        slip.move("hear", "i", "inspector")
        slip.move(answer, "i", "inspector")
        state = slip.course().state
        assert (state.stage, state.answer, state.since) == ("closed", answer, closed)
        assert slip.why(slip.move("hear", "i", "inspector")) == "slip_order"


def test_who_was_absent_may_still_be_heard_and_sign() -> None:
    slip = at_stage("absent")
    slip.move("hear", "i", "inspector")
    slip.move("sign", "i", "inspector")
    assert slip.course().state.answer == "sign"
    assert slip.stage == "answered"


def test_a_slip_is_sent_to_others_when_one_is_away() -> None:
    slip = at_stage("sent")
    slip.move("send", "s", "supervisor", lead="l2", supervisor="s", manager="m")
    assert slip.why(slip.move("confirm", "l", "lead")) == "slip_part"
    assert slip.why(slip.move("confirm", "l2", "lead")) is None


def test_nobody_decides_his_own_dispute_whatever_his_roles_are() -> None:
    slip = at_stage("signed")
    slip.move("send", "i", "inspector", lead="l", supervisor="l", manager="l")
    slip.move("dispute", "l", "lead")
    assert slip.why(slip.move("decide", "l", "supervisor")) == "slip_part"
    slip.move("send", "i", "inspector", lead="l", supervisor="s", manager="s")
    slip.move("decide", "s", "supervisor")
    slip.move("take_on", "l", "lead")
    for person in ("l", "s", "i"):
        slip.move("send", "i", "inspector", lead="l", supervisor="s", manager=person)
        assert slip.why(slip.move("decide", person, "manager")) == "slip_part"


def test_nobody_signs_off_in_two_parts() -> None:
    slip = at_stage("answered", sign_offs=["lead", "supervisor", "manager"])
    slip.move("send", "s", "supervisor", lead="x", supervisor="x", manager="x")
    assert slip.why(slip.move("sign_off", "x", "lead")) is None
    assert slip.why(slip.move("sign_off", "x", "supervisor")) == "slip_part"
    slip.move("send", "i", "inspector", lead="x", supervisor="s", manager="x")
    assert slip.why(slip.move("sign_off", "s", "supervisor")) is None
    assert slip.why(slip.move("sign_off", "x", "manager")) == "slip_part"


@pytest.mark.parametrize("move", ["accept", "take_on"])
def test_who_decided_does_not_answer_the_decision_as_the_lead(move: str) -> None:
    slip = at_stage("disputed")
    slip.move("send", "s", "supervisor", lead="s", supervisor="s", manager="m")
    slip.move("decide", "s", "supervisor")
    assert slip.why(slip.move(move, "s", "lead")) == "slip_part"


def test_what_was_done_on_either_of_two_branches_stays_done() -> None:
    slip = at_stage("disputed")
    slip.move("send", "i", "inspector", lead="l", supervisor=None, manager=None)
    seen = slip.tips()
    for person in ("s", "s2"):
        slip.move("decide", person, "supervisor", follows=seen)
    slip.move("take_on", "l", "lead")
    for person in ("s", "s2"):
        assert slip.why(slip.move("decide", person, "manager")) == "slip_part"
    assert slip.why(slip.move("decide", "m", "manager")) is None


def contested() -> tuple[Slip, str, str]:
    slip = at_stage("sent")
    seen = slip.tips()
    yes = slip.move("confirm", "l", "lead", follows=seen)
    no = slip.move("dispute", "l", "lead", follows=seen)
    return slip, yes, no


def test_two_decisions_are_disputed_until_somebody_above_settles_it() -> None:
    slip, yes, no = contested()
    assert slip.stage == "contested"
    for move, person in (("hear", "i"), ("decide", "s"), ("cancel", "i"), ("confirm", "l")):
        assert slip.why(slip.move(move, person, PEOPLE[person], follows=(yes, no))) is not None
    heads = (yes, no)
    tries: list[tuple[str, dict[str, Any]]] = [
        ("i", {"takes": yes}), ("l", {"takes": yes}), ("s", {"takes": slip.root}),
        ("s", {"takes": yes, "reason": None}),
    ]  # fmt: skip
    for person, says in tries:
        assert slip.why(slip.move("settle", person, PEOPLE[person], follows=heads, **says))
    assert slip.stage == "contested"
    assert slip.why(slip.move("settle", "s", "supervisor", follows=heads, takes=no)) is None
    assert slip.stage == "disputed"
    assert slip.why(slip.move("decide", "s", "supervisor")) is None


def test_who_made_one_of_two_moves_does_not_settle_between_them() -> None:
    slip = at_stage("signed")
    slip.move("send", "i", "inspector", lead="l", supervisor=None, manager=None)
    slip.move("dispute", "l", "lead")
    seen = slip.tips()
    mine = slip.move("decide", "s", "supervisor", follows=seen)
    other = slip.move(
        "decide", "s2", "supervisor", deduct=False, proposal="proposal-1", follows=seen
    )
    assert slip.stage == "contested"
    for person in ("s", "s2"):
        id = slip.move("settle", person, "supervisor", follows=(mine, other), takes=mine)
        assert slip.why(id) == "slip_part"
    assert slip.why(slip.move("settle", "m", "manager", follows=(mine, other), takes=mine)) is None
    assert slip.stage == "decided"


def test_who_made_a_move_on_either_branch_does_not_settle() -> None:
    """Not the last one only: m decided, and somebody else went on from there."""
    slip = at_stage("taken_on")
    seen = slip.tips()
    mine = slip.move("decide", "m", "manager", follows=seen)
    sent = slip.move("send", "i", "inspector", manager="m2", follows=seen)
    other = slip.move("decide", "m2", "manager", deduct=False, proposal="p", follows=[sent])
    absent = slip.move("absent", "i", "inspector", follows=[mine])
    assert slip.stage == "contested"
    heads = (absent, other)
    assert slip.why(slip.move("settle", "m", "manager", takes=absent, follows=heads)) == "slip_part"
    assert slip.why(slip.move("settle", "s", "supervisor", takes=absent, follows=heads)) is None
    assert slip.stage == "answered"


@pytest.mark.parametrize("other", ["dispute", "cancel"])
def test_a_contested_slip_is_voided_after_an_appeal(other: str) -> None:
    slip = at_stage("sent")
    seen = slip.tips()
    slip.move("confirm", "l", "lead", follows=seen)
    who = {"dispute": ("l", "lead"), "cancel": ("i", "inspector")}[other]
    slip.move(other, *who, follows=seen)
    assert slip.stage == "contested"
    assert slip.why(slip.move("void", "i", "inspector")) == "slip_part"
    assert slip.why(slip.move("void", "m", "manager")) is None
    assert slip.stage == "voided"


def test_the_same_done_twice_apart_is_no_conflict() -> None:
    slip = at_stage("sent")
    seen = slip.tips()
    slip.move("confirm", "l", "lead", follows=seen)
    slip.move("confirm", "l", "lead", follows=seen, heard=[*HEARD, [0, 1, 100]])
    assert slip.stage == "agreed"
    assert slip.why(slip.move("hear", "i", "inspector")) is None
    assert slip.why(slip.move("sign", "i", "inspector")) is None


def test_a_granted_appeal_voids_whatever_was_done_meanwhile() -> None:
    slip = at_stage("answered")
    seen = slip.tips()
    slip.move("void", "s", "supervisor", follows=seen)
    slip.move("sign_off", "l", "lead", follows=seen)
    assert slip.stage == "voided"
    (void,) = slip.course().voids
    (head,) = slip.course().heads
    later = slip.move("sign_off", "s", "supervisor", follows=(head.id, void.id))
    assert slip.why(later) == "slip_order"


def test_a_slip_signed_a_second_time_does_not_change_the_first() -> None:
    """Neither over it nor beside it, however early its writer's clock says that it was."""
    slip = at_stage("sent", rung="fine", recommended={"rung": "fine", "amount_cents": 500},
                    amount_cents=500)  # fmt: skip
    slip.move("confirm", "l", "lead")
    dearer = drawn(rung="fine", recommended={"rung": "fine", "amount_cents": 5000},
                   amount_cents=5000)  # fmt: skip
    over = slip._step("fact", slip.tips(), dearer)
    slip.at -= 10**6
    beside = slip._step("fact", (), dearer)
    assert slip.why(over) == slip.why(beside) == "slip_final"
    root = slip.course().root
    assert root is not None
    assert root.says["amount_cents"] == 500
    assert slip.stage == "agreed"


BAD_SLIPS: list[dict[str, Any]] = [
    {"format": "slip/2"}, {"role": "manager"}, {"role": "kpi_assistant"}, {"evaluation": None},
    {"covers": 5}, {"faults": []}, {"faults": "x"}, {"day": "2026-13-01"}, {"rung": "prison"},
    {"day": "2026-02-31"}, {"day": None},
    {"amount_cents": -1}, {"amount_cents": 1.5}, {"amount_cents": True}, {"amount_cents": 100},
    {"rung": "fine"}, {"sign_offs": ["supervisor", "lead"]}, {"sign_offs": ["inspector"]},
    {"terms": {}}, {"terms": {"hearing_first": 1, "silence": "waits", "days": {}}},
    {"faults": [{"fault": "x"}]}, {"barred": None}, {"standard": ""},
]  # fmt: skip


@pytest.mark.parametrize("other", BAD_SLIPS)
def test_a_slip_in_another_form_is_none(other: dict[str, Any]) -> None:
    assert is_slip(drawn())
    assert not is_slip(drawn(**other))
    slip = Slip(drawn(**other))
    assert slip.course().root is None
    assert slip.why(slip.root) == "slip_malformed"


def test_earlier_cases_are_of_days_that_were() -> None:
    def with_day(day: Any) -> bool:
        earlier = [{"slip": "x", "day": day, "rung": "warning_slip"}]
        return is_slip(drawn(faults=[drawn()["faults"][0] | {"earlier": earlier}]))

    assert with_day("2026-02-28")
    assert not any(map(with_day, ("gestern", "2026-02-29", "0000-01-01", "", None, 5)))


def test_another_rung_than_the_recommended_one_takes_a_reason() -> None:
    assert not is_slip(drawn(rung="fine", amount_cents=500))
    assert is_slip(drawn(rung="fine", amount_cents=500, why_other=SAID))
    assert not is_slip(drawn(rung="verbal_warning"))


def test_a_fault_ends_after_it_begins() -> None:
    fault = drawn()["faults"][0]
    assert not is_slip(drawn(faults=[fault | {"to_ms": 11_000}]))
    assert not is_slip(drawn(faults=[fault | {"from_ms": None}]))
    assert is_slip(drawn(faults=[fault | {"to_ms": None}]))


ANYTHING = st.sampled_from(
    [None, True, -1, 5, 1 << 70, "", "x", SAID, {"personal": 5}, {}, [], [1], [[0, 1]], ["l"],
     [[0, 9, 100]], [{}], {"name": SAID, "person": 3}, {"days": 1}, [{"fault": "x", "earlier": 1}]]
)  # fmt: skip


LATER: Any = st.dictionaries(st.sampled_from([*drawn(), "slip", "heard", "deduct"]), ANYTHING)


@settings(max_examples=150)
@given(
    st.dictionaries(st.sampled_from(sorted(drawn())), ANYTHING), st.sampled_from([*WHOLE]), LATER
)
def test_whatever_was_signed_stops_nobody(
    first: dict[str, Any], move: str, later: dict[str, Any]
) -> None:
    is_slip(drawn() | first)
    slip = Slip(drawn() | first)
    is_move({"move": move, **later})
    slip._step("fact", (slip.root,), {"move": move, **later})
    slip.course()


MOVES = st.tuples(st.sampled_from(sorted(WHOLE)), st.sampled_from(sorted(PEOPLE)),
                  st.integers(0, 10**6), st.booleans())  # fmt: skip


def random_slip(moves: list[tuple[str, str, int, bool]]) -> Slip:
    """Anybody moves, mostly on the last state, sometimes on an older one."""
    slip = Slip()
    for move, person, chance, late in moves:
        every = [step.id for step in slip.steps]
        follows = slip.tips() if not late else (Random(chance).choice(every),)
        slip.move(move, person, PEOPLE[person], follows=follows, deduct=bool(chance % 2),
                  proposal="proposal-1", takes=follows[0])  # fmt: skip
    return slip


@settings(max_examples=60)
@given(st.lists(MOVES, max_size=14), st.integers(0, 10**6))
def test_the_course_is_blind_to_the_order_of_arrival(moves: Any, seed: int) -> None:
    slip = random_slip(moves)
    shuffled = list(slip.steps)
    Random(seed).shuffle(shuffled)
    one, other = slip.course(), course_of(shuffled)
    assert (one.refused, one.states, one.root) == (other.refused, other.states, other.root)
    assert [step.id for step in one.heads] == [step.id for step in other.heads]
    effective = [step for step in shuffled if step.id not in one.refused]
    again = course_of(effective)
    assert again.refused == {}
    assert again.states == one.states


@settings(max_examples=60)
@given(st.lists(MOVES, max_size=14))
def test_no_way_leads_around_the_rules(moves: Any) -> None:
    """Whatever people try: who signed for the agent heard them first, nobody decided twice in two
    parts, and what ended well was signed off by all of whom it takes."""
    slip = random_slip(moves)
    course = slip.course()
    for id, step in course.steps.items():
        state = course.states[id]
        if step.says["move"] in ("sign", "refuse"):
            assert state.hearings
        if step.says["move"] in ("confirm", "dispute", "decide", "sign_off"):
            assert step.says["by"] != "i"
        if state.stage == "closed" and step.says["move"] == "sign_off":
            assert state.signed_off == ("lead", "supervisor")
        for _, person in state.acted:
            assert sum(each == person for _, each in state.acted) == 1


def test_every_stage_says_whose_turn_it_is_and_until_when() -> None:
    says = drawn()
    for stage in ALLOWED:
        state = at_stage(stage).course().state
        over = state.stage in ENDED
        assert (waiting_for(says, state) is None) == over
        assert (due_days(says, state.stage) is None) == over
    assert contested()[0].course().state.stage == "contested"
    assert DEAD < ENDED


def test_the_table_speaks_of_known_stages_only() -> None:
    assert {row.stage for row in ROWS} | {row.leads_to for row in ROWS} <= set(STAGES)
    assert {row.move for row in ROWS} == set(WHOLE)
    assert len(set(REFUSALS)) == len(REFUSALS)
