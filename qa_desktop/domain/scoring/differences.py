"""What is different between two versions of a card, in words: what a person publishes and reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, Final

from qa_desktop.domain.scoring.model import (
    NO_CONSEQUENCE,
    AnswerType,
    Choice,
    Consequence,
    Deduct,
    Grade,
    Item,
    Name,
    Option,
    Policy,
    Scale,
    Section,
    ShownWhen,
)
from qa_desktop.domain.scoring.rounding import decimal_text
from qa_desktop.domain.scoring.version import ScorecardVersion
from qa_desktop.texts import Language, Text, text

_LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


def differences(old: ScorecardVersion, new: ScorecardVersion) -> list[Text]:
    """One sentence for each difference; none exactly when the versions are the same."""
    return [
        *_changed("card_code", old.code, new.code),
        *_changed("card_name", old.name, new.name),
        *_policy(old.policy, new.policy),
        *_sections(old, new),
        *_items(old, new),
    ]


def _policy(old: Policy, new: Policy) -> Iterator[Text]:
    """The cap's height is told with the rule that has one."""
    yield from _changed("fatal_rule", _fatal_form(old), _fatal_form(new))
    for field in ("pass_mark", "bonus_cap", "decimals"):
        yield from _changed(field, getattr(old, field), getattr(new, field))
    if old.grades != new.grades:
        names = [tuple(each.name for each in policy.grades) for policy in (old, new)]
        in_both = names[0] != names[1] and any(
            [name.render(language) for name in names[0]]
            == [name.render(language) for name in names[1]]
            for language in _LANGUAGES
        )
        grades = [
            _listed([_grade(each, in_both) for each in policy.grades]) for policy in (old, new)
        ]
        yield text("difference.grades", old=grades[0], new=grades[1])


def _fatal_form(policy: Policy) -> Text:
    cap = decimal_text(policy.cap_at or Fraction(0), 9)
    return text(f"difference.rule_{policy.fatal_form}", cap=cap)


def _grade(grade: Grade, in_both: bool) -> Text:
    name = _both(grade.name) if in_both else grade.name.text
    return text("difference.grade", name=name, lowest=decimal_text(grade.lowest, 9))


def _sections(old: ScorecardVersion, new: ScorecardVersion) -> Iterator[Text]:
    before = {section.id: section for section in old.sections}
    after = {section.id: section for section in new.sections}
    for section in old.sections:
        if section.id not in after:
            yield text("difference.section_removed", section=section.label)
    for section in new.sections:
        if section.id not in before:
            weight = decimal_text(section.weight, 9)
            yield text("difference.section_added", section=section.label, weight=weight)
        else:
            yield from _section(before[section.id], section)
    named = [section.label for section in new.sections]
    yield from _order("section_order", list(before), list(after), named)


def _section(old: Section, new: Section) -> Iterator[Text]:
    yield from _changed("name", old.name, new.name, what=new.label)
    yield from _changed("weight", old.weight, new.weight, what=new.label)
    dimensions = [text(f"difference.dimension_{each.dimension}") for each in (old, new)]
    yield from _changed("dimension", *dimensions, what=new.label)


def _items(old: ScorecardVersion, new: ScorecardVersion) -> Iterator[Text]:
    places = [
        {item.id: section for section in card.sections for item in section.items}
        for card in (old, new)
    ]
    for item in old.items.values():
        if item.id not in new.items:
            yield text("difference.item_removed", item=item.label)
    for item in new.items.values():
        section = places[1][item.id]
        if item.id not in old.items:
            kind = "fatal_item" if _is_fatal(item) else "item"
            worth = _worth(item)
            yield text(
                f"difference.{kind}_added", item=item.label, section=section.label, worth=worth
            )
            continue
        if places[0][item.id].id != section.id:
            yield text("difference.item_moved", item=item.label, section=section.label)
        yield from _item(old.items[item.id], item, (old, new))
    for section in new.sections:
        was = [each for each in old.sections if each.id == section.id]
        if was:
            codes = [[item.id for item in each.items] for each in (was[0], section)]
            named = [item.label for item in section.items]
            yield from _order("item_order", codes[0], codes[1], named, what=section.label)


