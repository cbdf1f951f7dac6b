"""Neither of the two who sit there is a witness."""

from __future__ import annotations

import pytest

from qa_desktop.domain.witness import is_one_of

AGENT, INSPECTOR = ("周婷", "0617"), ("李敏", "Q017")


@pytest.mark.parametrize(
    "witness",
    [
        "李敏", "李 敏", "Q017", "q17", "8001 李敏 Q017", "李敏Q017", "Q017李敏", "质检员李敏",
        "李敏（质检）", "坐席周婷", "617", "0617", "０６１７", "周婷 (坐席)", "周婷 本人",
        "工号0617",
    ],
)  # fmt: skip
def test_one_of_the_two_is_recognised(witness: str) -> None:
    assert is_one_of(witness, (AGENT, INSPECTOR))


@pytest.mark.parametrize(
    "witness", ["李敏华", "赵强", "8003 赵强", "组长", "6170", "W017", "周 敏"]
)
def test_anybody_else_is_a_witness(witness: str) -> None:
    assert not is_one_of(witness, (AGENT, INSPECTOR))


def test_a_shared_part_of_a_name_does_not_matter() -> None:
    people = (("Amy", "A1"), ("Li Wei", None))
    for other in ("Amy Chen", "Wei", "Li Weiming", "Li Na"):
        assert not is_one_of(other, people)
    for same in ("amy", "Amy (agent)", "A001", "AmyA1", "LI WEI", "Li Wei, QA", "LiWei"):
        assert is_one_of(same, people)


def test_of_who_is_not_known_nothing_is_said() -> None:
    for witness in ("李敏", "None"):
        assert not is_one_of(witness, ((None, None), ("", "")))


def test_numbers_of_several_groups_are_compared_whole() -> None:
    people = (("王芳", "GZ01-0345"),)
    for other in ("赵云 GZ01-0399", "GZ01", "0346", "赵云 0346"):
        assert not is_one_of(other, people)
    for same in ("GZ01-0345", "GZ1 345", "0345", "王芳", "王芳（坐席）", "王芳 GZ01"):
        assert is_one_of(same, people)


def test_a_namesake_with_a_number_of_their_own_is_somebody_else() -> None:
    assert not is_one_of("张伟 1005", (("张伟", "1003"),))
    assert not is_one_of("王芳 GZ01-0399", (("王芳", "GZ01-0345"),))
    for same in ("张伟", "张伟 13800138000", "张伟 1", "张伟 (2组)", "张伟 组2"):
        assert is_one_of(same, (("张伟", "1003"),)), "no work number of another"
    assert is_one_of("张伟 1005", (("张伟", None),)), "nobody can tell"


def test_who_is_called_by_a_role_is_not_every_role() -> None:
    people = (("李经理", None), ("QA1", None), ("质检员", "7"))
    for other in ("李主管", "2002", "经理", "Manager", "8003"):
        assert not is_one_of(other, people)
    for same in ("李经理", "质检员", "QA1", "qa 1"):
        assert is_one_of(same, people)
    assert is_one_of("小王2号", (("小王2号", None),))
