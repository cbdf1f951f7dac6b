"""The ladder recommends the same to everybody, and never less for more."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.domain.penalty_ladder import Case, capped, overall, recommend, repeats, yuan
from qa_desktop.domain.penalty_rungs import RUNGS
from qa_desktop.domain.penalty_standard import (
    PenaltyStandard,
    StandardError,
    read_canonical,
    read_data,
    read_toml,
)
from qa_desktop.domain.slip_fact import IMPACTS, SEVERITIES
from qa_desktop.store.penalty_standards import shipped_standard

SHIPPED = shipped_standard()
SEVERITY = st.sampled_from(SEVERITIES)
IMPACT = st.sampled_from(IMPACTS)
DAYS = [f"2026-{month:02d}-{day:02d}" for month in (8, 9, 10, 11) for day in (1, 15, 28)]


@st.composite
def standards(draw: st.DrawFn) -> PenaltyStandard:
    """Any table that the schema lets pass."""
    data = SHIPPED.data
    clauses = []
    for number, fault in enumerate(("x", "y")):
        rungs = sorted(draw(st.lists(st.integers(0, 5), min_size=3, max_size=3)))
        cents = sorted(draw(st.lists(st.integers(0, 9_000), min_size=3, max_size=3)))
        lines = {
            severity: {"rung": RUNGS[rung], "amount_cents": cent}
            for severity, rung, cent in zip(SEVERITIES, rungs, cents, strict=True)
        }
        clause = {"number": str(number), "fault": fault, "words": "字", **lines}
        clauses.append(clause | {"repeat_cents": draw(st.integers(0, 5_000))})
    steps = [0, *sorted(draw(st.lists(st.integers(0, 3), min_size=2, max_size=2)))]
    return read_data(
        data
        | {
            "clauses": clauses,
            "impact_steps": dict(zip(IMPACTS, steps, strict=True)),
            "repeat_steps": draw(st.integers(0, 3)),
            "steepest": draw(st.sampled_from(RUNGS)),
            "monthly_cap_cents": draw(st.integers(0, 20_000)),
            "window_days": draw(st.integers(1, 100)),
        }
    )


def cases(count: int, agent: str = "a", fault: str = "x") -> tuple[Case, ...]:
    return tuple(Case(f"s{n}", agent, fault, "2026-11-01", RUNGS[0]) for n in range(count))


TWO_FACTS = (
    standards(), st.sampled_from("xyz"), SEVERITY, SEVERITY, IMPACT, IMPACT, st.integers(0, 6),
    st.integers(0, 6), st.sampled_from(RUNGS), st.integers(0, 30_000),
)  # fmt: skip


@settings(max_examples=60)
@given(*TWO_FACTS)
def test_more_severe_or_repeated_never_recommends_a_lower_rung(
    standard, fault, severe, severer, impact, harder, few, more, default, fined
) -> None:  # type: ignore[no-untyped-def]
    compare(standard, fault, severe, severer, impact, harder, few, more, default, fined)


@pytest.mark.slow
@pytest.mark.timeout(3_000)
@settings(max_examples=5_000)
@given(*TWO_FACTS)
def test_more_severe_or_repeated_never_recommends_a_lower_rung_at_length(
    standard, fault, severe, severer, impact, harder, few, more, default, fined
) -> None:  # type: ignore[no-untyped-def]
    compare(standard, fault, severe, severer, impact, harder, few, more, default, fined)


def compare(standard, fault, severe, severer, impact, harder, few, more, default, fined):  # type: ignore[no-untyped-def]
    severe, severer = sorted((severe, severer), key=SEVERITIES.index)
    impact, harder = sorted((impact, harder), key=IMPACTS.index)
    few, more = sorted((few, more))
    less = recommend(standard, fault, severe, impact, cases(few), default_rung=default,
                     fined_cents=fined)  # fmt: skip
    worse = recommend(standard, fault, severer, harder, cases(more), default_rung=default,
                      fined_cents=fined)  # fmt: skip
    assert RUNGS.index(less.rung) <= RUNGS.index(worse.rung)
    if less.rung == worse.rung:
        assert less.amount_cents <= worse.amount_cents
    for found in (less, worse):
        assert found.amount_cents >= 0
        assert fined + found.amount_cents <= max(fined, standard.monthly_cap_cents)
        assert found.amount_cents == 0 or found.rung == "fine"
        assert found.sign_offs == standard.rung(found.rung).sign_offs


CASES = st.lists(
    st.builds(
        Case, st.sampled_from(["s1", "s2", "s3", "s4"]), st.sampled_from("ab"),
        st.sampled_from("xy"), st.sampled_from(DAYS), st.sampled_from(RUNGS),
    ),
    max_size=8,
)  # fmt: skip


SAME_FACTS = (standards(), CASES, SEVERITY, IMPACT, st.sampled_from(DAYS), st.randoms())


@settings(max_examples=40)
@given(*SAME_FACTS)
def test_the_same_facts_recommend_the_same_to_two_agents_whoever_inspects(
    standard, held, severity, impact, day, chance
) -> None:  # type: ignore[no-untyped-def]
    treat_alike(standard, held, severity, impact, day, chance)


@pytest.mark.slow
@pytest.mark.timeout(3_000)
@settings(max_examples=5_000)
@given(*SAME_FACTS)
def test_the_same_facts_recommend_the_same_at_length(
    standard, held, severity, impact, day, chance
) -> None:  # type: ignore[no-untyped-def]
    treat_alike(standard, held, severity, impact, day, chance)


def treat_alike(standard, held, severity, impact, day, chance):  # type: ignore[no-untyped-def]
    """Agent b gets a's record, written down by others in another order."""
    of_a = [case for case in held if case.agent == "a"]
    of_b = [replace(case, agent="b") for case in of_a]
    book = [*of_a, *of_b]
    chance.shuffle(book)
    found = [
        recommend(standard, "x", severity, impact,
                  repeats(book, agent, "x", day, standard.window_days))
        for agent in "ab"
    ]  # fmt: skip
    one, other = found
    assert (one.rung, one.amount_cents, one.sign_offs) == (
        other.rung, other.amount_cents, other.sign_offs,
    )  # fmt: skip
    assert [reason.render("zh") for reason in one.reasons] == [
        reason.render("zh") for reason in other.reasons
    ]


