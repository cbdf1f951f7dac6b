"""Words and small rules of an evaluation 质检单 (PRODUCT.md, C5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

METHODS: Final = ("spot_check", "live", "side_by_side", "success_review")
"""抽查录音, 实时监听, 旁听, 成功单复核."""

METHODS_WITHOUT_RECORDING: Final = ("live", "side_by_side")
"""The same screen with a stopwatch instead of audio."""

ROLES: Final = (
    "inspector",
    "trainer",
    "reviewer",
    "lead",
    "supervisor",
    "manager",
    "quality_lead",
    "kpi_assistant",
)

CIRCUMSTANCES: Final = ("system_fault", "peak", "other")
"""Mitigating: 系统故障, 高峰, 其他."""

INVALID_REASONS: Final = ("no_speech", "not_customer", "broken", "cut_short", "duplicate", "other")
"""无效录音: nobody speaks, not a customer call, damaged, ended at once, recorded twice, other."""


def is_all_blame(kinds: Iterable[str], strengths: str, advice: str) -> bool:
    """Whether the feedback names weaknesses and not one strength: the app nudges then."""
    marked = list(kinds)
    blames = "weakness" in marked or bool(advice.strip())
    praises = "strength" in marked or bool(strengths.strip())
    return blames and not praises
