"""The service tier is a pure, exact function of the scores that count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.tiers import Project, Scored, Tier, TierChoice, TierRule, cut, tier_of

TODAY = date(2026, 11, 20)
RULE = TierRule()


def scores(*hundredths: int, days_ago: int = 0, role: str = "inspector") -> list[Scored]:
    day = TODAY - timedelta(days=days_ago)
    return [Scored(day, at, value, role) for at, value in enumerate(hundredths)]


def words(tier: Tier) -> list[str]:
    return [reason.render("zh") for reason in tier.reasons]


@pytest.mark.parametrize(
    ("values", "tier", "level"),
    [
        ((9000, 9000, 9000), "good", "reduced"),
        ((9000, 9000, 8999), "fair", "normal"),
        ((8000, 8000, 8000), "fair", "normal"),
        ((8000, 8000, 7999), "poor", "full"),
        ((9000, 9000), None, "full"),
        ((), None, "full"),
    ],
)
def test_the_mean_decides_exactly(values: tuple[int, ...], tier: str | None, level: str) -> None:
    found = tier_of(scores(*values), TODAY, RULE)
    assert (found.tier, found.level, found.computed) == (tier, level, tier)


def test_the_reason_is_said_in_words() -> None:
    good = tier_of(scores(9130, 9130, 9130), TODAY, RULE)
    assert words(good) == ["近 30 天质检员评分 3 次，均分 91.3 ≥ 90"]
    almost = tier_of(scores(9000, 9000, 8999), TODAY, RULE)
    assert words(almost) == ["近 30 天质检员评分 3 次，均分 89.99，在 80 和 90 之间"]
    few = tier_of(scores(9000), TODAY, RULE)
    assert words(few) == ["近 30 天只有 1 次评分，还差 2 次才能分级，先按全检"]


def test_the_window_ends_today_and_holds_so_many_days() -> None:
    old = scores(0, 0, 0, days_ago=30)
    assert tier_of(old + scores(9500, 9500, 9500, days_ago=29), TODAY, RULE).tier == "good"
    tomorrow = scores(0, 0, 0, days_ago=-1)
    assert tier_of(tomorrow + scores(9500, 9500, 9500), TODAY, RULE).tier == "good"


def test_only_the_newest_count_where_a_number_is_set() -> None:
    rule = replace(RULE, window_count=3)
    found = tier_of(scores(0, 0, 9500, 9500, 9500), TODAY, rule)
    assert (found.tier, found.means[0].count) == ("good", 3)


def test_roles_are_never_mixed() -> None:
    mixed = scores(9500, 9500, 9500) + scores(0, 0, 0, role="lead")
    found = tier_of(mixed, TODAY, RULE)
    assert found.tier == "good"
    assert [(mean.role, mean.count, mean.mean) for mean in found.means] == [
        ("inspector", 3, Fraction(95)),
        ("lead", 3, Fraction(0)),
    ]
    assert "另有组长评分 3 次，均分 0，分开统计，不计入" in words(found)
    assert tier_of(mixed, TODAY, replace(RULE, role="lead")).tier == "poor"


def test_a_project_begins_anew_and_its_first_tier_is_due() -> None:
    project = Project("宽带续约", TODAY - timedelta(days=2))
    before = scores(5000, 5000, 5000, days_ago=3)
    waiting = tier_of(before + scores(9500, days_ago=2), TODAY, RULE, project=project)
    assert (waiting.tier, waiting.due) == (None, TODAY + timedelta(days=1))
    assert words(waiting)[0] == "项目“宽带续约”2026-11-18 开始，首次分级应在 2026-11-21 前完成"
    done = tier_of(before + scores(9500, 9500, 9500), TODAY, RULE, project=project)
    assert (done.tier, done.due) == ("good", None)
    late = tier_of(before, TODAY + timedelta(days=2), RULE, project=project)
    assert "已过 2026-11-21 的期限" in words(late)[0]
    later = Project("明年", TODAY + timedelta(days=1))
    assert tier_of(before, TODAY, RULE, project=later).tier == "poor"


def test_a_person_decides_otherwise_and_the_scores_stay_readable() -> None:
    choice = TierChoice("good", "exempt", "标杆坐席", "李敏", TODAY)
    found = tier_of(scores(8500, 8500, 8500), TODAY, RULE, choice=choice)
    assert (found.tier, found.level, found.computed, found.is_chosen) == (
        "good",
        "exempt",
        "fair",
        True,
    )
    assert words(found)[0] == "人工指定：标杆坐席（李敏，2026-11-20）"
    assert "均分 85" in words(found)[1]
    assert words(found)[-1] == "免检也会偶尔随机抽听，不会完全不听"
    assert tier_of([], TODAY, RULE, choice=replace(choice, level=None)).level == "reduced"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Fraction(90), "90"), (Fraction(89999, 1000), "89.99"), (Fraction(913, 10), "91.3")],
)
def test_a_mean_is_cut_off_never_rounded_up(value: Fraction, shown: str) -> None:
    assert cut(value) == shown


POINTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=12)


@given(values=POINTS, data=st.data())
def test_order_does_not_matter_and_the_mean_is_exact(
    values: list[int], data: st.DataObject
) -> None:
    given_scores = scores(*values)
    shuffled = data.draw(st.permutations(given_scores))
    rule = replace(RULE, window_count=data.draw(st.integers(0, 4)), least=1)
    found = tier_of(shuffled, TODAY, rule)
    assert found == tier_of(given_scores, TODAY, rule)
    newest = values[-rule.window_count :] if rule.window_count else values
    mean = Fraction(sum(newest), 100 * len(newest))
    assert found.means[0].mean == mean
    assert found.tier == ("good" if mean >= 90 else "fair" if mean >= 80 else "poor")


@given(values=POINTS, better=st.integers(0, 10_000))
def test_a_better_score_never_lowers_the_tier(values: list[int], better: int) -> None:
    rank = {"poor": 0, "fair": 1, "good": 2}
    rule = replace(RULE, least=1)
    raised = [*values[:-1], max(values[-1], better)]
    before, after = (tier_of(scores(*each), TODAY, rule).tier for each in (values, raised))
    assert before is not None and after is not None and rank[after] >= rank[before]
