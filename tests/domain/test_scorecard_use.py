"""Which version holds when and where."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.scorecard_use import (
    Place,
    Publication,
    Standing,
    codes_for,
    in_force,
    periods,
    standing_on,
)

V1 = Publication("1", "card", "v1", "2026-01-01")
V2 = Publication("2", "card", "v2", "2026-03-01")
PILOT = Publication("3", "card", "v3", "2026-03-10", teams=("t",))
ROLLOUT = Publication("4", "card", "v3", "2026-04-01")
GONE = Publication("5", "card", None, "2026-05-01")
ALL = [PILOT, GONE, V2, ROLLOUT, V1]


def held(day: str, place: Place = Place()) -> str | None:  # noqa: B008 - frozen
    found = in_force(ALL, "card", day, place)
    return found.id if found else None


def test_a_version_holds_from_its_day_until_the_next() -> None:
    assert held("2025-12-31") is None
    assert [held(day) for day in ("2026-01-01", "2026-02-28", "2026-03-01")] == ["1", "1", "2"]
    assert [held(day) for day in ("2026-03-31", "2026-04-01", "2026-05-01")] == ["2", "4", "5"]
    assert in_force(ALL, "other", "2026-03-01") is None


def test_a_pilot_holds_for_its_team_until_everybody_has_it() -> None:
    pilot = Place(("费用咨询",), "t")
    assert [held(day, pilot) for day in ("2026-03-09", "2026-03-10", "2026-04-02")] == [
        "2",
        "3",
        "4",
    ]
    assert held("2026-03-10", Place((), "u")) == "2"


def test_of_one_day_the_one_made_last_holds() -> None:
    again = Publication("9", "card", "v1", "2026-03-01")
    found = in_force([again, V2], "card", "2026-03-02")
    assert found is again
    assert [each.publication.id for each in periods([V1, V2, again], "card")] == ["1", "9"]


def test_periods_follow_on_each_other() -> None:
    found = [(each.publication.id, each.ends) for each in periods(ALL, "card")]
    assert found == [("1", "2026-02-28"), ("2", "2026-03-31"), ("4", "2026-04-30"), ("5", None)]


def test_a_version_says_from_when_to_when_it_holds() -> None:
    assert standing_on(ALL, "card", "2025-12-31") == Standing(None, "2025-12-31")
    assert standing_on(ALL, "card", "2026-01-05") == Standing("2026-01-01", "2026-02-28")
    assert standing_on(ALL, "card", "2026-04-05") == Standing("2026-04-01", "2026-04-30", True)
    pilot = standing_on(ALL, "card", "2026-04-05", Place((), "t"))
    assert pilot == Standing("2026-03-10", "2026-04-30", True), "the same version, published again"
    assert standing_on(ALL[:1], "card", "2026-04-05", Place((), "t")) == Standing(
        "2026-03-10", None
    )


def test_a_card_for_a_business_comes_before_the_usual_one() -> None:
    sales = Publication("6", "sales", "s1", "2026-01-01", businesses=("外呼", "新装"))
    place = Place(("费用咨询", "外呼"), None)
    assert codes_for([sales, *ALL], "2026-02-01", place) == ["sales"]
    assert codes_for([sales, *ALL], "2025-02-01", place) == []
    assert codes_for([sales, *ALL], "2026-02-01", Place(("费用咨询",))) == []
    gone = Publication("7", "sales", None, "2026-02-01")
    assert codes_for([sales, gone], "2026-02-01", place) == []


_days = st.integers(1, 28).map(lambda n: f"2026-02-{n:02}")


@given(st.lists(st.tuples(_days, st.sampled_from([(), ("b",), ("c",)])), max_size=8), _days, _days)
def test_periods_say_what_holds(
    made: list[tuple[str, tuple[str, ...]]], day: str, other: str
) -> None:
    """Whatever is published, in whatever order: a day's period is the one of ``in_force``."""
    publications = [
        Publication(f"{n:03}", "card", f"v{n}", begins, businesses)
        for n, (begins, businesses) in enumerate(made)
    ]
    for place in (Place(), Place(("b",)), Place(("c", "x"))):
        told = periods(publications, "card", place)
        for each in (day, other):
            inside = [
                period.publication
                for period in told
                if period.publication.begins <= each and (not period.ends or each <= period.ends)
            ]
            now = in_force(reversed(publications), "card", each, place)
            assert inside == ([now] if now else [])
