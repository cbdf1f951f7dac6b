"""Why this score: the arithmetic of a result, line by line, as a person would check it by hand.

Numbers that two decimals cannot hold are marked with ``≈``, which takes the place of ``=`` before a
result; the published score is not marked: it is rounded by rule, and a line says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, Literal

from qa_desktop.domain.scoring.model import Choice, Deduct, Item, Scale, Section
from qa_desktop.domain.scoring.result import ItemResult, Result, SectionResult
from qa_desktop.domain.scoring.rounding import decimal_text
from qa_desktop.domain.scoring.version import ScorecardVersion
from qa_desktop.texts import Text, text

_PLACES = 2

LineKind = Literal["section", "moved", "fatal", "passed", "failed", ""]
"""What a line is about: a section begins; an item counts for nothing, or weight moves from it; a
critical item; the verdict."""

_KINDS: Final[dict[str, LineKind]] = {
    "section": "section",
    "section_apart": "section",
    "na": "moved",
    "hidden": "moved",
    "missing": "moved",
    "moved": "moved",
    "share": "moved",
    "section_none": "moved",
    "section_open": "moved",
    "open": "moved",
    "section_fatal": "fatal",
    "fatal_zero": "fatal",
    "fatal_cap": "fatal",
    "fatal_flag": "fatal",
    "fatal_only": "fatal",
    "passed": "passed",
    "failed": "failed",
    "failed_fatal": "failed",
}


def explain(version: ScorecardVersion, result: Result) -> list[Text]:
    """The lines from the answers to the published score, the grade and the verdict."""
    lines: list[Text] = []
    items = {item.id: item for item in result.items}
    for place, section in enumerate(version.sections):
        lines += _section(version, result, place, [items[item.id] for item in section.items])
    missing = sum(item.state == "missing" for item in result.items)
    if result.base is None:
        last = _open(missing) if missing else text("scoring.explain_no_score")
        return [*lines, *_form_fatal_note(version, result), last]
    lines.append(_base(version, result, result.base))
    lines += _bonus(version, result, result.base)
    lines += _final(version, result, missing)
    return lines


def kind_of(line: Text) -> LineKind:
    """Of a line of ``explain``."""
    return _KINDS.get(line.id.removeprefix("scoring.explain_"), "")


def _section(
    version: ScorecardVersion, result: Result, place: int, items: list[ItemResult]
) -> Iterator[Text]:
    section, found = version.sections[place], result.sections[place]
    counting = [s for s in version.sections if any(item.scored for item in s.items)]
    if section in counting:
        yield text(
            "scoring.explain_section",
            section=section.label,
            weight=_number(section.weight),
            total=_number(sum((s.weight for s in counting), Fraction(0))),
            share=_percent(found.nominal),
        )
    else:
        yield text("scoring.explain_section_apart", section=section.label)
    for item in items:
        yield from _item(version.items[item.id], item, version)
    if section not in counting:
        return
    yield from _moved_weight(section, items)
    yield from _section_score(version, result, found, items)


def _item(item: Item, found: ItemResult, version: ScorecardVersion) -> Iterator[Text]:
    params = {"item": item.label, "weight": _number(item.weight or Fraction(0))}
    if found.state == "hidden":
        shower = item.shown_when.item if item.shown_when else ""
        yield text("scoring.explain_hidden", shower=version.items[shower].label, **params)
    elif found.state in ("na", "missing"):
        yield text(f"scoring.explain_{found.state}", **params)
    elif found.fraction is not None:
        kind = "bonus_item" if item.bonus else "item"
        yield text(
            f"scoring.explain_{kind}",
            answer=_answer(item, found),
            fraction=_percent(found.fraction),
            points=_number(item.bonus_points or Fraction(0)),
            earned=_result(
                (item.bonus_points or item.weight or 0) * found.fraction,
                sign="+" if item.bonus else "",
            ),
            **params,
        )


def _answer(item: Item, found: ItemResult) -> Text:
    """The answer in words, with what it is measured against."""
    answer = item.answer
    if found.state == "full":
        return text("scoring.explain_answer_full")
    if isinstance(answer, Choice):
        option = next(option for option in answer.options if option.id == found.answer)
        most = _number(answer.max_points)
        points = _number(option.points)
        name = "yes_no" if answer.kind == "yes_no" else "choice"
        return text(f"scoring.explain_answer_{name}", o=option.name.text, points=points, most=most)
    if isinstance(answer, Scale):
        limits = {"low": answer.low, "high": answer.high}
        return text("scoring.explain_answer_scale", answer=found.answer, **limits)
    assert isinstance(answer, Deduct)  # noqa: S101 - text items have no fraction
    each, points = _number(answer.each), _number(answer.points)
    return text("scoring.explain_answer_deduct", times=found.answer, each=each, points=points)


def _moved_weight(section: Section, items: list[ItemResult]) -> Iterator[Text]:
    """N/A and hidden items hand their weight to the others in their section."""
    scored = [
        (item, found) for item, found in zip(section.items, items, strict=True) if item.scored
    ]
    out = sum((item.weight or Fraction(0) for item, f in scored if f.fraction is None), Fraction(0))
    kept = [(item, found) for item, found in scored if found.fraction is not None]
    if not out or not kept:
        return
    yield text("scoring.explain_moved", weight=_number(out))
    for item, found in kept:
        shares = {"nominal": _percent(found.nominal), "applied": _percent(found.applied)}
        yield text("scoring.explain_share", item=item.label, **shares)


def _section_score(
    version: ScorecardVersion, result: Result, found: SectionResult, items: list[ItemResult]
) -> Iterator[Text]:
    section = next(section for section in version.sections if section.id == found.id)
    params = {"section": section.label, "weight": _number(section.weight)}
    counted = [
        (version.items[f.id].weight or Fraction(0), f.fraction)
        for f in items
        if f.fraction is not None and not f.bonus
    ]
    if not counted:
        is_open = any(f.state == "missing" for f in items)
        yield text(f"scoring.explain_section_{'open' if is_open else 'none'}", **params)
        return
    weights = sum((weight for weight, _ in counted), Fraction(0))
    earned = sum((weight * fraction for weight, fraction in counted), Fraction(0))
    score = _result(100 * earned / weights)
    sums = {"earned": _number(earned), "weights": _number(weights), "score": score}
    yield text("scoring.explain_section_score", **params, **sums)
    if found.fatal:
        ids = [f.id for f in items if f.id in result.fatal_items("section")]
        yield text("scoring.explain_section_fatal", items=_labels(version, ids), **params)


def _base(version: ScorecardVersion, result: Result, base: Fraction) -> Text:
    parts = [
        (section.weight, found.score)
        for section, found in zip(version.sections, result.sections, strict=True)
        if found.score is not None
    ]
    return text(
        "scoring.explain_base",
        sum=" + ".join(f"{_percent(score)}% × {_number(weight)}" for weight, score in parts),
        weights=_number(sum((weight for weight, _ in parts), Fraction(0))),
        base=_result(base),
    )


def _bonus(version: ScorecardVersion, result: Result, base: Fraction) -> Iterator[Text]:
    if not result.bonus or result.raw_exact is None:
        return
    limit = 100 + version.policy.bonus_cap
    name = "bonus_capped" if result.raw_exact - base < result.bonus else "bonus"
    numbers = {"bonus": _number(result.bonus), "base": _number(base), "limit": _number(limit)}
    raw = _number(result.raw_exact) if name == "bonus_capped" else _result(result.raw_exact)
    yield text(f"scoring.explain_{name}", raw=raw, **numbers)


def _form_fatal_note(version: ScorecardVersion, result: Result) -> Iterator[Text]:
    if result.fatal:
        yield text("scoring.explain_fatal_only", items=_labels(version, result.fatal_items()))


def _open(missing: int) -> Text:
    return text("scoring.explain_open", count=missing)


def _final(version: ScorecardVersion, result: Result, missing: int) -> Iterator[Text]:
    """Fatal items, rounding, verdict and grade. While answers are missing there is neither, unless
    a critical item has decided."""
    policy = version.policy
    if result.fatal:
        yield text(
            f"scoring.explain_fatal_{policy.fatal_form}",
            items=_labels(version, result.fatal_items()),
            cap=_number(policy.cap_at or Fraction(0)),
            raw=result.raw,
        )
    exact = result.published_exact or Fraction(0)
    if result.published is not None and Fraction(result.published) != exact:
        decimals = {"exact": _number(exact, places=4), "decimals": policy.decimals}
        yield text("scoring.explain_rounded", published=result.published, **decimals)
    if missing:
        yield _open(missing)
        if not result.fatal:
            return
    params = {"published": result.published, "pass_mark": _number(policy.pass_mark)}
    fate = "passed" if result.passed else "failed_fatal" if result.fatal else "failed"
    yield text(f"scoring.explain_{fate}", **params)
    if result.grade is not None and not missing:
        lowest = _number(result.grade.lowest)
        yield text("scoring.explain_grade", grade=result.grade.name.text, lowest=lowest)


def _labels(version: ScorecardVersion, ids: tuple[str, ...] | list[str]) -> Text:
    """One or several items in a row."""
    labels = version.items[ids[0]].label
    for item in ids[1:]:
        labels = text("scoring.explain_and", first=labels, second=version.items[item].label)
    return labels


def _number(value: Fraction, places: int = _PLACES) -> str:
    return f"{'' if _is_exact(value, places) else '≈'}{decimal_text(value, places)}"


def _result(value: Fraction, sign: str = "") -> str:
    """What stands at the end of a sum: ``= 88`` or ``≈ 83.33``."""
    equals = "=" if _is_exact(value, _PLACES) else "≈"
    return f"{equals} {sign}{decimal_text(value, _PLACES)}"


def _is_exact(value: Fraction, places: int) -> bool:
    scaled: Fraction = value * 10**places
    return scaled.denominator == 1


def _percent(value: Fraction) -> str:
    return _number(100 * value)
