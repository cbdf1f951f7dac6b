"""What counts as the same when people search: the law of folding.

``fold`` says what a text is for searching; a word is found in a text when the folded word stands
in the folded text, letter by letter. Nothing is stemmed, split into words or guessed.

* **Width and compatibility forms** (NFKC): ``ＡＢＣ１２３`` is ``abc123``, ``①`` is ``1``,
  ``㎏`` is ``kg``, half-width ``ｶﾞ`` is ``ガ``.
* **Case**: Unicode's full case folding; ``Straße`` is ``strasse``.
* **Accents** on letters do not count: ``Lǐ Mǐn`` is ``limin``. Marks that are letters of their own
  in other scripts (Thai, Devanagari, voiced kana) do.
* **Traditional and simplified** characters are one, character by character: ``投訴`` is ``投诉``
  (``han_variants``; no phrases, no regional words).
* **Spaces, line ends, control, format and private-use characters** do not count in a text. In a
  *query* spaces part the words: each must be found, anywhere in the call's texts.
* **Punctuation counts**, each sign as its plain ASCII relative: ``，、。；！？（）`` are
  ``,,.;!?()``, every quotation mark is ``"`` or ``'``, every dash ``-``, ``【】〔〕`` are ``[]``,
  ``《》〈〉`` are ``<>``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from qa_desktop.domain.han_variants import SIMPLIFIED, TRADITIONAL

_SIGNS = {
    **dict.fromkeys("。｡", "."),
    **dict.fromkeys("、､", ","),
    **dict.fromkeys("“”„‟«»「」『』〝〞", '"'),
    **dict.fromkeys("‘’‚‛′`", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("〜～", "~"),
    **dict.fromkeys("【〔〖", "["),
    **dict.fromkeys("】〕〗", "]"),
    **dict.fromkeys("《〈", "<"),
    **dict.fromkeys("》〉", ">"),
    **dict.fromkeys("•・", "·"),
}
_HAN = dict(zip(TRADITIONAL, SIMPLIFIED, strict=True))
_PLAIN = _SIGNS | _HAN
_DROPPED = {"Cc", "Cf", "Co", "Cs", "Zs", "Zl", "Zp", "Cn"}
_ACCENTS = ((0x300, 0x36F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF))


class _Folding(dict[int, str]):
    """Code point → what it is folded to; worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_sign(chr(code))
        return folded


def _fold_sign(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    plain = unicodedata.normalize("NFKD", sign.casefold())
    kept = "".join(part for part in plain if not _is_dropped(part))
    return "".join(_PLAIN.get(part, part) for part in unicodedata.normalize("NFKC", kept))


def _is_dropped(sign: str) -> bool:
    if unicodedata.category(sign) in _DROPPED or sign.isspace():
        return True
    return any(first <= ord(sign) <= last for first, last in _ACCENTS)


_folding = _Folding()

LAW = f"1 {unicodedata.unidata_version}"
"""Which folding this is: what was folded by another one must be folded again."""


def fold(text: str) -> str:
    """``text`` as it is searched."""
    return unicodedata.normalize("NFKC", text).translate(_folding)


def terms(query: str) -> tuple[str, ...]:
    """The folded words of a query, without repetition, the longest first."""
    words = dict.fromkeys(folded for word in query.split() if (folded := fold(word)))
    return tuple(sorted(words, key=len, reverse=True))


def matches(texts: Iterable[str], query: str) -> bool:
    """The law itself, in full: whether every word of ``query`` is in one of ``texts``."""
    folded = [fold(text) for text in texts]
    return all(any(term in text for text in folded) for term in terms(query))


def found_spans(text: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Where the folded words ``wanted`` stand in ``text``: (from, to) in its own characters,
    in order, joined where they overlap. ``text`` is taken as NFC, as all kept values are."""
    parts = [_folding[ord(sign)] for sign in text]
    places = [place for place, part in enumerate(parts) for _ in part]
    folded = "".join(parts)
    marked: set[int] = set()
    for term in wanted:
        at = folded.find(term) if term else -1
        while at >= 0:
            marked.update(range(places[at], places[at + len(term) - 1] + 1))
            at = folded.find(term, at + 1)
    return _runs(sorted(marked))


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for place in places:
        if spans and spans[-1][1] == place:
            spans[-1] = (spans[-1][0], place + 1)
        else:
            spans.append((place, place + 1))
    return spans
