"""What is different between two versions of the penalty standard, in words: what a person publishes
and reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa_desktop.domain.penalty_ladder import yuan
from qa_desktop.domain.penalty_standard import (
    Clause,
    Measure,
    PenaltyStandard,
    RungTerms,
    Wording,
)
from qa_desktop.domain.slip_fact import DUE_DAYS, IMPACTS, SEVERITIES
from qa_desktop.texts import Language, Text, text

_LANGUAGES: tuple[Language, ...] = ("zh", "en")


def standard_differences(old: PenaltyStandard, new: PenaltyStandard) -> list[Text]:
    """One sentence for each difference; none exactly when the versions are the same."""
    return [
        *_changed("code", old.code, new.code),
        *_reworded("name", old.name, new.name),
        *_rules(old, new),
        *_flow(old, new),
        *_rungs(old.rungs, new.rungs),
        *_clauses(old.clauses, new.clauses),
    ]


def _rules(old: PenaltyStandard, new: PenaltyStandard) -> Iterator[Text]:
    yield from _changed("window", old.window_days, new.window_days)
    yield from _changed("cap", yuan(old.monthly_cap_cents), yuan(new.monthly_cap_cents))
    yield from _changed("steepest", _rung(old.steepest), _rung(new.steepest))
    for impact, before, after in zip(IMPACTS, old.impact_steps, new.impact_steps, strict=True):
        yield from _changed("impact", before, after, impact=text(f"penalty.impact_{impact}"))
    yield from _changed("repeat_steps", old.repeat_steps, new.repeat_steps)


def _flow(old: PenaltyStandard, new: PenaltyStandard) -> Iterator[Text]:
    if old.hearing_first != new.hearing_first:
        yield text("standard_difference.hearing_" + ("first" if new.hearing_first else "after"))
    yield from _changed(
        "silence", text(f"penalty.silence_{old.silence}"), text(f"penalty.silence_{new.silence}")
    )
    for each in DUE_DAYS:
        yield from _changed(
            "days", old.days[each], new.days[each], what=text(f"penalty.days_{each}")
        )


def _rungs(old: Sequence[RungTerms], new: Sequence[RungTerms]) -> Iterator[Text]:
    """Both have every rung, in the ladder's order."""
    for before, after in zip(old, new, strict=True):
        yield from _reworded("rung", before.name, after.name)
        yield from _changed("sign_offs", signers(before), signers(after), rung=_words(after.name))


def signers(rung: RungTerms) -> Text:
    """Who signs a slip of this rung off, in words."""
    if not rung.sign_offs:
        return text("penalty.nobody_signs")
    return _listed([text(f"role.{role}") for role in rung.sign_offs])


def _clauses(old: Sequence[Clause], new: Sequence[Clause]) -> Iterator[Text]:
    pairs = _matched(old, new)
    kept = {id(before) for before, _ in pairs}
    for before in old:
        if id(before) not in kept:
            yield text(
                "standard_difference.removed", clause=before.number, words=_words(before.words)
            )
    by_new = {id(after): before for before, after in pairs}
    for after in new:
        if id(after) in by_new:
            yield from _clause(by_new[id(after)], after)
        else:
            yield _added(after)
    order = [id(before) for before in old if id(before) in kept]
    if order != [id(by_new[id(after)]) for after in new if id(after) in by_new]:
        yield text("standard_difference.order")


def _matched(old: Sequence[Clause], new: Sequence[Clause]) -> list[tuple[Clause, Clause]]:
    """The clause that a clause was: of the same fault, else of the same number."""
    by_fault = {clause.fault: clause for clause in old}
    pairs = [(by_fault[after.fault], after) for after in new if after.fault in by_fault]
    taken = {id(each) for pair in pairs for each in pair}
    by_number = {clause.number: clause for clause in old if id(clause) not in taken}
    rest = [after for after in new if id(after) not in taken and after.number in by_number]
    return [*pairs, *((by_number[after.number], after) for after in rest)]


def _clause(old: Clause, new: Clause) -> Iterator[Text]:
    yield from _changed("number", old.number, new.number, words=_words(new.words))
    yield from _changed("fault", old.fault, new.fault, clause=new.number)
    yield from _reworded("words", old.words, new.words, clause=new.number)
    for severity, before, after in zip(SEVERITIES, old.measures, new.measures, strict=True):
        yield from _changed(
            "measure", _measure(before), _measure(after),
            clause=new.number, words=_words(new.words),
            severity=text(f"penalty.severity_{severity}"),
        )  # fmt: skip
    yield from _changed(
        "repeat", yuan(old.repeat_cents), yuan(new.repeat_cents),
        clause=new.number, words=_words(new.words),
    )  # fmt: skip


def _added(clause: Clause) -> Text:
    said = zip(SEVERITIES, map(_measure, clause.measures), strict=True)
    return text(
        "standard_difference.added",
        clause=clause.number, words=_words(clause.words), fault=clause.fault,
        repeat=yuan(clause.repeat_cents), **dict(said),
    )  # fmt: skip


def _measure(measure: Measure) -> Text:
    return text("penalty.measure", rung=_rung(measure.rung), amount=yuan(measure.amount_cents))


def _changed(field: str, old: object, new: object, **said: object) -> Iterator[Text]:
    if old != new:
        yield text(f"standard_difference.{field}", old=old, new=new, **said)


def _reworded(field: str, old: Wording, new: Wording, **said: object) -> Iterator[Text]:
    """Told in both languages where somebody who reads one of them would see no difference."""
    if old == new:
        return
    is_hidden = any(old.render(language) == new.render(language) for language in _LANGUAGES)
    before, after = (_in_both(each) if is_hidden else _words(each) for each in (old, new))
    yield text(f"standard_difference.{field}", old=before, new=after, **said)


def _words(wording: Wording) -> Text:
    return text("standard_difference.as_it_is", zh=wording.zh, en=wording.en)


def _in_both(wording: Wording) -> Text:
    return text("standard_difference.in_both", zh=wording.zh, en=wording.en)


def _listed(parts: Sequence[Text]) -> Text:
    found = parts[0]
    for part in parts[1:]:
        found = text("penalty.listed", first=found, then=part)
    return found


def _rung(code: str) -> Text:
    return text(f"rung.{code}")
