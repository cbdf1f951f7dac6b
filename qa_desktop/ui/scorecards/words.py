"""What the codes of a scorecard are called on screen."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from qa_desktop.domain.scoring.rounding import decimal_text
from qa_desktop.texts import text
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate

Choices = Sequence[tuple[str, str]]
"""Code and words."""


def name_text(name: Any) -> str:
    """A name as a draft has it: words, or words in both languages."""
    if isinstance(name, dict):
        return str(name.get(i18n.catalogue_language()) or "")
    return str(name or "")


def share_text(share: Fraction | None) -> str:
    return "" if share is None else f"{decimal_text(100 * share, 1)}%"


def answer_kinds() -> Choices:
    return (
        ("yes_no", translate("Scorecards", "Yes or no")),
        ("choice", translate("Scorecards", "Options with points")),
        ("scale", translate("Scorecards", "Scale")),
        ("deduct", translate("Scorecards", "Points off each time")),
        ("text", translate("Scorecards", "Words, not scored")),
    )


def na_rules() -> Choices:
    return (
        ("forbidden", translate("Scorecards", "Not allowed")),
        ("exclude", translate("Scorecards", "Left out, others take its weight")),
        ("full", translate("Scorecards", "Counts as full")),
    )


def evidence_rules() -> Choices:
    return (
        ("optional", translate("Scorecards", "Not needed")),
        ("on_loss", translate("Scorecards", "When points are lost")),
        ("always", translate("Scorecards", "Always")),
    )


def fatal_kinds() -> Choices:
    return (
        ("none", translate("Scorecards", "Not critical")),
        ("section", translate("Scorecards", "Takes the section")),
        ("form", translate("Scorecards", "Takes the whole card")),
    )


def fatal_forms() -> Choices:
    return (
        ("zero", translate("Scorecards", "The score is 0")),
        ("cap", translate("Scorecards", "The score is capped")),
        ("flag", translate("Scorecards", "Failed, the score stays")),
    )


def problem_classes() -> Choices:
    none = translate("Scorecards", "No class")
    return (("none", none), ("A", "A"), ("B", "B"), ("C", "C"))


def dimensions() -> Choices:
    return (
        ("business", translate("Scorecards", "Business quality")),
        ("attitude", translate("Scorecards", "Attitude")),
    )


def rung_text(rung: str) -> str:
    """A rung of the penalty ladder by its code."""
    return text(f"rung.{rung}").render(i18n.catalogue_language())
