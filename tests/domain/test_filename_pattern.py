import re
import time
from datetime import datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qa_desktop.domain.filename_pattern import (
    ALIASES,
    FIELDS,
    Fields,
    compile_pattern,
    match_first,
    plain_name,
    preview,
)
from qa_desktop.domain.filename_proposals import USUAL, propose_patterns
from qa_desktop.errors import UserFacingError
from qa_desktop.texts import catalogue

MORNING = datetime(2026, 11, 20, 9, 35, 12)


@pytest.mark.parametrize(
    ("pattern", "name", "fields"),
    [
        (
            "{start:%Y%m%d-%H%M%S}-{agent}-{number}",
            "20261120-093512-0617-13812345678.opus",
            Fields(start=MORNING, agent="0617", number="13812345678"),
        ),
        (
            "{serial}_{agent}_{start:%Y%m%d%H%M%S}_{number}",
            "S2611200007_0617_20261120093512_+8613812345678.mp3",
            Fields("0617", "S2611200007", "+8613812345678", MORNING),
        ),
        ("{start}{agent}", "202611200935120617", Fields("0617", start=MORNING)),
        ("{agent:4}{number:11}", "061713812345678.wav", Fields("0617", number="13812345678")),
        ("{*}({agent})", "王敏 好评(0617).wav", Fields("0617")),
        ("{略过}_{工号}", "_0617", Fields("0617")),
        ("{工号}-{保存状态}", "0617-成功办理.WAV", Fields("0617", disposition="成功办理")),
        ("{agent}-{number}", "A-017-13812345678", Fields("A-017", number="13812345678")),
        ("{serial}-{agent}", "1-2-3", Fields(serial="1", agent="2-3")),
        ("{team} {agent}.wav", "一 组 0617.mp3", Fields("0617", team="一 组")),
        (
            "{business}[{order}]{channel}",
            "宽带[A-1]L",
            Fields(business="宽带", order="A-1", channel="L"),
        ),
        ("{{{agent}}}", "{0617}.wav", Fields("0617")),
        ("{start:%y%m%d%H%M}_{*}", "2611200935_x", Fields(start=datetime(2026, 11, 20, 9, 35))),
        (
            "{start:%Y-%m-%d %H.%M.%S.%f}",
            "2026-11-20 09.35.12.250",
            Fields(start=MORNING.replace(microsecond=250_000)),
        ),
        (
            "q-{start:%s}.{*}",
            f"q-{int(MORNING.timestamp())}.77.wav",
            Fields(start=MORNING),
        ),
        ("{agent}-{*}", "0617-👩‍👩‍👧🎧\u202eopus.exe", Fields("0617")),
        ("{agent}_录音", "0617\u200f_录音.wav", Fields("0617")),
        ("caf\u00e9-{agent}", "cafe\u0301-0617.wav", Fields("0617")),
        ("{*}{start}{*}", "x99202611200935121.wav", Fields(start=MORNING)),
        ("{agent}-{*}", "0617-\udcff\ud800.wav", Fields("0617")),
    ],
)
def test_reads(pattern: str, name: str, fields: Fields) -> None:
    assert compile_pattern(pattern).match(name) == fields


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{start:%Y%m%d-%H%M%S}-{agent}", "20261320-093512-0617.wav"),
        ("{start:%Y%m%d-%H%M%S}-{agent}", "20260229-093512-0617.wav"),
        ("{start:%Y%m%d-%H%M%S}-{agent}", "２０２６1120-093512-0617.wav"),
        ("{agent}-{number}", "0617-abc.wav"),
        ("{agent}-{number}", "-13812345678.wav"),
        ("{agent}", "0617 (1).wav"),
        ("{agent:4}", "06170.wav"),
        ("{agent}", ""),
        ("{agent}", "\u200e\u202e"),
        ("{agent}-", "../0617-"),
        ("{agent}", "a" * 1_001),
    ],
)
def test_does_not_fit(pattern: str, name: str) -> None:
    assert compile_pattern(pattern).match(name) is None


