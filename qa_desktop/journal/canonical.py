"""The JSON of the journal: one way to write it, a strict way to read it (EXCHANGE.md, Operation).

What is written is hashed for ever, so the writer leaves no choice open: keys of nested objects
sorted, text in NFC, integers only, and the one compact form that RFC 8785 also has: no blanks,
nothing escaped that need not be. The reader refuses whatever two readers could understand
differently: duplicate keys, floats, NaN, lone surrogates, ``-0``, any text that is not in the
compact form, anything nested deeper than a fixed limit (a parser's own limit differs from one
computer to the next). It does *not* insist on NFC or on sorted keys: whether a text is NFC depends
on the reader's Unicode version, and peers must never disagree on which operations exist. For the
same reason nothing that is read is ever normalised: compare with ``comparable``.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from json.encoder import encode_basestring
from typing import Any

MAX_DEPTH = 32
"""Objects and arrays inside each other, the outermost counted."""

_INT64 = 1 << 63


class MalformedError(ValueError):
    """These bytes are not what the journal writes; nothing of them is used."""


def _refuse_type(value: Any) -> Any:
    raise TypeError(f"{type(value).__name__} cannot be written to the journal")


def canonical(value: Any, default: Callable[[Any], Any] = _refuse_type) -> Any:
    """``value`` with sorted keys and NFC strings; floats and odd types are a programming error.

    ``default`` is asked for what stands in the place of any other type.
    """
    if isinstance(value, str):  # ASCII is NFC
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if not -_INT64 <= value < _INT64:
            raise ValueError("integer out of 64 bits")
        return value
    if isinstance(value, dict):
        return _canonical_members(value, default)
    if isinstance(value, list | tuple):
        return [canonical(entry, default) for entry in value]
    return default(value)


def _canonical_members(members: dict[Any, Any], default: Callable[[Any], Any]) -> dict[str, Any]:
    named = {}
    for key, entry in members.items():
        if not isinstance(key, str):
            raise TypeError("keys are strings")
        named[canonical(key)] = canonical(entry, default)
    if len(named) != len(members):
        raise ValueError("two keys are the same in NFC")
    return {key: named[key] for key in sorted(named)}


def dumps(value: Any) -> str:
    """Compact JSON, keys in the order given, nothing normalised."""
    return _encoder.encode(value)


def comparable(value: Any) -> str:
    """The same text for the same values read, whatever the order of their keys."""
    if type(value) is str:
        return encode_basestring(value)
    return "[]" if value == [] else _sorting_encoder.encode(value)


_sorting_encoder = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=True
)
_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _refuse(number: str) -> Any:
    raise MalformedError(f"not an exact number: {number[:20]}")


def _integer(digits: str) -> int:
    if len(digits) > 20:
        raise MalformedError("integer out of 64 bits")
    value = int(digits)
    if not -_INT64 <= value < _INT64:
        raise MalformedError("integer out of 64 bits")
    return value


_decoder = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse, parse_int=_integer)


def encoded(raw: str) -> bytes:
    """In UTF-8; raises ``MalformedError`` for lone surrogates written as such."""
    try:
        return raw.encode("utf-8")
    except UnicodeEncodeError as error:
        raise MalformedError(str(error)) from error


def loads(raw: str) -> Any:
    """Parse strictly; raises ``MalformedError`` and nothing else."""
    return loads_encoded(raw, encoded(raw))


def loads_encoded(raw: str, text: bytes) -> Any:
    """The same, where ``encoded(raw)`` is at hand."""
    try:
        value = _quickly(text)
        return _decode(raw) if value is None else value
    except MalformedError:
        raise
    except (ValueError, RecursionError) as error:
        raise MalformedError(str(error)) from error


def _decode(raw: str) -> Any:
    value = _decoder.decode(raw)
    if is_too_deep(raw, value):
        raise MalformedError(f"nested deeper than {MAX_DEPTH}")
    if dumps(value) != raw:  # finds duplicate keys, -0, lone surrogates behind an escape
        raise MalformedError("not in the compact form")
    return value


def _quickly(raw: bytes) -> Any:
    """What a text in the compact form says, by orjson, in a third of the time. None where orjson
    may understand more than we do, or something else: then ``_decode`` decides."""
    import orjson

    try:
        value = orjson.loads(raw)
    except ValueError:
        return None
    return value if orjson.dumps(value) == raw and _is_plain(value) else None


def _is_plain(value: Any) -> bool:
    """Whether it holds no fraction, no number of more than 64 bits, and is not nested too deep."""
    level = [value]
    for _ in range(MAX_DEPTH):
        below: list[Any] = []
        for outer in level:
            kind = type(outer)
            if kind is dict or kind is list:
                for entry in outer.values() if kind is dict else outer:
                    # Most are text: a loop is quicker than a call for every few of them.
                    inner = type(entry)
                    if inner is not str and inner in _LOOKED_AT:
                        below.append(entry)
            elif kind is float or (kind is int and outer >= _INT64):
                return False
        if not below:
            return True
        level = below
    return False


_LOOKED_AT = frozenset((dict, list, int, float))


def is_too_deep(raw: str, value: Any) -> bool:
    """Whether ``value``, written as ``raw``, is nested deeper than ``MAX_DEPTH``."""
    if raw.count("{") + raw.count("[") <= MAX_DEPTH:
        return False
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return any(isinstance(entry, dict | list) for entry in level)
