"""Which tag each record of a tag is shown as: merges, equal names, circles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.library import TagNames, TagRecord, as_shown

_IDS = tuple("abcdef")
_NAMES = ("语气", "倾听", "结束语", "")


def record(id: str, name: str, into: str | None = None) -> TagRecord:
    return TagRecord(id, name, name, "blue", into)


RECORDS = st.lists(
    st.builds(
        record,
        st.sampled_from(_IDS),
        st.sampled_from(_NAMES),
        st.none() | st.sampled_from((*_IDS, "gone")),
    ),
    unique_by=lambda each: each.id,
)


@given(RECORDS)
def test_every_record_stands_under_just_one_tag(records: list[TagRecord]) -> None:
    shown = as_shown(records)
    assert set(shown.of) == {each.id for each in records}
    grouped = [id for tag in shown.tags.values() for id in tag.ids]
    assert sorted(grouped) == sorted(shown.of)
    for id, tag in shown.of.items():
        assert id in shown.tags[tag].ids and tag in shown.tags[tag].ids


@given(RECORDS)
def test_no_two_tags_have_one_name(records: list[TagRecord]) -> None:
    names = [tag.name for tag in as_shown(records).tags.values() if tag.name]
    assert len(names) == len(set(names))


@given(RECORDS)
def test_what_is_merged_is_shown_with_what_it_was_merged_into(records: list[TagRecord]) -> None:
    shown = as_shown(records)
    for each in records:
        if each.merged_into in shown.of:
            assert shown.of[each.id] == shown.of[each.merged_into]


def named(shown: TagNames, id: str) -> str:
    return shown.tags[shown.of[id]].name


def test_a_chain_of_merges_leads_to_its_end() -> None:
    shown = as_shown([record("a", "一", "b"), record("b", "二", "c"), record("c", "三")])
    assert [named(shown, id) for id in "abc"] == ["三", "三", "三"]


def test_two_people_who_merge_crosswise_have_the_older_one() -> None:
    shown = as_shown([record("b", "二", "a"), record("a", "一", "b")])
    assert [named(shown, id) for id in "ab"] == ["二", "二"]


def test_two_tags_of_one_name_are_one() -> None:
    shown = as_shown([record("a", "语气"), record("b", "语气")])
    (tag,) = shown.tags.values()
    assert (tag.id, tag.ids) == ("a", {"a", "b"})
