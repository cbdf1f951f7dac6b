"""Which recordings to teach with: as many as are wanted about one subject, good and bad in pairs,
none that was used lately, and nobody always the bad example."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Side = Literal["good", "bad", "open"]
"""``open``: it is about the subject, and nobody said whether well or badly."""


@dataclass(frozen=True)
class Candidate:
    """A call that shows the subject well or badly. ``weight``: how telling it is (stars, a filed
    entry, evidence at hand), the more the better."""

    call: str
    agent: str | None
    side: Side
    weight: int
    at_ms: int | None = None
    entry: str | None = None
    """The library entry, where there is one."""
    business: str | None = None
    said: str = ""
    """What speaks of the subject, where words were asked for; as it was written."""


def suggest(
    candidates: Sequence[Candidate],
    count: int,
    *,
    used: Collection[str] = (),
    blamed: Mapping[str, int] | None = None,
) -> list[Candidate]:
    """At most ``count`` of them, a bad one beside a good one as far as there are both; open ones
    only where neither is left.

    ``used``: calls of late sessions, which are left out. ``blamed``: how often each agent was a bad
    example lately; who was least comes first. No call comes twice, and no agent is a second bad
    example while another could be the first. A good one of the same business as its bad one is
    preferred: the same situation, handled well and badly. The same answer for the same question,
    in whichever order the candidates come.
    """
    fresh = [each for each in candidates if each.call not in set(used)]
    blame = Counter(dict(blamed or {}))
    shown: Counter[str] = Counter()
    chosen: list[Candidate] = []
    while len(chosen) < count:
        sides: list[Side] = ["bad", "good"] if len(chosen) % 2 == 0 else ["good", "bad"]
        beside = chosen[-1].business if len(chosen) % 2 else None
        left = [each for each in fresh if all(each.call != one.call for one in chosen)]
        tried = (_best(left, side, blame, shown, beside) for side in (*sides, "open"))
        best = next((each for each in tried if each is not None), None)
        if best is None:
            break
        chosen.append(best)
        shown[best.agent or ""] += 1
        if best.side == "bad":
            blame[best.agent or ""] += 1
    return chosen


def _best(
    left: Sequence[Candidate],
    side: str,
    blame: Counter[str],
    shown: Counter[str],
    beside: str | None,
) -> Candidate | None:
    def rank(each: Candidate) -> tuple[Any, ...]:
        who = each.agent or ""
        fits = beside is not None and each.business == beside
        often = blame[who] if side == "bad" else 0
        place = (each.call, each.at_ms or 0, each.entry or "", each.business or "", who)
        return often, shown[who], not fits, -each.weight, *place

    return min((each for each in left if each.side == side), key=rank, default=None)
