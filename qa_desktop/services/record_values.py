"""Values of records as they may be shown: numbers of customers masked, ids as names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.masking import mask_in_text, mask_number
from qa_desktop.journal.operation import is_id
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.store.record_words import record_words

_NAMES = {"scorer": "person", "coach": "person", "recorded_by": "person"}
"""Fields that name a record of another type than their own name says."""


def record_type_of(field: str) -> str | None:
    """The type of record that a field names; None for a field with a value of its own."""
    kind = _NAMES.get(field, field)
    return kind if kind in RECORD_TYPES else None


def masked_value(field: str, value: Any) -> Any:
    """To settle two numbers of a customer, or to read a history, is no way around their mask."""
    if field == "customer_number" and not isinstance(value, str):
        return None  # of no form that could be masked
    if isinstance(value, str):
        if field == "customer_number":
            return mask_number(value)
        return value if record_type_of(field) and is_id(value) else mask_in_text(value)
    if isinstance(value, dict):
        return {key: masked_value(key, each) for key, each in value.items()}
    return [masked_value(field, each) for each in value] if isinstance(value, list) else value


def names_in(db: Database, values: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What the records are called that these fields name, by id; without those unknown here."""
    found: dict[str, str] = {}
    for fields in values:
        for name, value in fields.items():
            kind = record_type_of(name)
            if kind and is_id(value) and value not in found:
                found[value] = record_words(db, (kind, value))
    return {id: words for id, words in found.items() if words}
