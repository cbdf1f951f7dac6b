"""What a centre calls its agents and team leads: 坐席, 话务员, 咨询员, 客服; 组长, 班长, 队长;
and the money of its warning slips: 奶茶基金, 快乐基金; 扣罚, 贡献.

Only Chinese has so many words for them; the texts are written with the first of each.
"""

from __future__ import annotations

from typing import Final

AGENT_WORDS: Final = ("坐席", "话务员", "咨询员", "客服")
LEAD_WORDS: Final = ("组长", "班长", "队长")
FUND_WORDS: Final = ("奶茶基金", "快乐基金")
FINE_WORDS: Final = ("扣罚", "贡献")
WORD_SETTINGS: Final = ("agent_word", "lead_word", "fund_word", "fine_word")
"""The settings that hold them, in the order in which ``centre_words`` takes them."""

_LONGEST = 8


def centre_words(agent: str, lead: str, fund: str = "", fine: str = "") -> dict[str, str]:
    """What to write in place of 坐席, 组长, 奶茶基金 and 扣罚, by those; empty where a centre says
    just that.

    Signs are left out of a word that somebody made up: it stands inside texts with parameters.
    """
    usual = (words[0] for words in (AGENT_WORDS, LEAD_WORDS, FUND_WORDS, FINE_WORDS))
    wanted = dict(zip(usual, map(_plain, (agent, lead, fund, fine)), strict=True))
    return {usual: word for usual, word in wanted.items() if word and word != usual}


def _plain(word: str) -> str:
    return "".join(sign for sign in word if sign.isalnum())[:_LONGEST]
