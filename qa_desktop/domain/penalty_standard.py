"""The penalty standard 评扣标准: which fault costs what, by clause and severity (PRODUCT.md C9).

A version is its content: it is named by the SHA-256 of its canonical JSON, as a scorecard's is. It
is read from plain tables (TOML, or that JSON) and every problem is told at once. Amounts are whole
cents; nothing here is a float.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

from qa_desktop.domain.penalty_rungs import RUNGS, Rung
from qa_desktop.domain.slip_fact import (
    DUE_DAYS,
    IMPACTS,
    MAX_CENTS,
    SEVERITIES,
    SIGNING_ROLES,
    SILENCES,
)
from qa_desktop.errors import UserFacingError
from qa_desktop.texts import Language, Text, text

FORMAT: Final = 1
MAX_CHARACTERS: Final = 400_000
MAX_CLAUSES: Final = 1_000
_MAX_TOLD: Final = 100


@dataclass(frozen=True)
class Wording:
    """Words in both languages."""

    zh: str
    en: str

    def render(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class RungTerms:
    """What this centre calls a rung, and who has to sign a slip of it off."""

    code: Rung
    name: Wording
    sign_offs: tuple[str, ...]


@dataclass(frozen=True)
class Measure:
    """What a clause says for a severity: the rung the first time, and what a fine costs then."""

    rung: Rung
    amount_cents: int


@dataclass(frozen=True)
class Clause:
    number: str
    fault: str
    """Code of the fault catalogue."""
    words: Wording
    measures: tuple[Measure, Measure, Measure]
    """By severity, in the order of ``SEVERITIES``."""
    repeat_cents: int
    """What each earlier case adds to a fine."""


@dataclass(frozen=True)
class PenaltyStandard:
    code: str
    name: Wording
    window_days: int
    """Within how many days the same fault is a repeat."""
    monthly_cap_cents: int
    """Fines of one agent in a calendar month, at most."""
    steepest: Rung
    """Repeats and impact lead no further; what a clause says itself may lie above."""
    impact_steps: tuple[int, int, int]
    """Rungs that an impact adds, in the order of ``IMPACTS``."""
    repeat_steps: int
    """Rungs that each earlier case adds."""
    hearing_first: bool
    """Whether the agent may be heard before the lead has confirmed."""
    silence: str
    days: Mapping[str, int]
    rungs: tuple[RungTerms, ...]
    clauses: tuple[Clause, ...]

    def rung(self, code: str) -> RungTerms:
        return next(each for each in self.rungs if each.code == code)

    def clause_of(self, fault: str) -> Clause | None:
        return self._by_fault.get(fault)

    @cached_property
    def _by_fault(self) -> dict[str, Clause]:
        return {clause.fault: clause for clause in self.clauses}

    @property
    def terms(self) -> dict[str, Any]:
        """What a slip takes along of how it is to be handled."""
        return {
            "hearing_first": self.hearing_first,
            "silence": self.silence,
            "days": dict(self.days),
        }

    @cached_property
    def canonical(self) -> str:
        """Compact JSON with sorted keys, from which ``read_canonical`` reads the same standard."""
        return json.dumps(
            self.data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
        )

    @cached_property
    def id(self) -> str:
        return hashlib.sha256(self.canonical.encode()).hexdigest()

    @cached_property
    def data(self) -> dict[str, Any]:
        """Plain tables, as a TOML file holds them."""
        return {
            "format": FORMAT,
            "id": self.code,
            "name": _both(self.name),
            "window_days": self.window_days,
            "monthly_cap_cents": self.monthly_cap_cents,
            "steepest": self.steepest,
            "impact_steps": dict(zip(IMPACTS, self.impact_steps, strict=True)),
            "repeat_steps": self.repeat_steps,
            "flow": {"hearing_first": self.hearing_first, "silence": self.silence,
                     "days": dict(self.days)},
            "rungs": [
                {"code": each.code, "name": _both(each.name), "sign_offs": list(each.sign_offs)}
                for each in self.rungs
            ],
            "clauses": [
                {
                    "number": each.number,
                    "fault": each.fault,
                    "words": _both(each.words),
                    "repeat_cents": each.repeat_cents,
                    **{
                        severity: {"rung": m.rung, "amount_cents": m.amount_cents}
                        for severity, m in zip(SEVERITIES, each.measures, strict=True)
                    },
                }
                for each in self.clauses
            ],
        }  # fmt: skip


def _both(words: Wording) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


class StandardError(UserFacingError):
    """A standard that is no good: ``problems`` are (path, what is wrong), the first is told."""

    def __init__(self, problems: list[tuple[str, Text]]) -> None:
        where, first = problems[0]
        super().__init__("penalty.bad_standard", count=len(problems), where=where, first=first)
        self.problems = tuple(problems[:_MAX_TOLD])

    def __reduce__(self) -> tuple[Any, ...]:
        return StandardError, (list(self.problems),)


def read_toml(source: str) -> PenaltyStandard:
    """A standard from the text of a TOML file. Raises ``StandardError``."""
    return read_data(read_tables(source))


def read_tables(source: str) -> dict[str, Any]:
    """What a TOML file says, as plain values; raises ``StandardError`` where it is none. Days and
    times, which no standard has, become their text."""
    if len(source) > MAX_CHARACTERS:
        raise StandardError([("", text("penalty.too_long", limit=MAX_CHARACTERS))])
    try:
        found: dict[str, Any] = json.loads(json.dumps(tomllib.loads(source), default=str))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise StandardError([("", text("penalty.no_toml", detail=str(error)))]) from error
    return found


def read_canonical(written: str) -> PenaltyStandard:
    """What ``canonical`` was stored from. Raises ``StandardError`` for another text."""
    try:
        data = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise StandardError([("", text("penalty.no_toml", detail="JSON"))]) from error
    standard = read_data(data if isinstance(data, dict) else {})
    if standard.canonical != written:
        raise StandardError([("", text("penalty.no_toml", detail="canonical"))])
    return standard


def read_data(data: Mapping[str, Any]) -> PenaltyStandard:
    """A standard out of plain tables, whoever wrote them. Raises ``StandardError`` with all that
    is wrong."""
    standard, problems = check_data(data)
    if problems:
        raise StandardError(problems)
    return standard


def check_data(data: Mapping[str, Any]) -> tuple[PenaltyStandard, list[tuple[str, Text]]]:
    """What the tables say, and everything that is wrong in them: (path, what). The standard is one
    only where nothing is wrong."""
    problems: list[tuple[str, Text]] = []
    return _standard(_Table(data, "", problems)), problems


class _Table:
    """One table; what is wrong is noted and a harmless value handed back, so that a person sees
    everything at once."""

    def __init__(self, data: Any, path: str, problems: list[tuple[str, Text]]) -> None:
        self.data: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        self.path = path
        self.problems = problems
        self.asked: set[str] = set()
        if not isinstance(data, Mapping):
            self.report("", "not_table")

    def report(self, key: str, problem: str, **params: Any) -> None:
        path = f"{self.path}.{key}" if self.path and key else self.path or key
        self.problems.append((path, text(f"penalty.{problem}", **params)))

    def take(self, key: str, *, optional: bool = False) -> Any:
        self.asked.add(key)
        if key not in self.data and not optional:
            self.report(key, "missing")
        return self.data.get(key)

    def words(self, key: str, longest: int = 200) -> str:
        value = self.take(key)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip() or len(value) > longest:
            self.report(key, "not_words", longest=longest)
            return ""
        return value

    def both(self, key: str) -> Wording:
        """A string, or ``{ zh, en }``."""
        value = self.data.get(key)
        if isinstance(value, Mapping):
            inner = self.table(key)
            wording = Wording(inner.words("zh", 2_000), inner.words("en", 2_000))
            inner.finish()
            return wording
        said = self.words(key, 2_000)
        return Wording(said, said)

    def whole(self, key: str, least: int, most: int, default: int | None = None) -> int:
        value = self.take(key, optional=default is not None)
        if value is None:
            return least if default is None else default
        if type(value) is not int or not least <= value <= most:
            self.report(key, "not_whole", least=least, most=most)
            return least
        return value

    def one_of(self, key: str, allowed: tuple[str, ...]) -> Any:
        value = self.take(key)
        if value is None or value in allowed:
            return value or allowed[0]
        self.report(key, "not_one_of", allowed=" | ".join(allowed))
        return allowed[0]

    def flag(self, key: str) -> bool:
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.report(key, "not_flag")
        return value is True

    def table(self, key: str) -> _Table:
        path = f"{self.path}.{key}" if self.path else key
        found = self.take(key)
        return _Table({} if found is None else found, path, self.problems)

    def tables(self, key: str, most: int) -> list[_Table]:
        found = self.take(key)
        if not isinstance(found, list) or len(found) > most:
            if found is not None:
                self.report(key, "not_list", most=most)
            return []
        path = f"{self.path}.{key}" if self.path else key
        return [_Table(each, f"{path}[{n}]", self.problems) for n, each in enumerate(found)]

    def finish(self) -> None:
        for key in self.data:
            if key not in self.asked:
                self.report(str(key)[:40], "unknown_key")


def _standard(table: _Table) -> PenaltyStandard:
    if table.take("format") not in (FORMAT, None):
        table.report("format", "format", known=FORMAT)
    impact = table.table("impact_steps")
    steps = tuple(impact.whole(each, 0, 0 if each == "none" else 5) for each in IMPACTS)
    if list(steps) != sorted(steps):
        impact.report("", "impact_falls")
    impact.finish()
    flow = table.table("flow")
    days = flow.table("days")
    found = PenaltyStandard(
        code=table.words("id", 64),
        name=table.both("name"),
        window_days=table.whole("window_days", 1, 3_650),
        monthly_cap_cents=table.whole("monthly_cap_cents", 0, MAX_CENTS),
        steepest=table.one_of("steepest", RUNGS),
        impact_steps=(steps[0], steps[1], steps[2]),
        repeat_steps=table.whole("repeat_steps", 0, 5),
        hearing_first=flow.flag("hearing_first"),
        silence=flow.one_of("silence", SILENCES),
        days={each: days.whole(each, 1, 365) for each in DUE_DAYS},
        rungs=tuple(_rung(each) for each in table.tables("rungs", len(RUNGS))),
        clauses=tuple(_clause(each) for each in table.tables("clauses", MAX_CLAUSES)),
    )
    for each in (days, flow, table):
        each.finish()
    _check_whole(found, table)
    return found


def _rung(table: _Table) -> RungTerms:
    code, name = table.one_of("code", RUNGS), table.both("name")
    said = table.take("sign_offs")
    offs = said if isinstance(said, list) else []
    ordered = tuple(role for role in SIGNING_ROLES if role in offs)
    if said is not None and (not isinstance(said, list) or list(ordered) != offs):
        table.report("sign_offs", "bad_sign_offs", allowed=", ".join(SIGNING_ROLES))
    table.finish()
    return RungTerms(code, name, ordered)


def _clause(table: _Table) -> Clause:
    measures = tuple(_measure(table.table(severity)) for severity in SEVERITIES)
    clause = Clause(
        number=table.words("number", 40),
        fault=table.words("fault", 64),
        words=table.both("words"),
        measures=(measures[0], measures[1], measures[2]),
        repeat_cents=table.whole("repeat_cents", 0, MAX_CENTS, default=0),
    )
    for severity, (lighter, graver) in zip(SEVERITIES[1:], pairwise(measures), strict=True):
        if RUNGS.index(lighter.rung) > RUNGS.index(graver.rung):
            table.report(f"{severity}.rung", "severity_falls")
        if lighter.amount_cents > graver.amount_cents:
            table.report(f"{severity}.amount_cents", "amount_falls")
    table.finish()
    return clause


def _measure(table: _Table) -> Measure:
    measure = Measure(
        table.one_of("rung", RUNGS), table.whole("amount_cents", 0, MAX_CENTS, default=0)
    )
    table.finish()
    return measure


def _check_whole(standard: PenaltyStandard, table: _Table) -> None:
    """Every rung once and in the ladder's order, sign-offs that never grow less, every clause and
    fault once."""
    if [each.code for each in standard.rungs] != list(RUNGS):
        table.report("rungs", "rungs_order", order=", ".join(RUNGS))
    for place, (low, high) in enumerate(pairwise(standard.rungs), 1):
        if not set(low.sign_offs) <= set(high.sign_offs):
            table.report(f"rungs[{place}].sign_offs", "sign_offs_fall")
    for what in ("number", "fault"):
        first: dict[str, int] = {}
        for place, clause in enumerate(standard.clauses):
            name = getattr(clause, what)
            if name and first.setdefault(name, place) != place:
                table.report(f"clauses[{place}].{what}", f"{what}_twice", name=name)