@settings(max_examples=40)
@given(standards(), st.lists(st.integers(0, 9_000), max_size=8))
def test_the_fines_of_a_month_stay_within_the_cap(
    standard: PenaltyStandard, amounts: list[int]
) -> None:
    counted = capped((each, standard.monthly_cap_cents) for each in amounts)
    assert sum(counted) <= standard.monthly_cap_cents
    assert all(0 <= got <= wanted for got, wanted in zip(counted, amounts, strict=True))
    assert sum(counted) == min(sum(amounts), standard.monthly_cap_cents)


@settings(max_examples=30)
@given(standards(), st.lists(st.tuples(st.sampled_from("xy"), SEVERITY), min_size=1, max_size=5))
def test_a_slip_for_several_faults_takes_the_highest_rung(standard, lines) -> None:  # type: ignore[no-untyped-def]
    found = [recommend(standard, fault, severity, "none") for fault, severity in lines]
    whole = overall(standard, found)
    assert whole.rung == max((each.rung for each in found), key=RUNGS.index)
    assert whole.amount_cents <= standard.monthly_cap_cents


def test_the_reason_is_told_in_words_with_the_earlier_cases() -> None:
    earlier = [
        Case("s1", "a", "interrupting", "2026-06-03", "verbal_reminder"),
        Case("s2", "a", "interrupting", "2026-05-03", "verbal_reminder"),
        Case("s2", "a", "interrupting", "2026-05-03", "verbal_reminder"),
        Case("s3", "a", "interrupting", "2026-03-01", "verbal_reminder"),
        Case("s4", "b", "interrupting", "2026-06-03", "verbal_reminder"),
        Case("s5", "a", "opening", "2026-06-03", "verbal_reminder"),
    ]
    counted = repeats(earlier, "a", "interrupting", "2026-06-10", 90)
    assert [case.slip for case in counted] == ["s1", "s2"]
    found = recommend(SHIPPED, "interrupting", "serious", "customer", counted)
    assert [reason.render("zh") for reason in found.reasons] == [
        "第 2.1 条，较重：口头警告",
        "影响了客户，提高 1 级",
        "6 月 3 日同一问题口头提醒",
        "5 月 3 日同一问题口头提醒",
        "同一问题此前 2 次，提高 2 级",
    ]
    assert (found.rung, found.amount_cents) == ("fine", 4_000)
    assert recommend(SHIPPED, "interrupting", "serious", "customer", counted,
                     fined_cents=19_000).amount_cents == 1_000  # fmt: skip
    unknown = recommend(SHIPPED, "nobody knows", "grave", "none", default_rung="warning_slip")
    assert unknown.reasons[0].render("zh") == "评扣标准没有这一条，按差错目录：质检提醒单"


def test_of_a_slip_that_was_written_down_twice_the_order_decides_nothing() -> None:
    twice = [Case("s", "a", "x", "2026-11-01", rung) for rung in ("verbal_reminder", "fine")]
    for book in (twice, twice[::-1]):
        assert repeats(book, "a", "x", "2026-11-02", 90) == (twice[1],)


