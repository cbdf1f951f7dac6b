"""Which card calls begin with once another is published."""

from __future__ import annotations

from qa_desktop.domain.usual_cards import UsualCards

CARDS = UsualCards("inbound-service", {"费用咨询": "warmth-tone"})


def test_a_card_for_everybody_has_to_be_made_the_usual_one() -> None:
    assert CARDS.may_take("own", (), ())
    taken = CARDS.taking("own", (), ())
    assert (taken.usual, taken.by_business) == ("own", CARDS.by_business)
    assert not taken.may_take("own", (), ())


def test_only_a_business_with_another_card_is_left_to_choose_for() -> None:
    assert not CARDS.may_take("own", ("装机投诉",), ())
    assert not CARDS.may_take("own", (), ("t1",))
    assert CARDS.others("own", ("装机投诉", "费用咨询")) == ["费用咨询"]
    taken = CARDS.taking("own", ("装机投诉", "费用咨询"), ())
    assert (taken.usual, taken.by_business) == ("inbound-service", {"费用咨询": "own"})