def _item(old: Item, new: Item, cards: tuple[ScorecardVersion, ScorecardVersion]) -> Iterator[Text]:
    what = new.label
    yield from _changed("name", old.name, new.name, what=what)
    if old.bonus == new.bonus and not old.bonus:
        yield from _changed("weight", old.weight, new.weight, what=what)
    else:
        yield from _changed("worth", _worth(old), _worth(new), what=what)
    if old.guidance != new.guidance:
        verb = "changed" if old.guidance and new.guidance else "added"
        yield text(f"difference.guidance_{verb if new.guidance else 'removed'}", what=what)
    for field in ("na", "evidence"):
        words = [text(f"difference.{field}_{getattr(each, field)}") for each in (old, new)]
        yield from _changed(field, *words, what=what)
    if old.competencies != new.competencies:
        named = [
            _listed([text(f"report.competency_{each}") for each in item.competencies])
            for item in (old, new)
        ]
        yield text("difference.competencies", what=what, old=named[0], new=named[1])
    if old.shown_when != new.shown_when:
        shown = [_shown(old.shown_when, cards[0]), _shown(new.shown_when, cards[1])]
        yield text("difference.shown_when", old=shown[0], new=shown[1], what=what)
    yield from _answer(old, new)


def _worth(item: Item) -> Text:
    if item.bonus_points is not None:
        return text("difference.worth_bonus", points=decimal_text(item.bonus_points, 9))
    if item.weight is None:
        return text("difference.worth_none")
    return text("difference.worth_weight", weight=decimal_text(item.weight, 9))


def _shown(condition: ShownWhen | None, version: ScorecardVersion) -> Text:
    if condition is None:
        return text("difference.shown_always")
    options = " / ".join(condition.options)
    shower = version.items[condition.item]
    if isinstance(shower.answer, Choice) and shower.answer.kind == "choice":
        named = {option.id: _option(option) for option in shower.answer.options}
        return text(
            "difference.shown_if",
            item=shower.label,
            options=_listed([named[id] for id in condition.options]),
        )
    return text("difference.shown_if", item=shower.label, options=options)


def _is_fatal(item: Item) -> bool:
    answer = item.answer
    if isinstance(answer, Choice):
        return any(option.consequence.fatal == "form" for option in answer.options)
    return isinstance(answer, Deduct) and answer.consequence.fatal == "form"


def _answer(old: Item, new: Item) -> Iterator[Text]:
    before, after, what = old.answer, new.answer, new.label
    if before.kind != after.kind:
        yield text("difference.answer_kind", what=what, old=_kind(before), new=_kind(after))
        yield from _consequence(_gravest(before), _gravest(after), what)
    elif isinstance(before, Choice) and isinstance(after, Choice):
        yield from _options(before, after, what)
    elif isinstance(before, Scale) and isinstance(after, Scale):
        scales = [
            text("difference.scale", low=each.low, high=each.high, step=each.step)
            for each in (before, after)
        ]
        yield from _changed("answer_scale", *scales, what=what)
    elif isinstance(before, Deduct) and isinstance(after, Deduct):
        yield from _changed("deduct_points", before.points, after.points, what=what)
        yield from _changed("deduct_each", before.each, after.each, what=what)
        yield from _consequence(before.consequence, after.consequence, what)


def _kind(answer: AnswerType) -> Text:
    """A whole answer in words: of another kind, everything is new."""
    kind = text(f"difference.kind_{answer.kind}")
    if isinstance(answer, Scale):
        how = text("difference.scale", low=answer.low, high=answer.high, step=answer.step)
    elif isinstance(answer, Deduct):
        points, each = decimal_text(answer.points, 9), decimal_text(answer.each, 9)
        how = text("difference.deduction", points=points, each=each)
    elif isinstance(answer, Choice) and answer.kind == "choice":
        how = _listed(
            [
                text(
                    "difference.option_points",
                    option=_option(each),
                    points=decimal_text(each.points, 9),
                )
                for each in answer.options
            ]
        )
    else:
        return kind
    return text("difference.kind_with", kind=kind, how=how)


