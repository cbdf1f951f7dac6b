"""Weights that follow the floor: the formula, its limits, and what is marked."""

from __future__ import annotations

from fractions import Fraction

from factories_scoring import SHORT, versions, worked_card
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.domain.weight_proposal import Losses, propose_weights, with_accepted


def test_the_formula_by_hand() -> None:
    """Section A: rates 0.3, 0.1, 0.2, mean 0.2: 10 · 1.1, 10 · 0.9, 10 · 1 already add up to 30.
    B: rates 0.8 and 0, mean 0.4: 30 · 1.4 = 42 and 20 · 0.6 = 12, of 50: 38.9 and 11.1."""
    losses = {
        "a1": Losses(1000, 300),
        "a2": Losses(1000, 100),
        "a3": Losses(10, 2),
        "b1": Losses(500, 400),
        "b2": Losses(500, 0),
    }
    found = {each.item: each for each in propose_weights(worked_card(), losses)}
    proposed = {item: str(float(each.proposed)) for item, each in found.items()}
    assert proposed == {
        "a1": "11.0", "a2": "9.0", "a3": "10.0", "b1": "38.9", "b2": "11.1",
        "c1": "1.0", "c2": "1.0",
    }  # fmt: skip
    marks = {item: each.mark for item, each in found.items()}
    assert marks == {
        "a1": "common", "a2": "", "a3": "", "b1": "common", "b2": "good", "c1": "", "c2": "",
    }  # fmt: skip
    assert found["a1"].rate == Fraction(3, 10)
    assert found["c1"].rate is None and found["c1"].interval is None


def test_never_below_half_or_above_twice_before_it_is_normalised() -> None:
    losses = {"b1": Losses(100, 100), "b2": Losses(100, 0)}
    strong = {
        each.item: each.proposed for each in propose_weights(worked_card(), losses, Fraction(9))
    }
    # 30 · 2 = 60 and 20 / 2 = 10, of 50
    assert (strong["b1"], strong["b2"]) == (Fraction("42.9"), Fraction("7.1"))


def test_only_what_is_accepted_changes() -> None:
    losses = {"b1": Losses(500, 400), "b2": Losses(500, 0)}
    proposals = propose_weights(worked_card(), losses)
    draft = with_accepted(CardDraft.of(worked_card()), proposals, ["b1"])
    version = draft.version
    assert version is not None
    assert (version.items["b1"].weight, version.items["b2"].weight) == (Fraction("38.9"), 20)
    assert with_accepted(CardDraft.of(worked_card()), proposals, []).version == worked_card()


@given(versions(), st.integers(0, 40), st.randoms())
@SHORT
def test_sections_keep_their_totals(
    version: ScorecardVersion, strength: int, random: object
) -> None:
    losses = {}
    for item in version.items:
        answered = random.randrange(0, 300)  # type: ignore[attr-defined]
        losses[item] = Losses(answered, random.randint(0, answered))  # type: ignore[attr-defined]
    proposals = propose_weights(version, losses, Fraction(strength, 10))
    for section in version.sections:
        own = [each for each in proposals if each.section == section.id]
        before = sum((each.weight for each in own), Fraction(0))
        assert sum((each.proposed for each in own), Fraction(0)) == before
        assert all(each.proposed > 0 for each in own)
        for one in own:
            for other in own:
                if one.rate is not None and other.rate is not None and one.rate > other.rate:
                    grown = one.proposed / one.weight - other.proposed / other.weight
                    assert grown >= -Fraction(1, 4)  # but for the rounding of small weights
    accepted = with_accepted(CardDraft.of(version), proposals, set(version.items)).version
    assert accepted is not None
    assert {each.item: each.proposed for each in proposals} == {
        item.id: item.weight for item in accepted.items.values() if item.scored
    }


def test_what_nobody_answered_keeps_its_weight() -> None:
    """Of A only a1 and a2 are measured: 0.4 and 0, mean 0.2; their 20 are kept together."""
    losses = {"a1": Losses(10, 4), "a2": Losses(10, 0)}
    found = {each.item: each for each in propose_weights(worked_card(), losses)}
    assert [found[item].proposed for item in ("a1", "a2", "a3")] == [12, 8, 10]
    means = [found[item].mean for item in ("a1", "a3", "b1")]
    assert means == [Fraction(1, 5), Fraction(1, 5), None]
    alone = {e.item: e.proposed for e in propose_weights(worked_card(), {"b1": Losses(9, 9)})}
    assert (alone["b1"], alone["b2"]) == (30, 20), "nothing to compare it with"


def test_nothing_known_proposes_nothing() -> None:
    assert all(each.weight == each.proposed for each in propose_weights(worked_card(), {}))
