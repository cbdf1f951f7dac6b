"""Which annotations a filter shows, and what is kept of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.annotation_filter import WITHOUT, AnnotationFilter
from qa_desktop.domain.annotations import COMPETENCIES, KINDS, Annotation

_FILTERS = st.builds(
    AnnotationFilter,
    st.lists(st.sampled_from(KINDS), min_size=1, unique=True).map(
        lambda chosen: tuple(kind for kind in KINDS if kind in chosen)
    ),
    st.sampled_from([None, WITHOUT, *COMPETENCIES]),
    st.booleans(),
)
_MARKS = st.builds(
    Annotation,
    st.uuids().map(str),
    st.integers(0, 9),
    st.none(),
    st.sampled_from(KINDS),
    st.just("x"),
    competency=st.sampled_from([None, *COMPETENCIES]),
    author=st.sampled_from([None, "me", "other"]),
)


@given(_FILTERS, st.lists(_MARKS, max_size=6))
def test_each_part_of_it_hides_what_is_not_so(filter, marks) -> None:
    for mark in marks:
        wrong = [
            mark.kind not in filter.kinds,
            filter.competency == WITHOUT and mark.competency is not None,
            filter.competency in COMPETENCIES and mark.competency != filter.competency,
            filter.own and mark.author != "me",
        ]
        assert filter.shows(mark, "me") == (not any(wrong))


@given(_FILTERS, st.lists(_MARKS, max_size=6, unique_by=lambda mark: mark.id))
def test_the_chosen_one_is_never_hidden(filter, marks) -> None:
    for chosen in marks:
        assert chosen in filter.shown(marks, "me", chosen.id)
    assert AnnotationFilter().shown(marks, "me", None) == marks


@given(_FILTERS)
def test_what_is_kept_comes_back(filter) -> None:
    assert AnnotationFilter.from_dict(filter.as_dict()) == filter


def test_what_this_version_does_not_know_is_left_out() -> None:
    assert AnnotationFilter.from_dict(None).is_all
    kept = {"kinds": ["note", "smell"], "competency": "smell", "tomorrow": 1}
    assert AnnotationFilter.from_dict(kept) == AnnotationFilter(("note",))
    assert AnnotationFilter.from_dict({"kinds": ["smell"]}).is_all


def test_without_the_last_kind_all_come_back() -> None:
    only = AnnotationFilter(("note",))
    assert only.toggled("note").kinds == KINDS
    assert only.toggled("strength").kinds == ("strength", "note")
    assert AnnotationFilter().toggled("weakness").kinds == ("strength", "note", "question")
