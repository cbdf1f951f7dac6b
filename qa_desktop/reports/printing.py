"""What the system's print dialog was told, for the process that prints (``reports.pdf``)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path


@dataclass(frozen=True)
class PrintTarget:
    """``printer`` is its name; ``output`` a file where the dialog was told to print into one.
    ``first`` to ``last`` are pages from 1, 0 for all; ``duplex`` is Qt's number of the mode."""

    printer: str = ""
    output: str = ""
    copies: int = 1
    first: int = 0
    last: int = 0
    is_grey: bool = False
    duplex: int = 0

    @property
    def name(self) -> str:
        """As people know it."""
        return self.printer or Path(self.output).name

    def as_text(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> PrintTarget:
        """Raises ``ValueError`` for what ``as_text`` has not written."""
        said = json.loads(text)
        if not isinstance(said, dict) or set(said) != {field.name for field in fields(cls)}:
            raise ValueError(text)
        return cls(**said)
