"""What a bundle may be at most (EXCHANGE.md, Limits). The writer keeps them too, and splits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from qa_desktop.journal.operation import MAX_RAW_BYTES


@dataclass(frozen=True)
class Limits:
    """Bytes, unless said otherwise."""

    bundle: int = (1 << 32) - 1
    """4 GiB less one: a zip without its 64-bit extension, which has more than one form."""
    expanded: int = 4 << 30
    """Of all lines of operations and personal values together."""
    member: int = 64 << 20
    """Expanded, of one member with lines."""
    line: int = MAX_RAW_BYTES + 256
    """The longest operation, with its signature and quotation."""
    members: int = 20_000
    blob: int = 512 << 20
    ratio: int = 200
    """All lines expanded to packed; text of operations reaches about 10."""
    easy: int = 8 << 20
    """So much may be expanded beyond that: a short bundle may repeat itself."""
    manifest: int = 8 << 20


LIMITS: Final = Limits()
