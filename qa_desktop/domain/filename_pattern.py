"""File-name patterns with named fields: what a recording's name says about its call.

``{start:%Y%m%d-%H%M%S}-{agent}-{number}`` reads ``20261120-093512-0617-13812345678.opus``.

Fields: ``{agent} {serial} {number} {start:FORMAT} {team} {business} {disposition} {order}
{channel}``, each at most once, and ``{*}`` (or ``{skip}``) for anything, also nothing. The Chinese
names (``{工号}`` …) mean the same. ``{agent:4}`` is exactly four characters. Everything else is
literal; ``{{`` and ``}}`` are braces. A variable field takes as little as still lets the rest fit.

Matching fills one table from right to left, so its time grows with name × pattern and no name can
make it explode, which a backtracking regular expression could not promise.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from qa_desktop.domain.filename_times import DEFAULT_FORMAT, TimeFormat
from qa_desktop.errors import UserFacingError

SKIP: Final = "skip"
START: Final = "start"
ALIASES: Final[Mapping[str, str]] = {
    "*": SKIP,
    "略过": SKIP,
    "工号": "agent",
    "流水号": "serial",
    "客户号码": "number",
    "开始时间": START,
    "班组": "team",
    "业务类型": "business",
    "保存状态": "disposition",
    "订单号": "order",
    "声道": "channel",
}
_CODE = "-_."
_SIGNS: Final[Mapping[str, str | None]] = {
    SKIP: None,
    "team": None,
    "business": None,
    "disposition": None,
    "agent": _CODE,
    "serial": _CODE,
    "order": _CODE,
    "channel": _CODE,
    "number": "+*#",
}
"""What a field may hold beside letters and digits; None: anything. A number holds no letters
but ``x``, with which exports hide digits."""

FIELDS: Final = tuple(name for name in (START, *_SIGNS) if name != SKIP)

_MAX_NAME = 1_000
_MAX_PATTERN = 500
_MAX_WIDTH = 99
_INVISIBLE = frozenset("\u200b\u200c\u200e\u200f\u2060\ufeff") | {
    chr(code) for span in ((0x202A, 0x202F), (0x2066, 0x206A)) for code in range(*span)
}
"""Direction marks and the like (zero-width joiners stay: emoji are made with them)."""
_ENDINGS = frozenset(
    {"wav", "wave", "mp3", "ogg", "oga", "opus", "flac", "m4a", "mp4", "aac", "amr", "awb", "3gp"}
    | {"wma", "gsm", "vox", "v3", "pcm", "raw", "au", "aif", "aiff", "mka", "webm", "ape", "spx"}
    | {"txt"}
)


@dataclass(frozen=True)
class Fields:
    """What a name said. ``start`` is local time without a zone, as recorders write it."""

    agent: str | None = None
    serial: str | None = None
    number: str | None = None
    start: datetime | None = None
    team: str | None = None
    business: str | None = None
    disposition: str | None = None
    order: str | None = None
    channel: str | None = None


@dataclass(frozen=True)
class Part:
    """A literal (``field`` is None) or a field; ``width`` 0 means as long as it takes."""

    field: str | None
    literal: str = ""
    width: int = 0
    time: TimeFormat | None = None

    def fits(self, sign: str) -> bool:
        """May this field hold ``sign``?"""
        if self.field == "number":
            return sign.isdecimal() or sign in "+*#xX"
        signs = _SIGNS[self.field or SKIP]
        return signs is None or sign.isalnum() or sign in signs


@dataclass(frozen=True)
class Pattern:
    """A checked pattern; make it with ``compile_pattern``."""

    text: str
    parts: tuple[Part, ...]

    def match(self, name: str) -> Fields | None:
        """Fields of a file name (no folder; with or without its ending), or None."""
        plain = plain_name(name)
        if len(plain) > _MAX_NAME or not all(part.literal in plain for part in self.parts):
            return None
        steps = self._steps(plain)
        if steps[0][0] < 0:
            return None
        found: dict[str, str | datetime] = {}
        at = 0
        for part, ends in zip(self.parts, steps, strict=True):
            value, at = plain[at : ends[at]], ends[at]
            if part.time:
                found[START] = part.time.read(value)
            elif part.field and part.field != SKIP:
                found[part.field] = value
        return Fields(**found)  # type: ignore[arg-type]  # only START holds a datetime

    def render(self, values: Mapping[str, str | datetime], skipped: str = "") -> str:
        """The name (without ending) that these values would have; for examples and tests."""
        written = []
        for part in self.parts:
            value = values.get(part.field or "", skipped)
            if isinstance(value, datetime) and part.time:
                value = part.time.write(value)
            written.append(str(value) if part.field else part.literal)
        return "".join(written)

    def _steps(self, name: str) -> list[list[int]]:
        """Per part and position: where the part ends if it begins there, -1 where nothing fits."""
        after = [-1] * len(name) + [len(name)]
        steps: list[list[int]] = []
        for part in reversed(self.parts):
            after = _ends(part, name, after)
            steps.append(after)
        return steps[::-1]


def compile_pattern(text: str) -> Pattern:
    """Check and prepare a pattern; else a ``UserFacingError`` ``filename_pattern.*`` says why."""
    source = plain_name(text)
    if len(source) > _MAX_PATTERN:
        raise UserFacingError("filename_pattern.too_long", limit=_MAX_PATTERN)
    parts = tuple(_parts(source))
    named = [part.field for part in parts if part.field and part.field != SKIP]
    if not named:
        raise UserFacingError("filename_pattern.no_field", pattern=source)
    for field in named:
        if named.count(field) > 1:
            raise UserFacingError("filename_pattern.field_twice", field=field)
    for left, right in pairwise(parts):
        if left.field and right.field and not left.width and not right.width:
            raise UserFacingError("filename_pattern.adjacent", left=left.field, right=right.field)
    return Pattern(text.strip(), parts)


def match_first(patterns: Sequence[Pattern], name: str) -> tuple[Pattern, Fields] | None:
    """The first pattern that fits, so the more particular ones stand first."""
    for pattern in patterns:
        fields = pattern.match(name)
        if fields is not None:
            return pattern, fields
    return None


@dataclass(frozen=True)
class Preview:
    """One real name and what the patterns make of it; None where none fits."""

    name: str
    pattern: Pattern | None
    fields: Fields | None


def preview(patterns: Sequence[Pattern], names: Iterable[str]) -> list[Preview]:
    """Try the patterns on real names before anything is imported."""
    rows = ((name, match_first(patterns, name)) for name in names)
    return [Preview(name, *(found or (None, None))) for name, found in rows]


def plain_name(name: str) -> str:
    """NFC, without invisible marks and without an audio file's ending.

    Half characters (undecodable bytes of a Linux name, lone surrogates of a Windows one) become
    U+FFFD, since no database takes them.
    """
    whole = name.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _without_ending(_visible(whole)).strip()


def _visible(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if sign not in _INVISIBLE)


def _without_ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem if dot and stem and ending.lower() in _ENDINGS else name


def _ends(part: Part, name: str, after: list[int]) -> list[int]:
    """``after[p]`` ≥ 0: the following parts fit from ``p``. The nearest such end wins."""
    if part.field is None:
        width = len(part.literal)
        return [
            p + width if name.startswith(part.literal, p) and after[p + width] >= 0 else -1
            for p in range(len(name) + 1)
        ]
    if part.width:
        return [_fixed_end(part, name, p, after) for p in range(len(name) + 1)]
    ends = [-1] * (len(name) + 1)
    empty_fits = part.field == SKIP
    nearest = -1
    for p in range(len(name), -1, -1):
        if p < len(name) and not part.fits(name[p]):
            nearest = -1
        ends[p] = p if empty_fits and after[p] >= 0 else nearest
        if after[p] >= 0:
            nearest = p
    return ends


def _fixed_end(part: Part, name: str, p: int, after: list[int]) -> int:
    end = p + part.width
    if end > len(name) or after[end] < 0:
        return -1
    value = name[p:end]
    fits = part.time.reads(value) if part.time else all(map(part.fits, value))
    return end if fits else -1


def _parts(source: str) -> Iterable[Part]:
    """Literals and fields in order; doubled braces are literal."""
    literal, at = "", 0
    while at < len(source):
        sign = source[at]
        if source[at : at + 2] in ("{{", "}}"):
            literal += sign
            at += 2
        elif sign == "{":
            if literal:
                yield Part(None, literal)
            end = source.find("}", at)
            if end < 0:
                raise UserFacingError("filename_pattern.open_brace", rest=source[at : at + 40])
            yield _field(source[at + 1 : end])
            literal, at = "", end + 1
        elif sign == "}":
            raise UserFacingError("filename_pattern.stray_brace", rest=source[: at + 1][-40:])
        else:
            literal += sign
            at += 1
    if literal:
        yield Part(None, literal)


def _field(inside: str) -> Part:
    written, colon, detail = inside.partition(":")
    name = ALIASES.get(written.strip(), written.strip())
    if name == START:
        time = TimeFormat.of(detail if colon else DEFAULT_FORMAT)
        return Part(START, width=time.width, time=time)
    if name not in _SIGNS:
        raise UserFacingError("filename_pattern.unknown_field", field=written[:40])
    if not colon:
        return Part(name)
    if not (detail.isascii() and detail.isdigit() and 0 < int(detail[:9]) <= _MAX_WIDTH):
        raise UserFacingError("filename_pattern.bad_width", field=written, width=detail[:40])
    return Part(name, width=int(detail))
