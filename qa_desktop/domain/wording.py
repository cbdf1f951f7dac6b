"""What a centre calls its agents and team leads: 坐席, 话务员, 咨询员, 客服; 组长, 班长, 队长.

Only Chinese has so many words for the two; the texts are written with the first of each.
"""

from __future__ import annotations

from typing import Final

AGENT_WORDS: Final = ("坐席", "话务员", "咨询员", "客服")
LEAD_WORDS: Final = ("组长", "班长", "队长")

_LONGEST = 8


def centre_words(agent: str, lead: str) -> dict[str, str]:
    """What to write in place of 坐席 and 组长, by those; empty where a centre says just that.

    Signs are left out of a word that somebody made up: it stands inside texts with parameters.
    """
    wanted = {AGENT_WORDS[0]: _plain(agent), LEAD_WORDS[0]: _plain(lead)}
    return {usual: word for usual, word in wanted.items() if word and word != usual}


def _plain(word: str) -> str:
    return "".join(sign for sign in word if sign.isalnum())[:_LONGEST]
