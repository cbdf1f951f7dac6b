"""Words of any script leave their neighbours alone."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.direction import without_turns

_TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(st.text(alphabet="ab שע中\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
def test_only_what_turns_others_is_taken_out(text) -> None:
    kept = without_turns(text)
    assert kept == "".join(c for c in text if unicodedata.bidirectional(c) not in _TURNS)
