"""The service tier 优/中等/差 of an agent, from recent scores (PRODUCT.md C1).

The rule, whose numbers are the centre's own (``TierRule``; the defaults are ours):

* Counted are the published scores of one role (the inspector's, unless set otherwise) in the last
  ``window_days`` days, today among them, and of these the newest ``window_count`` where that is
  set. Other roles are averaged on their own and never mixed in: who scored is kept apart in every
  figure. Practice, withdrawn evaluations and those without a score are left out by the caller.
* A mean of at least ``good`` is 优, of at least ``fair`` 中等, below it 差. The mean is exact; as
  shown it is cut off after two decimals, so that 89.999 never reads "90 < 90".
* Fewer than ``least`` scores give no tier, and who has none is listened to in full.
* A project begins anew: from its first day on only later scores count, and the first tier is due
  within ``first_days`` days.
* The tier sets the listening level; a person can set both otherwise, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from qa_desktop.texts import Text, text

TIERS: Final = ("good", "fair", "poor")
"""优, 中等, 差."""

LEVELS: Final = ("full", "normal", "reduced", "exempt")
"""全检, 普通, 少检, 免检: how much of an agent's calls is listened to. Exempt is never silence:
a rare random check remains, since nobody should feel unheard."""

_LEVEL_OF_TIER: Final = MappingProxyType({"good": "reduced", "fair": "normal", "poor": "full"})
_UNTIERED_LEVEL: Final = "full"


@dataclass(frozen=True)
class TierRule:
    """The numbers of the rule; means and thresholds are points of the published score."""

    good: Fraction = Fraction(90)
    fair: Fraction = Fraction(80)
    window_days: int = 30
    window_count: int = 0
    """Only the newest so many, 0 for all of the window."""
    least: int = 3
    first_days: int = 3
    role: str = "inspector"
    levels: Mapping[str, str] = field(default_factory=lambda: _LEVEL_OF_TIER)


@dataclass(frozen=True)
class Scored:
    """One evaluation that counts."""

    day: date
    at: int
    """Milliseconds; of one day's scores the greater is the newer."""
    hundredths: int
    """Published score × 100."""
    role: str


@dataclass(frozen=True)
class Project:
    """The latest project of an agent."""

    name: str
    begins: date


@dataclass(frozen=True)
class TierChoice:
    """What a person decided; ``level`` None leaves it to the tier."""

    tier: str
    level: str | None
    reason: str
    who: str
    day: date


@dataclass(frozen=True)
class RoleMean:
    """What one role's scores come to in the window."""

    role: str
    count: int
    mean: Fraction


@dataclass(frozen=True)
class Tier:
    """``tier`` is None while there are too few scores; ``reasons`` are sentences, the one that
    decided first."""

    tier: str | None
    level: str
    reasons: tuple[Text, ...]
    computed: str | None
    """The tier by scores alone."""
    means: tuple[RoleMean, ...] = ()
    due: date | None = None
    """The day by which a first tier is wanted; None where there is one."""
    is_chosen: bool = False


def tier_of(
    scores: Iterable[Scored],
    today: date,
    rule: TierRule,
    *,
    project: Project | None = None,
    choice: TierChoice | None = None,
) -> Tier:
    """The tier of one agent on a day; ``scores`` in any order."""
    begun = project if project and project.begins <= today else None
    window = _window(scores, today, rule, begun)
    means = _means(window, rule)
    own = next((mean for mean in means if mean.role == rule.role), None)
    if own is None or own.count < rule.least:
        computed, due, reasons = _untiered(own.count if own else 0, rule, today, begun)
    else:
        computed, due = _tier_of_mean(own.mean, rule), None
        reasons = [_why(computed, own, rule)]
    reasons += [
        text("tier.other_role", role=_role(mean.role), count=mean.count, mean=cut(mean.mean))
        for mean in means
        if mean.role != rule.role
    ]
    level = rule.levels[computed] if computed else _UNTIERED_LEVEL
    if choice is None:
        return Tier(computed, level, (*reasons, *_check_note(level)), computed, tuple(means), due)
    level = choice.level or rule.levels[choice.tier]
    chosen = text("tier.chosen", reason=choice.reason, who=choice.who, day=choice.day.isoformat())
    notes = (chosen, *reasons, *_check_note(level))
    return Tier(choice.tier, level, notes, computed, tuple(means), None, is_chosen=True)


def _window(
    scores: Iterable[Scored], today: date, rule: TierRule, begun: Project | None
) -> list[Scored]:
    """Newest first."""
    since = today - timedelta(days=rule.window_days - 1)
    if begun is not None:
        since = max(since, begun.begins)
    inside = [score for score in scores if since <= score.day <= today]
    return sorted(inside, key=lambda s: (s.day, s.at, s.hundredths), reverse=True)


def _means(window: Sequence[Scored], rule: TierRule) -> list[RoleMean]:
    """The rule's role first, the others by name."""
    roles: dict[str, list[int]] = {}
    for score in window:
        roles.setdefault(score.role, []).append(score.hundredths)
    found = []
    for role, hundredths in sorted(roles.items(), key=lambda each: (each[0] != rule.role, each[0])):
        counted = hundredths[: rule.window_count or None]
        found.append(RoleMean(role, len(counted), Fraction(sum(counted), 100 * len(counted))))
    return found


def _tier_of_mean(mean: Fraction, rule: TierRule) -> str:
    if mean >= rule.good:
        return "good"
    return "fair" if mean >= rule.fair else "poor"


def _why(tier: str, own: RoleMean, rule: TierRule) -> Text:
    """``近 30 天 12 次评分均分 91.3 ≥ 90``."""
    words = {"days": rule.window_days, "count": own.count, "mean": cut(own.mean)}
    words |= {"good": cut(rule.good), "fair": cut(rule.fair), "role": _role(own.role)}
    return text(f"tier.is_{tier}", **words)


def _untiered(
    count: int, rule: TierRule, today: date, begun: Project | None
) -> tuple[None, date | None, list[Text]]:
    missing = rule.least - count
    why = text("tier.too_few", days=rule.window_days, count=count, missing=missing)
    if begun is None:
        return None, None, [why]
    due = begun.begins + timedelta(days=rule.first_days)
    id = "tier.first_overdue" if today > due else "tier.first_due"
    first = text(id, project=begun.name, begins=begun.begins.isoformat(), due=due.isoformat())
    return None, due, [first, why]


def _check_note(level: str) -> tuple[Text, ...]:
    return (text("tier.exempt_note"),) if level == "exempt" else ()


def _role(role: str) -> Text:
    return text(f"role.{role}")


def cut(value: Fraction) -> str:
    """At most two decimals, cut off and never rounded up over a threshold: ``91.3``, ``90``."""
    whole, rest = divmod(abs(int(value * 100)), 100)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else f"{sign}{whole}"
