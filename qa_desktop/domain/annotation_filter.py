"""Which annotations of a call a person wants to see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from qa_desktop.domain.annotations import COMPETENCIES, KINDS, Annotation

WITHOUT: Final = "none"
"""In the place of a competency: those that speak about none."""


@dataclass(frozen=True)
class AnnotationFilter:
    """Those that are of one of ``kinds`` and of ``competency`` (None: any; ``WITHOUT``: none),
    and with ``own`` made by oneself."""

    kinds: tuple[str, ...] = KINDS
    competency: str | None = None
    own: bool = False

    @property
    def is_all(self) -> bool:
        return self == AnnotationFilter()

    def shows(self, annotation: Annotation, person: str) -> bool:
        """``person`` is the id of whoever looks."""
        return (
            annotation.kind in self.kinds
            and self.competency in (None, annotation.competency or WITHOUT)
            and (not self.own or annotation.author == person)
        )

    def shown(
        self, annotations: Iterable[Annotation], person: str, chosen: str | None
    ) -> list[Annotation]:
        """Those that it shows, and the ``chosen`` one: what one is at never vanishes."""
        return [each for each in annotations if each.id == chosen or self.shows(each, person)]

    def toggled(self, kind: str) -> AnnotationFilter:
        """With this kind or without it; without the last one all come back."""
        kinds = tuple(each for each in KINDS if (each in self.kinds) != (each == kind))
        return AnnotationFilter(kinds or KINDS, self.competency, self.own)

    def as_dict(self) -> dict[str, Any]:
        return {"kinds": list(self.kinds), "competency": self.competency, "own": self.own}

    @staticmethod
    def from_dict(kept: Mapping[str, Any] | None) -> AnnotationFilter:
        """What ``as_dict`` gave; what this version does not know is left out."""
        kept = kept or {}
        kinds = tuple(each for each in KINDS if each in kept.get("kinds", KINDS))
        competency = kept.get("competency")
        known = competency if competency in (WITHOUT, *COMPETENCIES) else None
        return AnnotationFilter(kinds or KINDS, known, bool(kept.get("own")))