@pytest.mark.parametrize(
    ("pattern", "id", "params"),
    [
        ("{agnet}-{number}", "unknown_field", {"field": "agnet"}),
        ("{}-{number}", "unknown_field", {"field": ""}),
        ("{agent}-{工号}", "field_twice", {"field": "agent"}),
        ("{start}_{start}", "field_twice", {"field": "start"}),
        ("{start:%Q}", "bad_time", {"format": "%Q"}),
        ("{start:}", "bad_time", {"format": ""}),
        ("{start:%Y%m%d}", "bad_time", {"format": "%Y%m%d"}),
        ("{start:%Y%m%d%H%M%H}", "bad_time", {"format": "%Y%m%d%H%M%H"}),
        ("{start:%Y%y%m%d%H%M}", "bad_time", {"format": "%Y%y%m%d%H%M"}),
        ("{agent}{serial}", "adjacent", {"left": "agent", "right": "serial"}),
        ("{agent}{*}", "adjacent", {"left": "agent", "right": "skip"}),
        ("{agent:0}", "bad_width", {"field": "agent", "width": "0"}),
        ("{agent:x}", "bad_width", {"field": "agent", "width": "x"}),
        ("{agent:100}", "bad_width", {"field": "agent", "width": "100"}),
        ("{agent:９}", "bad_width", {"field": "agent", "width": "９"}),
        ("{agent", "open_brace", {"rest": "{agent"}),
        ("agent}", "stray_brace", {"rest": "agent}"}),
        ("", "no_field", {"pattern": ""}),
        ("{*}.wav", "no_field", {"pattern": "{*}"}),
        ("{agent}" + "x" * 500, "too_long", {"limit": 500}),
    ],
)
def test_says_what_is_wrong_in_both_languages(pattern: str, id: str, params: dict) -> None:
    with pytest.raises(UserFacingError) as refused:
        compile_pattern(pattern)
    assert refused.value.id == f"filename_pattern.{id}"
    assert refused.value.params == params
    for language in ("zh", "en"):
        for value in params.values():
            assert str(value) in refused.value.say(language)


def test_the_remedy_of_an_unknown_field_names_every_field() -> None:
    remedy = catalogue()["filename_pattern.unknown_field_remedy"]
    for field in FIELDS:
        assert f"{{{field}" in remedy["zh"]
        assert f"{{{field}" in remedy["en"]
    assert {name for name in ALIASES.values() if name != "skip"} <= set(FIELDS)


VALUES = {
    **{name: st.text("abcXYZ019王敏", min_size=1, max_size=12) for name in FIELDS},
    "number": st.text("0123456789+", min_size=1, max_size=14),
    "start": st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
}


@st.composite
def filled_patterns(draw: st.DrawFn) -> tuple[str, dict]:
    """A pattern whose separators occur in no value, and values for it."""
    names = draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=6, unique=True))
    text = draw(st.sampled_from(["", "录音", "@", "#("]))
    for name in names:
        written = "start:%Y%m%d%H%M%S" if name == "start" else name
        text += f"{{{written}}}" + draw(st.sampled_from(["-", "_", " — ", "@@"]))
    return text + draw(st.sampled_from(["", "{*}"])), {name: draw(VALUES[name]) for name in names}


@given(filled_patterns(), st.sampled_from(["", ".wav", ".OPUS"]), st.text("ab-_", max_size=5))
def test_what_is_rendered_is_read_back(filled: tuple[str, dict], ending: str, rest: str) -> None:
    text, values = filled
    pattern = compile_pattern(text)
    name = pattern.render(values, skipped=rest)
    assume(name == plain_name(name + ".wav"))
    assert pattern.match(name + ending) == Fields(**values)


