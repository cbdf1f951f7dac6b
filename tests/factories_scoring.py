"""Scorecards for tests: the worked card of SCORING.md, and Hypothesis strategies of random ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from qa_desktop.domain.scoring import (
    Choice,
    Consequence,
    Deduct,
    FreeText,
    Grade,
    Item,
    Name,
    Option,
    Policy,
    Scale,
    ScorecardVersion,
    Section,
    ShownWhen,
    load_template,
)

settings.register_profile("scoring", max_examples=60, deadline=None, derandomize=True)
settings.register_profile(
    "scoring-long",
    max_examples=5000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],  # a run of hours shares its machine
)
SHORT = settings.get_profile("scoring")
LONG = settings.get_profile("scoring-long")

WORKED = """
format = 1
id = "worked"
name = { zh = "例", en = "Worked example" }
[policy]
fatal_form = "zero"
decimals = 1
pass_mark = 80
[[sections]]
id = "A"
name = "服务规范"
weight = 30
dimension = "attitude"
[[sections.items]]
id = "a1"
name = "开场白"
weight = 10
answer = { type = "yes_no" }
[[sections.items]]
id = "a2"
name = "结束语"
weight = 10
na = "exclude"
answer = { type = "yes_no" }
[[sections.items]]
id = "a3"
name = "语气"
weight = 10
answer = { type = "scale", low = 1, high = 5, step = 1 }
[[sections]]
id = "B"
name = "业务能力"
weight = 50
dimension = "business"
[[sections.items]]
id = "b1"
name = "解答准确"
weight = 30
answer = { type = "choice", options = [
  { id = "full", name = "准确完整", points = 10 },
  { id = "part", name = "不完整", points = 6 },
  { id = "wrong", name = "错误", points = 0 },
] }
[[sections.items]]
id = "b2"
name = "口头禅"
weight = 20
answer = { type = "deduct", points = 10, each = 3 }
[[sections]]
id = "C"
name = "合规"
weight = 20
dimension = "business"
[[sections.items]]
id = "c1"
name = "核对身份"
weight = 1
na = "exclude"
answer = { type = "yes_no", no = { fatal = "form" } }
[[sections.items]]
id = "c2"
name = "无禁词"
weight = 1
na = "exclude"
answer = { type = "yes_no" }
"""
WORKED_ANSWERS: dict[str, Any] = {
    "a1": "yes", "a2": "no", "a3": 4, "b1": "part", "b2": 2, "c1": "yes", "c2": "yes",
}  # fmt: skip


def worked_card() -> ScorecardVersion:
    return load_template(WORKED, "worked.toml")


def card(body: str, policy: str = 'fatal_form = "zero"\npass_mark = 80') -> ScorecardVersion:
    """A card from the TOML of its sections."""
    return load_template(card_text(body, policy), "card.toml")


def card_text(body: str, policy: str = 'fatal_form = "zero"\npass_mark = 80') -> str:
    return f'format = 1\nid = "card"\nname = "card"\n[policy]\n{policy}\n{body}'


def section(code: str, *items: str, weight: Any = 1) -> str:
    head = f'[[sections]]\nid = "{code}"\nname = "{code}"\nweight = {weight}\n'
    return head + 'dimension = "business"\n' + "".join(items)


def item(code: str, answer: str = 'type = "yes_no"', more: str = "weight = 1") -> str:
    return f'[[sections.items]]\nid = "{code}"\nname = "{code}"\n{more}\nanswer = {{ {answer} }}\n'


@dataclass(frozen=True)
class Filled:
    """A random card and a complete set of answers."""

    version: ScorecardVersion
    answers: dict[str, Any]


_weights = st.one_of(
    st.integers(1, 60).map(Fraction), st.integers(1, 900).map(lambda n: Fraction(n, 10))
)
_consequences = st.builds(
    Consequence,
    fatal=st.sampled_from(["none", "none", "none", "none", "section", "form"]),
    problem_class=st.sampled_from([None, None, "A", "B", "C"]),
    fault=st.sampled_from([None, "price"]),
    wrong_information=st.booleans(),
)


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    points = draw(st.lists(st.integers(-3, 12), min_size=2, max_size=5, unique=True))
    points[0] = max(12, *points) + 1
    options = tuple(
        Option(f"o{n}", Name("选", "o"), Fraction(p, 2), draw(_consequences))
        for n, p in enumerate(points)
    )
    return Choice(options)


@st.composite
def yes_nos(draw: st.DrawFn) -> Choice:
    yes = Option("yes", Name("是", "Yes"), Fraction(1), draw(_consequences))
    no = Option("no", Name("否", "No"), Fraction(0), draw(_consequences))
    return Choice((yes, no), kind="yes_no")


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    low, step, steps = draw(st.integers(-2, 2)), draw(st.integers(1, 3)), draw(st.integers(1, 6))
    return Scale(low, low + step * steps, step)


deducts = st.builds(
    Deduct,
    points=st.integers(1, 40).map(lambda n: Fraction(n, 2)),
    each=st.integers(1, 20).map(lambda n: Fraction(n, 2)),
    consequence=_consequences,
)


@st.composite
def items(draw: st.DrawFn, code: str, before: list[Item], shown_when: bool) -> Item:
    answer = draw(st.one_of(choices(), yes_nos(), scales(), deducts, st.just(FreeText())))
    bonus = not isinstance(answer, FreeText) and draw(st.integers(0, 5)) == 0
    showers = [other for other in before if isinstance(other.answer, Choice)]
    shown = None
    if shown_when and showers and draw(st.integers(0, 3)) == 0:
        shower = draw(st.sampled_from(showers))
        assert isinstance(shower.answer, Choice)
        ids = [option.id for option in shower.answer.options]
        chosen = draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
        shown = ShownWhen(shower.id, tuple(chosen))
    return Item(
        id=code,
        name=Name("项", "item"),
        answer=answer,
        weight=None if bonus else draw(_weights),
        bonus_points=draw(_weights) if bonus else None,
        na=draw(st.sampled_from(["exclude", "full", "forbidden"])),
        shown_when=shown,
    )


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    fatal_form = draw(st.sampled_from(["zero", "cap", "flag"]))
    return Policy(
        fatal_form=fatal_form,
        pass_mark=Fraction(draw(st.integers(0, 100))),
        cap_at=Fraction(draw(st.integers(0, 100))) if fatal_form == "cap" else None,
        bonus_cap=Fraction(draw(st.integers(0, 20)), 2),
        decimals=draw(st.integers(0, 2)),
        grades=(Grade(Name("优", "A"), Fraction(90)), Grade(Name("差", "C"), Fraction(10))),
    )


@st.composite
def versions(draw: st.DrawFn, shown_when: bool = True) -> ScorecardVersion:
    sections: list[Section] = []
    made: list[Item] = []
    for place in range(draw(st.integers(1, 4))):
        own = []
        for number in range(draw(st.integers(1, 5))):
            made.append(draw(items(f"s{place}i{number}", made, shown_when)))
            own.append(made[-1])
        sections.append(
            Section(f"s{place}", Name("节", "s"), draw(_weights), "business", tuple(own))
        )
    return ScorecardVersion("random", Name("卡", "card"), draw(policies()), tuple(sections))


def answers_of(card_item: Item) -> st.SearchStrategy[Any]:
    """Any allowed answer, N/A included where it is."""
    answer = card_item.answer
    if isinstance(answer, FreeText):
        return st.sampled_from(["", "words", "n/a"])
    if isinstance(answer, Choice):
        plain: st.SearchStrategy[Any] = st.sampled_from([o.id for o in answer.options])
    elif isinstance(answer, Scale):
        plain = st.sampled_from(range(answer.low, answer.high + 1, answer.step))
    else:
        plain = st.integers(0, 12)
    return plain if card_item.na == "forbidden" else st.one_of(plain, plain, st.just("n/a"))


@st.composite
def filled_cards(draw: st.DrawFn, shown_when: bool = True) -> Filled:
    version = draw(versions(shown_when))
    answers = {code: draw(answers_of(entry)) for code, entry in version.items.items()}
    return Filled(version, answers)


def with_sections(version: ScorecardVersion, sections: list[Section]) -> ScorecardVersion:
    return replace(version, sections=tuple(sections))
