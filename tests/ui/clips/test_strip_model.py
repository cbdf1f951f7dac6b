"""The strip of a clip: ends, hidden parts and cursor as plain values."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.annotations import Annotation
from qa_desktop.domain.clips import merged
from qa_desktop.ui.clips.choices import ClipChoice, inside, offered, span_of
from qa_desktop.ui.clips.strip_model import LEAST_MS, StripModel

MODEL = StripModel(60_000, (10_000, 20_000), 10_000)


def test_a_part_is_hidden_by_two_presses_and_heard_again() -> None:
    begun = MODEL.at(12_000).toggle()
    assert begun.begun_ms == 12_000 and not begun.hidden
    hidden = begun.at(11_000).toggle()
    assert hidden.hidden == ((11_000, 12_000),) and hidden.begun_ms is None
    assert hidden.chosen == (11_000, 12_000)
    assert hidden.at(15_000).chosen is None
    assert hidden.without_chosen().hidden == ()
    assert hidden.at(15_000).without_chosen().hidden == hidden.hidden
    assert begun.at(12_010).toggle().hidden == (), "a slip of the hand"


def test_what_touches_becomes_one() -> None:
    model = MODEL.hiding((12_000, 13_000)).hiding((15_000, 14_000)).hiding((12_500, 14_200))
    assert model.hidden == ((12_000, 15_000),)


def test_edges_are_found_and_moved() -> None:
    model = MODEL.hiding((12_000, 13_000)).hiding((16_000, 17_000))
    assert model.edge_at(12_950, 100) == ((12_000, 13_000), "to")
    assert model.edge_at(10_050, 100) == ((10_000, 20_000), "from")
    assert model.edge_at(14_000, 100) is None
    moved, part = model.moved((12_000, 13_000), "to", 16_500)
    assert part == (12_000, 16_500)
    assert moved.settled().hidden == ((12_000, 17_000),)
    ends, part = model.moved((10_000, 20_000), "from", 25_000)
    assert part == ends.clip == (20_000 - LEAST_MS, 20_000)
    assert ends.hidden == model.hidden and ends.cursor_ms == ends.clip[0]


def test_only_what_lies_in_the_clip_is_told() -> None:
    model = MODEL.hiding((1_000, 2_000)).hiding((9_000, 10_500)).hiding((30_000, 31_000))
    assert model.hidden_here() == [(9_000, 10_500)]
    assert MODEL.shown == (7_000, 23_000)
    assert StripModel(60_000, (0, 59_000), 0).shown == (0, 60_000)


MS = st.integers(-5_000, 70_000)


@given(st.lists(st.tuples(st.sampled_from(["toggle", "at", "clip", "drop", "hide"]), MS, MS)))
def test_nothing_lies_outside_whatever_is_done(steps: list[tuple[str, int, int]]) -> None:
    model = MODEL
    for act, one, two in steps:
        model = {
            "toggle": model.toggle,
            "at": lambda one=one, model=model: model.at(one),
            "clip": lambda one=one, two=two, model=model: model.with_clip((one, two)),
            "drop": model.without_chosen,
            "hide": lambda one=one, two=two, model=model: model.hiding((one, two)),
        }[act]()
        assert 0 <= model.clip[0] < model.clip[1] <= model.duration_ms
        assert 0 <= model.cursor_ms <= model.duration_ms
        assert list(model.hidden) == merged(model.hidden)
        assert all(0 <= a < b <= model.duration_ms for a, b in model.hidden)


def test_what_a_call_offers() -> None:
    moment = Annotation("b", 2_000, None, "note", "一")
    region = Annotation("a", 30_000, 34_000, "weakness", "二")
    beyond = Annotation("c", 59_000, 70_000, "note", "三")
    first = ClipChoice(span_of(region, 60_000), region)
    found = offered(first, [beyond, region, moment], 60_000)
    assert [each.span for each in found] == [(30_000, 34_000), (0, 7_000), (59_000, 60_000)]
    assert inside((-3_000, -1_000), 60_000) == (0, LEAST_MS)
    assert inside((70_000, 80_000), 60_000) == (60_000 - LEAST_MS, 60_000)
