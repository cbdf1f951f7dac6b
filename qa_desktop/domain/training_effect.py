"""Did the training help? The rate of what was trained, before and after, of who was there and who
was not.

A **topic** is a fault of the catalogue, an item of a scorecard or a competency. Of every evaluation
that could show it we know whether it did (``Heard.failed``). The day is that of the call, not that
of the evaluation: a call from before the session, heard after it, tells nothing of the training.
The day of the session itself belongs to neither side.

Nothing is said to have changed unless the two 95 % intervals keep apart, as everywhere else
(SCORING.md, Confidence): too careful rather than too kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, Literal

from qa_desktop.domain import intervals

TopicKind = Literal["fault", "item", "competency"]
TOPIC_KINDS: Final[tuple[TopicKind, ...]] = ("fault", "item", "competency")
WINDOW_DAYS: Final = 30


@dataclass(frozen=True, order=True)
class Topic:
    """``key``: the fault's code, the competency's code, or ``<scorecard code>/<item id>``."""

    kind: TopicKind
    key: str

    @property
    def code(self) -> str:
        return f"{self.kind}:{self.key}"

    @classmethod
    def read(cls, code: str) -> Topic | None:
        """None for what is no topic."""
        kind, _, key = code.partition(":")
        found = next((each for each in TOPIC_KINDS if each == kind), None)
        return cls(found, key) if found and key else None


@dataclass(frozen=True)
class Heard:
    """An evaluation that could show the topic; ``day`` is the ISO day of the call."""

    agent: str
    day: str
    failed: bool


@dataclass(frozen=True)
class Share:
    """``failed`` of ``heard`` evaluations."""

    failed: int
    heard: int

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.failed, self.heard) if self.heard else None

    @property
    def interval(self) -> intervals.Interval | None:
        return intervals.of_rate(self.failed, self.heard)

    def with_one(self, heard: Heard) -> Share:
        return Share(self.failed + heard.failed, self.heard + 1)


Verdict = Literal["fell", "rose", "unclear", "too_few"]


@dataclass(frozen=True)
class Change:
    before: Share
    after: Share

    @property
    def verdict(self) -> Verdict:
        """``too_few``: one side was never heard. ``unclear``: the intervals overlap."""
        was, now = self.before.interval, self.after.interval
        if was is None or now is None:
            return "too_few"
        if was.overlaps(now):
            return "unclear"
        return "fell" if now.high < was.low else "rose"


_NOTHING: Final = Change(Share(0, 0), Share(0, 0))


@dataclass(frozen=True)
class Individual:
    """What was heard of one agent; ``attended`` the session."""

    agent: str
    attended: bool
    change: Change

    @property
    def still_needs_it(self) -> bool:
        """The fault came back. One evaluation suffices to look again: that is an offer of help and
        no penalty; who was never heard since is not accused of anything."""
        return self.change.after.failed > 0


@dataclass(frozen=True)
class Effect:
    """Of one topic. ``individuals``: who still needs it first, then by number of failures."""

    topic: Topic
    everybody: Change
    attended: Change
    others: Change
    individuals: tuple[Individual, ...]


@dataclass(frozen=True)
class Windows:
    """ISO days, the first and the last of each side included."""

    before: tuple[str, str]
    after: tuple[str, str]


def windows(held: date, days: int = WINDOW_DAYS) -> Windows:
    """``days`` days up to the eve of the session, and as many from the morrow on."""
    eve, morrow, more = held - timedelta(1), held + timedelta(1), timedelta(days - 1)
    return Windows(
        ((eve - more).isoformat(), eve.isoformat()),
        (morrow.isoformat(), (morrow + more).isoformat()),
    )


def effect(
    topic: Topic, heard: Iterable[Heard], attended: Collection[str], spans: Windows
) -> Effect:
    """Count ``heard``; what lies in neither window is left out."""
    by_agent: dict[str, Change] = {}
    for each in heard:
        change = by_agent.get(each.agent, _NOTHING)
        if spans.before[0] <= each.day <= spans.before[1]:
            by_agent[each.agent] = replace(change, before=change.before.with_one(each))
        elif spans.after[0] <= each.day <= spans.after[1]:
            by_agent[each.agent] = replace(change, after=change.after.with_one(each))
    people = [Individual(agent, agent in attended, of) for agent, of in by_agent.items()]
    return Effect(
        topic,
        _together(people),
        _together([each for each in people if each.attended]),
        _together([each for each in people if not each.attended]),
        tuple(sorted(people, key=_worst_first)),
    )


def _worst_first(one: Individual) -> tuple[bool, int, Fraction, str]:
    after = one.change.after
    return not one.still_needs_it, -after.failed, -(after.rate or Fraction(0)), one.agent


def _together(people: Sequence[Individual]) -> Change:
    before = [each.change.before for each in people]
    return Change(_sum(before), _sum([each.change.after for each in people]))


def _sum(shares: Sequence[Share]) -> Share:
    return Share(sum(each.failed for each in shares), sum(each.heard for each in shares))


COMMON: Final = Fraction(1, 3)
"""Share of the agents heard from which on a topic is for everybody."""


@dataclass(frozen=True)
class Proposed:
    """A topic for the training plan. ``agents``: who failed it, of ``heard_agents`` that were
    heard; ``is_common``: it is for everybody, and not theirs alone."""

    topic: Topic
    share: Share
    agents: tuple[str, ...]
    heard_agents: int

    @property
    def is_common(self) -> bool:
        return len(self.agents) > 1 and len(self.agents) >= COMMON * self.heard_agents


def propose_topics(heard: Iterable[tuple[Topic, Heard]]) -> list[Proposed]:
    """Topics that were failed at all: common ones first, each group by its failure rate's lower
    bound, so that three of three does not stand before forty of fifty."""
    every: dict[Topic, list[Heard]] = {}
    for topic, each in heard:
        every.setdefault(topic, []).append(each)
    found = []
    for topic, cases in every.items():
        failed = tuple(sorted({each.agent for each in cases if each.failed}))
        if failed:
            share = Share(sum(each.failed for each in cases), len(cases))
            found.append(Proposed(topic, share, failed, len({each.agent for each in cases})))
    return sorted(found, key=_most_needed_first)


def _most_needed_first(one: Proposed) -> tuple[bool, Fraction, str]:
    sure = one.share.interval
    return not one.is_common, -(sure.low if sure else Fraction(0)), one.topic.code
