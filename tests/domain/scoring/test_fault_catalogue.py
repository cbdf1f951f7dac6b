"""The catalogue's file: what is shipped, what comes back, what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.penalty_rungs import RUNGS
from qa_desktop.domain.scoring import Name, TemplateError, load_template
from qa_desktop.domain.scoring.fault_catalogue import (
    Fault,
    catalogue_to_toml,
    codes_of,
    faults_to_toml,
    load_faults,
)
from qa_desktop.domain.scoring.template import read_template
from qa_desktop.domain.scoring.toml_writing import to_toml
from qa_desktop.store.fault_catalogue import shipped_faults
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.texts import catalogue

_names = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60
).filter(str.strip)
_faults = st.lists(
    st.builds(
        Fault,
        st.from_regex(r"[\w.\-]{1,20}", fullmatch=True),
        st.builds(Name, _names, _names) | _names.map(lambda words: Name(words, words)),
        st.sampled_from(["A", "B", "C", None]),
        st.sampled_from([*RUNGS, None]),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda fault: fault.code,
)


def test_every_code_of_a_shipped_card_is_in_the_shipped_catalogue() -> None:
    for card in built_in_templates():
        assert set(codes_of(card.items.values())) <= set(shipped_faults()), card.code
    assert {"C", "B", "A"} == {fault.problem_class for fault in shipped_faults().values()}
    assert all(fault.rung and not fault.retired for fault in shipped_faults().values())
    assert len({fault.name.zh for fault in shipped_faults().values()}) == len(shipped_faults())


def test_every_rung_has_a_name() -> None:
    assert {id for id in catalogue() if id.startswith("rung.")} == {f"rung.{r}" for r in RUNGS}


@given(_faults)
def test_a_catalogue_comes_back_from_its_file(faults: list[Fault]) -> None:
    assert list(load_faults(catalogue_to_toml(faults), "f")) == faults


def test_a_card_carries_names_of_its_faults_and_stays_the_same_version() -> None:
    card = built_in_templates()[0]
    named = tuple(shipped_faults()[code] for code in codes_of(card.items.values()))
    written = to_toml(card) + faults_to_toml(named) + "\n"
    read = read_template(written, "t")
    assert read.faults == named
    assert read.version.id == card.id == load_template(written, "t").id


@pytest.mark.parametrize(
    ("written", "where", "why"),
    [
        ('code = "a b"\nname = "x"', "faults[0].code", "bad_id"),
        ('code = "a"', "faults[0].name", "missing"),
        ('code = "a"\nname = "x"\nclass = "D"', "faults[0].class", "not_one_of"),
        ('code = "a"\nname = "x"\nrung = "prison"', "faults[0].rung", "not_one_of"),
        ('code = "a"\nname = "x"\nretired = 1', "faults[0].retired", "not_boolean"),
        ('code = "a"\nname = "x"\nfine = 100', "faults[0].fine", "unknown_key"),
        (f'code = "a"\nname = "{"长" * 61}"', "faults[0].name", "name_too_long"),
        ('code = "a"\nname = "x"\n[[faults]]\ncode = "a"\nname = "y"', "faults[1].code",
         "duplicate_id"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(written: str, where: str, why: str) -> None:
    with pytest.raises(TemplateError) as error:
        load_faults(f"format = 1\n[[faults]]\n{written}\n", "faults.toml")
    problem = error.value.problems[0]
    assert (problem.path, problem.message.id) == (where, f"scoring.template_{why}")
    assert problem.line == (2 if "[0]" in where else 5)
    assert problem.render("zh") and problem.render("en")


def test_a_card_with_wrong_faults_is_refused() -> None:
    card = to_toml(built_in_templates()[0])
    with pytest.raises(TemplateError) as error:
        load_template(card + '\n[[faults]]\ncode = "a"\n', "t")
    assert error.value.problems[0].path == "faults[0].name"
