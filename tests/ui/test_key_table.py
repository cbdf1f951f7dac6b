"""The table of keys: changes, clashes, what cannot be given."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.ui.key_acts import ACTS, PLACES, Place
from qa_desktop.ui.key_presets import PRESETS, Preset, preset_of
from qa_desktop.ui.key_table import KeyTable, combined, is_sequence, why_not

SEQUENCES = ["Space", "G", "Ctrl+G", "F9", "Alt+Left", "Ctrl+Alt+K", "Return", "Shift+F6", "Esc"]
EDITABLE = [act.id for act in ACTS if not act.fixed]


def clashes(table: KeyTable) -> list[tuple[str, str, str]]:
    return [
        (act.id, key, use.act.id)
        for act in table.acts
        for place in PLACES
        for key in act.keys(place)
        if (use := table.use_of(key, place, act.id))
    ]


def test_the_keys_that_acts_come_with_do_not_clash_and_could_be_given() -> None:
    table = KeyTable()
    assert not clashes(table)
    for act in ACTS:
        for place in PLACES:
            refused = {key: why_not(key, place) for key in act.keys(place)}
            assert not any(refused.values()), (act.id, refused)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(EDITABLE), st.sampled_from(PLACES), st.sampled_from(SEQUENCES)),
        max_size=6,
    )
)
def test_whatever_is_given_nothing_clashes(steps: list[tuple[str, Place, str]]) -> None:
    table = KeyTable()
    for act, place, key in steps:
        use = table.use_of(key, place, act)
        if use is None or not use.act.fixed:
            table = table.with_keys(act, place, [*table.by_id[act].keys(place), key])
            assert key in table.by_id[act].keys(place)
            assert table.lookup(place)[combined(key)].id == act
    assert not clashes(table)
    assert KeyTable(table.changes).acts == table.acts


@pytest.mark.parametrize("preset", PRESETS, ids=lambda each: each.id)
def test_a_preset_clashes_nowhere_and_leaves_no_act_without_a_key(preset: Preset) -> None:
    table = preset.table()
    assert not clashes(table)
    for act, original in zip(table.acts, ACTS, strict=True):
        refused = {key: why_not(key, place) for place in PLACES for key in act.keys(place)}
        assert not any(refused.values()), (act.id, refused)
        if any(original.keys(place) for place in PLACES):
            assert any(act.keys(place) for place in PLACES), act.id
    for act, places in preset.keys.items():
        for place, wanted in places.items():
            assert table.by_id[act].keys(place) == wanted, "nothing later took it away"
    assert preset_of(KeyTable(table.changes)) == preset
    assert preset_of(table.with_keys("why_score", "timeline", ["Z"])) is None


def test_the_pedals_keys_of_express_scribe() -> None:
    table = PRESETS[1].table()
    anywhere = table.lookup("anywhere")
    found = {key: anywhere[combined(key)].id for key in ("F4", "F7", "F8", "F9")}
    assert found == {"F4": "pause", "F7": "back_1", "F8": "forward_1", "F9": "play"}


def test_an_anywhere_key_is_taken_from_the_timeline_and_back() -> None:
    table = KeyTable().with_keys("next_call", "anywhere", ["Space"])
    assert table.by_id["play_pause"].timeline == ()
    assert table.by_id["play_pause"].anywhere == ("F9",)
    again = table.reset("play_pause")
    assert again.by_id["play_pause"].timeline == ("Space",)
    assert again.by_id["next_call"].anywhere == ()
    assert set(again.changes) == {"next_call"}


def test_fixed_keys_stay_with_their_act() -> None:
    use = KeyTable().use_of("1", "timeline", "play")
    assert use is not None and use.act.id == "option_1" and use.act.fixed
    assert KeyTable({"option_1": {"timeline": ["Z"]}}).by_id["option_1"].timeline == ("1",)


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        "x",
        {"no_such_act": {"timeline": ["Z"]}},
        {"play": 5},
        {"play": {"timeline": "Z"}},
        {"play": {"nowhere": ["Z"]}},
        {"play": {"timeline": [5, "", "no key at all", "Ctrl+K, Ctrl+C"]}},
    ],
)
def test_what_means_nothing_is_left_out(said: object) -> None:
    table = KeyTable(said)  # type: ignore[arg-type]
    assert [act.id for act in table.acts] == [act.id for act in ACTS]
    assert not clashes(table)
    assert table.by_id["play"].timeline == ()


@pytest.mark.parametrize(
    ("key", "place", "why"),
    [
        ("Ctrl+Space", "timeline", "input_method"),
        ("Shift+Space", "anywhere", "input_method"),
        ("Ctrl+.", "text", "input_method"),
        ("Ctrl+C", "anywhere", "editing"),
        ("Ctrl+C", "timeline", None),
        ("Alt+F4", "timeline", "system"),
        ("G", "anywhere", "typing"),
        ("Shift+G", "anywhere", "typing"),
        ("5", "text", "typing"),
        ("Left", "anywhere", "typing"),
        ("Backspace", "text", "typing"),
        ("Return", "anywhere", "typing"),
        ("Return", "text", None),
        ("G", "timeline", None),
        ("F8", "anywhere", None),
        ("Media Play", "anywhere", None),
        ("Ctrl+Alt+G", "text", None),
        ("", "timeline", "none"),
        ("Shift", "timeline", "none"),
    ],
)
def test_keys_that_cannot_be_given(key: str, place: Place, why: str | None) -> None:
    assert why_not(key, place) == why


def test_sequences() -> None:
    assert all(is_sequence(key) for act in ACTS for place in PLACES for key in act.keys(place))
    assert not any(map(is_sequence, ["", "no key", "Ctrl+K, Ctrl+C", None, 5]))