def test_nobody_is_dismissed_by_arithmetic() -> None:
    worst = [recommend(SHIPPED, each.fault, "grave", "harm", cases(9)).rung
             for each in SHIPPED.clauses if each.measures[2].rung != "dismissal"]  # fmt: skip
    assert set(worst) == {"fine"}
    assert recommend(SHIPPED, "abuse", "minor", "none").rung == "dismissal"


def test_what_is_shipped_is_good_and_comes_back_as_it_was() -> None:
    assert read_canonical(SHIPPED.canonical) == SHIPPED
    assert read_data(SHIPPED.data).id == SHIPPED.id
    assert len(SHIPPED.clauses) > 40
    assert SHIPPED.monthly_cap_cents == 20_000


CLAUSE = SHIPPED.data["clauses"][0]
FLOW = SHIPPED.data["flow"]
BAD = [
    ({"format": 2}, "format"), ({"window_days": 0}, "window_days"),
    ({"monthly_cap_cents": 1.5}, "monthly_cap_cents"),
    ({"monthly_cap_cents": True}, "monthly_cap_cents"), ({"steepest": "prison"}, "steepest"),
    ({"impact_steps": {"none": 2, "customer": 1, "harm": 0}}, "impact_steps"),
    ({"flow": FLOW | {"silence": "dunno"}}, "flow.silence"),
    ({"flow": FLOW | {"hearing_first": 1}}, "flow.hearing_first"),
    ({"flow": FLOW | {"days": FLOW["days"] | {"lead": 0}}}, "flow.days.lead"),
    ({"rungs": SHIPPED.data["rungs"][:5]}, "rungs"),
    ({"rungs": [each | {"sign_offs": []} if each["code"] == "dismissal" else each
                for each in SHIPPED.data["rungs"]]}, "rungs[5].sign_offs"),
    ({"rungs": [{**each, "sign_offs": ["boss"]} for each in SHIPPED.data["rungs"]]},
     "rungs[0].sign_offs"),
    ({"clauses": [CLAUSE, CLAUSE]}, "clauses[1].number"),
    ({"clauses": [CLAUSE, CLAUSE]}, "clauses[1].fault"),
    ({"clauses": [CLAUSE | {"grave": {"rung": "verbal_reminder"}, "minor": {"rung": "fine"}}]},
     "clauses[0].grave.rung"),
    ({"clauses": [CLAUSE | {"minor": {"rung": "fine", "amount_cents": 9_999}}]},
     "clauses[0].serious.amount_cents"),
    ({"clauses": [CLAUSE | {"number": ""}]}, "clauses[0].number"),
    ({"clauses": 5}, "clauses"), ({"extra": 1}, "extra"), ({"name": {"zh": "字"}}, "name.en"),
]  # fmt: skip


@pytest.mark.parametrize(("other", "where"), BAD)
def test_what_is_wrong_is_told_with_its_place(other: dict, where: str) -> None:
    with pytest.raises(StandardError) as told:
        read_data(SHIPPED.data | other)
    assert where in [path for path, _ in told.value.problems]
    for language in ("zh", "en"):
        assert where.split(".")[0].split("[")[0] in told.value.say(language)


def test_a_broken_file_is_refused() -> None:
    for source in ("[", "x = 1", "x" * 500_000):
        with pytest.raises(StandardError):
            read_toml(source)
    for written in ("", "[]", SHIPPED.canonical + " ", SHIPPED.canonical.replace("90", "90.0")):
        with pytest.raises(StandardError):
            read_canonical(written)


def test_money_in_words() -> None:
    assert [yuan(cents) for cents in (0, 2_000, 2_050, 5)] == ["0", "20", "20.50", "0.05"]


def test_every_pair_of_rungs_stands_in_one_order() -> None:
    for low, high in itertools.pairwise(SHIPPED.rungs):
        assert set(low.sign_offs) <= set(high.sign_offs)


def test_what_the_cap_takes_off_several_faults_together_is_told() -> None:
    fine = next(each for each in SHIPPED.clauses if each.measures[2].rung == "fine")
    cents = fine.measures[2].amount_cents
    found = [recommend(SHIPPED, fine.fault, "grave", "none")] * 2
    left = SHIPPED.monthly_cap_cents - 2 * cents + 1
    assert overall(SHIPPED, found, fined_cents=left - 1).amount_cents == 2 * cents
    told = overall(SHIPPED, found, fined_cents=left)
    assert told.amount_cents == 2 * cents - 1
    assert told.reasons[-1].id == "penalty.because_cap"
