"""How an agent is called: work number and name, always together (PRODUCT.md C1)."""

from __future__ import annotations


def agent_words(number: str | None, name: str | None) -> str:
    """``0617 王小明``; what is known of it where one is missing or erased, empty for neither."""
    return " ".join(part for part in (number, name) if part)
