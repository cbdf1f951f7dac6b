"""The rungs of the penalty ladder 评扣阶梯 (PRODUCT.md C9), the mildest first.

Codes are kept in operations and files; what they are called is in the texts ``rung.<code>``.
"""

from __future__ import annotations

from typing import Final, Literal

Rung = Literal[
    "verbal_reminder", "verbal_warning", "warning_slip", "off_post_training", "fine", "dismissal"
]

RUNGS: Final[tuple[Rung, ...]] = (
    "verbal_reminder",  # 口头提醒
    "verbal_warning",  # 口头警告
    "warning_slip",  # 质检提醒单
    "off_post_training",  # 离岗培训
    "fine",  # 经济扣罚
    "dismissal",  # 辞退
)