@given(
    st.lists(
        st.sampled_from(["{agent}", "{number}", "{order}", "{*}", "{serial:2}", "-", "1", "a"]),
        min_size=1,
        max_size=7,
    ),
    st.text("a1-+", min_size=1, max_size=12),
)
def test_agrees_with_the_lazy_regular_expression(pieces: list[str], name: str) -> None:
    """The table takes the same choice as the backtracking search that it replaces."""
    try:
        pattern = compile_pattern("".join(pieces))
    except UserFacingError:
        assume(False)
    classes = {"agent": r"[\w.-]+?", "number": r"[0-9+*#xX]+?", "order": r"[\w.-]+?", "*": ".*?"}
    regex = "".join(
        r"(?P<serial>[\w.-]{2})"
        if piece == "{serial:2}"
        else (f"(?P<{piece[1:-1]}>{classes[piece[1:-1]]})" if piece != "{*}" else ".*?")
        if piece[0] == "{"
        else re.escape(piece)
        for piece in pieces
    )
    expected = re.fullmatch(regex, name)
    assert pattern.match(name) == (Fields(**expected.groupdict()) if expected else None)


def test_no_name_makes_it_explode() -> None:
    """A backtracking expression needs years for this one."""
    pattern = compile_pattern("{*}-{agent}-{*}-{serial}-{*}-{order}-{*}-{channel}-{*}!{number}")
    began = time.perf_counter()
    assert pattern.match("-a" * 499) is None
    assert time.perf_counter() - began < 1


def test_a_name_of_255_bytes_is_read() -> None:
    name = "0617_" + "录" * 80 + "🎧.wav"
    assert len(name.encode()) <= 255
    assert compile_pattern("{agent}_{*}").match(name) == Fields("0617")


def test_the_first_pattern_that_fits_wins_and_the_preview_shows_which() -> None:
    particular = compile_pattern("{start:%Y%m%d-%H%M%S}-{agent}-{number}")
    general = compile_pattern("{agent}-{*}")
    names = ["20261120-093512-0617-13812345678.opus", "0617-x.wav", "…"]
    rows = preview([particular, general], names)
    assert [row.name for row in rows] == names
    assert [row.pattern for row in rows] == [particular, general, None]
    assert [row.fields and row.fields.agent for row in rows] == ["0617", "0617", None]
    assert match_first([general, particular], names[0])[0] is general


@pytest.mark.parametrize(
    ("names", "best"),
    [
        (
            ["20261120-093512-0617-13812345678.opus", "20261120-101010-0623-13912345678.opus"],
            "{start:%Y%m%d-%H%M%S}-{agent}-{number}",
        ),
        (
            ["S2611200007_0617_20261120093512_13812345678.mp3", "乱七八糟.mp3"],
            "{serial}_{agent}_{start:%Y%m%d%H%M%S}_{number}",
        ),
        (["2026-11-20 09-35-12 王敏(0617).wav"], "{start:%Y-%m-%d %H-%M-%S} {*}({agent})"),
        (["REC20261120093512_0617{x}.wav"], "{*}{start:%Y%m%d%H%M%S}_{agent}{{{*}}}"),
        (["2026112009351299_0617.wav"], "{serial}_{agent}"),
        (["0617_13812345678_0571.wav"], "{agent}_{number}_{*}"),
    ],
)
def test_proposes_what_the_names_look_like(names: list[str], best: str) -> None:
    proposed = propose_patterns(names)
    assert proposed[0] == best
    assert compile_pattern(best).match(names[0]) is not None


def test_proposes_the_usual_ones_without_names() -> None:
    assert propose_patterns([]) == list(USUAL)
    assert propose_patterns(["录音.wav"]) == list(USUAL)
    assert all(compile_pattern(text) for text in USUAL)


@given(st.lists(st.text(max_size=40) | st.from_regex(r"[0-9a-z_{}-]{1,40}", fullmatch=True)))
def test_every_proposal_is_a_valid_pattern_that_reads_its_name(names: list[str]) -> None:
    patterns = [compile_pattern(text) for text in propose_patterns(names)]
    assert 1 <= len(patterns) <= 5
    if [pattern.text for pattern in patterns] != list(USUAL):
        assert all(any(pattern.match(name) for name in names) for pattern in patterns)
