"""The JSON of the journal: one way to write it, a strict way to read it (EXCHANGE.md, Operation).

What is written is hashed for ever, so the writer leaves no choice open: no blanks, keys of nested
objects sorted, text as UTF-8 in NFC, integers only. The reader refuses whatever two readers could
understand differently: duplicate keys, floats, NaN, lone surrogates. It does *not* insist on NFC
or on sorted keys: whether a text is NFC depends on the reader's Unicode version, and peers must
never disagree on which operations exist.
"""

from __future__ import annotations

import json
import unicodedata
from typing import Any

_INT64 = 1 << 63


class MalformedError(ValueError):
    """These bytes are not what the journal writes; nothing of them is used."""


def canonical(value: Any) -> Any:
    """``value`` with sorted keys and NFC strings; floats and odd types are a programming error."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if not -_INT64 <= value < _INT64:
            raise ValueError("integer out of 64 bits")
        return value
    if isinstance(value, dict):
        return {canonical(key): canonical(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [canonical(entry) for entry in value]
    raise TypeError(f"{type(value).__name__} cannot be written to the journal")


def dumps(value: Any) -> str:
    """Compact JSON of an already canonical value, keys in the order given."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise MalformedError("duplicate key")
    return members


def _refuse(number: str) -> Any:
    raise MalformedError(f"not an exact number: {number[:20]}")


def _integer(digits: str) -> int:
    if len(digits) > 20:
        raise MalformedError("integer out of 64 bits")
    value = int(digits)
    if not -_INT64 <= value < _INT64:
        raise MalformedError("integer out of 64 bits")
    return value


_decoder = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_float=_refuse,
    parse_constant=_refuse,
    parse_int=_integer,
)


def loads(raw: str) -> Any:
    """Parse strictly; raises ``MalformedError`` and nothing else."""
    try:
        raw.encode("utf-8")  # refuses lone surrogates written as such
        value = _decoder.decode(raw)
        if "\\u" in raw:  # and those hidden behind an escape
            dumps(value).encode("utf-8")
    except MalformedError:
        raise
    except (ValueError, RecursionError) as error:
        raise MalformedError(str(error)) from error
    return value
