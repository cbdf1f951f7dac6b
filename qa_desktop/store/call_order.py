"""In which order a list shows calls: by one column of the index of calls, either way round."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from qa_desktop.store.call_blocks import UNKNOWN_SCORE, UNKNOWN_START
from qa_desktop.store.call_columns import Columns, Mask, Numbers

SORTED_BY: Final = (
    "started", "agent", "team", "skill_group", "serial", "duration", "business", "disposition",
    "status", "score", "grade", "problems",
)  # fmt: skip


@dataclass(frozen=True)
class CallOrder:
    """Calls of which the value is not known stand last in either direction."""

    by: str = "started"
    descending: bool = False


def sorted_numbers(db: Database, columns: Columns, order: CallOrder) -> Numbers:
    """All calls in order; kept until something changes."""
    known, unknown = columns.keep(f"sorted {order.by}", lambda: _sort(db, columns, order.by))
    kept_order, kept = columns.keep("list", lambda: (None, None))
    if kept_order != order:
        kept = np.concatenate([known[::-1] if order.descending else known, unknown])
        columns.put("list", (order, kept))
    return kept  # type: ignore[no-any-return]


def _sort(db: Database, columns: Columns, by: str) -> tuple[Numbers, Numbers]:
    """Those of which the value is known, ascending, and the others."""
    numbers: Numbers = np.nonzero(columns.facts["alive"])[0].astype(np.int32)
    if by == "serial":
        return _by_serial(db, numbers)
    key, known = _key(columns, by)
    has = numbers[known[numbers]]
    return has[np.argsort(key[has], kind="stable")], numbers[~known[numbers]]


def _key(columns: Columns, by: str) -> tuple[NDArray[Any], Mask]:
    """(what is compared, whether it is known) per call number."""
    facts = columns.facts
    key: NDArray[Any]
    if by in ("started", "duration", "score", "status"):
        unknown = {"started": UNKNOWN_START, "duration": -1, "score": UNKNOWN_SCORE, "status": -1}
        key = facts[by].astype(np.int64)
        known = key != unknown[by]
        return np.where(known, key, 0), known
    if by == "team":
        ranks = _ranks(columns.teams[number][1] for number in range(len(columns.teams)))
        key = ranks[columns.team_of_calls()]
    elif by in ("agent", "skill_group"):
        texts = [""] * len(columns.words)
        for number, agent in columns.agents.items():
            texts[number] = (agent.number or agent.name) if by == "agent" else agent.skill_group
        key = _ranks(texts)[facts["agent"]]
    else:
        key = _ranks(columns.words)[facts[by]]
    return key, key != 0


def _ranks(texts: Iterable[str]) -> NDArray[np.uint16 | np.int32]:
    """Place of each text among all, 0 for an empty one; small numbers sort faster."""
    listed = list(texts)
    places = {text: place + 1 for place, text in enumerate(sorted(filter(None, set(listed))))}
    ranks = np.array([places.get(text, 0) for text in listed])
    return ranks.astype(np.uint16 if len(places) < 1 << 16 else np.int32)


def _by_serial(db: Database, numbers: Numbers) -> tuple[Numbers, Numbers]:
    """As the index of serial numbers has them."""
    sql = (
        "SELECT json_group_array(n) FROM "
        "(SELECT n FROM call_text WHERE serial <> '' ORDER BY serial, n)"
    )
    known = np.array(json.loads(db.conn.execute(sql).fetchone()[0]), np.int32)
    return known, np.setdiff1d(numbers, known, assume_unique=True)
