"""An operation as it arrives from elsewhere: what must be stored, worked out beforehand.

Reading, checking and folding cost more than storing, and need no database: another process can
do them (``exchange.bundle.preparing``). So an arrival is made of plain values only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from qa_desktop.journal.operation import Operation
from qa_desktop.journal.rights import RULES
from qa_desktop.journal.rows import Rows, rows_of

_PERSONAL: Final = re.compile(rb'\{"personal":"([0-9a-f]{64})"\}')
_CLAIMS: Final = frozenset(
    name for rule in RULES.values() for name in (rule.named, rule.claimed) if name
)


class Arrival(NamedTuple):
    """An operation in the order of the columns of ``op``, and what goes with it."""

    id: str
    replica: str
    seq: int
    kind: str
    entity_type: str
    entity_id: str
    act: str
    text: bytes
    """``raw`` in UTF-8: as such it goes into the database, most often unread."""
    sig: bytes
    hlc: int
    at: int
    person_sig: str | None
    payload: dict[str, Any]
    """Of it, what says who writes: for the rights. The rest is in ``raw``."""
    rows: Rows | None
    """What the record shows as long as nothing else is said of it; None where it shows nothing."""
    hashes: tuple[str, ...]
    """The personal values that it names."""

    @property
    def raw(self) -> str:
        return self.text.decode()


def arriving(operation: Operation, text: bytes, number: int) -> Arrival:
    """``operation``'s signature was checked by the caller; ``number`` is its own among those of
    its type that are taken in together."""
    return Arrival(
        operation.id,
        operation.replica,
        operation.seq,
        operation.kind,
        operation.entity_type,
        operation.entity_id,
        operation.act,
        text,
        operation.sig,
        operation.hlc,
        operation.at,
        operation.person_sig,
        {name: operation.payload[name] for name in _CLAIMS if name in operation.payload},
        rows_of(operation, number),
        tuple(b" ".join(_PERSONAL.findall(text)).decode().split()),
    )


def arriving_together(
    operations: Sequence[Operation], texts: Iterable[bytes] | None = None
) -> list[Arrival]:
    """``texts``: of each its ``raw`` in UTF-8, where that is at hand. Numbered per record type:
    their rows shall lie close together."""
    if texts is None:
        texts = (operation.raw.encode() for operation in operations)
    counts: Counter[str] = Counter()
    arrivals = []
    for operation, text in zip(operations, texts, strict=True):
        arrivals.append(arriving(operation, text, counts[operation.entity_type]))
        counts[operation.entity_type] += 1
    return arrivals