def _gravest(answer: AnswerType) -> Consequence:
    """The worst that an answer may bring, whichever it is."""
    found = [NO_CONSEQUENCE]
    if isinstance(answer, Choice):
        found += [option.consequence for option in answer.options]
    elif isinstance(answer, Deduct):
        found.append(answer.consequence)
    faults = dict.fromkeys(each.fault for each in found if each.fault)
    return Consequence(
        fatal=max((each.fatal for each in found), key=("none", "section", "form").index),
        problem_class=min((c for each in found if (c := each.problem_class)), default=None),
        fault=" ".join(faults) or None,
        wrong_information=any(each.wrong_information for each in found),
    )


def _options(before: Choice, after: Choice, what: Text) -> Iterator[Text]:
    was = {option.id: option for option in before.options}
    now = {option.id: option for option in after.options}
    for option in before.options:
        if option.id not in now:
            yield text("difference.option_removed", what=what, option=_option(option))
    for option in after.options:
        whole = text("difference.option_of", what=what, option=_option(option))
        if option.id not in was:
            points = decimal_text(option.points, 9)
            yield text("difference.option_added", what=what, option=_option(option), points=points)
            yield from _consequence(NO_CONSEQUENCE, option.consequence, whole)
            continue
        old = was[option.id]
        yield from _changed("name", old.name, option.name, what=whole)
        yield from _changed("points", old.points, option.points, what=whole)
        yield from _consequence(old.consequence, option.consequence, whole)
    named = [_option(option) for option in after.options]
    yield from _order("option_order", list(was), list(now), named, what=what)


def _option(option: Option) -> Text:
    return Text("scoring.item", {"id": option.id, "name": option.name.text})


def _consequence(old: Consequence, new: Consequence, what: Text) -> Iterator[Text]:
    fatals = [text(f"difference.fatal_{each.fatal}") for each in (old, new)]
    yield from _changed("fatal", *fatals, what=what)
    none = text("difference.none")
    for field in ("problem_class", "fault"):
        values = [getattr(each, field) or none for each in (old, new)]
        yield from _changed(field, *values, what=what)
    if old.wrong_information != new.wrong_information:
        verb = "set" if new.wrong_information else "cleared"
        yield text(f"difference.wrong_information_{verb}", what=what)


def _order(
    id: str, old: Sequence[str], new: Sequence[str], named: Sequence[Text], **params: Any
) -> Iterator[Text]:
    """Told when those that stay have changed places among themselves; ``named``: the new ones."""
    kept = [code for code in old if code in new]
    if kept != [code for code in new if code in old]:
        yield text(f"difference.{id}", order=_listed(named), **params)


def _changed(id: str, old: Any, new: Any, **params: Any) -> Iterator[Text]:
    if old == new:
        return
    words = [_in_words(each) for each in (old, new)]
    if isinstance(old, Name) and isinstance(new, Name) and (old.zh == new.zh or old.en == new.en):
        words = [_both(each) for each in (old, new)]
    yield text(f"difference.{id}", old=words[0], new=words[1], **params)


def _in_words(value: Any) -> Any:
    if isinstance(value, Name):
        return value.text
    if value is None:
        return text("difference.none")
    return decimal_text(value, 9) if isinstance(value, Fraction) else value


def _both(name: Name) -> Text:
    """In both languages, where one alone would say the same twice."""
    return text("difference.both", zh=name.zh, en=name.en)


def _listed(parts: Sequence[Text]) -> Text:
    """Several in one sentence; nothing is said to be nothing."""
    if not parts:
        return text("difference.none")
    whole = parts[0]
    for part in parts[1:]:
        whole = text("scoring.explain_and", first=whole, second=part)
    return whole
