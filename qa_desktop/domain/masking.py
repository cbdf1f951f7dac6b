"""Customer numbers as they may be shown: ``138****5678`` (PRODUCT.md C2).

At least four characters are always hidden; of what is left at most the first three and the last
four show. Masking a masked number changes nothing.
"""

from __future__ import annotations

import re
import unicodedata

_HIDDEN_AT_LEAST = 4
_HEAD = 3
_TAIL = 4
_CHINA = re.compile(r"(?:\+|00)86|86(?=1\d{10}$)")
_MOBILE_IN_TEXT = re.compile(r"(?<!\d)(?:(?:\+86|0086|86)[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")


def mask_number(number: str) -> str:
    """``13812345678`` → ``138****5678``; ``+86 138 1234 5678`` → ``+86 138****5678``.

    Landlines and foreign numbers keep three and four as well, shorter ones less: ``10 digits`` 3+3,
    ``8`` 2+2, ``5`` 1+0, up to four nothing. Spaces and dashes go; letters count like digits, so a
    name in the place of a number does not show either.
    """
    plain = unicodedata.normalize("NFKC", number).strip()
    compact = "".join(sign for sign in plain if sign.isalnum() or sign in "+*")
    if country := _CHINA.match(compact):
        return f"+86 {_mask(compact[country.end() :])}"
    if compact.startswith("+"):
        return f"+{_mask(compact.replace('+', ''))}"
    return _mask(compact.replace("+", ""))


def is_masked(number: str) -> bool:
    """``138****5678``: part of it is hidden."""
    return "*" in number or "＊" in number


def mask_in_text(text: str, number: str | None = None) -> str:
    """A file name or remark with the call's ``number``, and every Chinese mobile number, masked."""
    if number and len(number) > _HIDDEN_AT_LEAST:
        text = text.replace(number, mask_number(number))
    return _MOBILE_IN_TEXT.sub(lambda found: mask_number(found.group()), text)


def _mask(signs: str) -> str:
    visible = min(max(len(signs) - _HIDDEN_AT_LEAST, 0), _HEAD + _TAIL)
    head = min(_HEAD, (visible + 1) // 2)
    tail = visible - head
    return signs[:head] + "*" * (len(signs) - visible) + signs[len(signs) - tail :]
