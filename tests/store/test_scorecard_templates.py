"""Shipped versions never change silently: their ids are committed in tests/data."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from qa_desktop import paths
from qa_desktop.domain.scoring import Choice, ScorecardVersion, explain, preview
from qa_desktop.store import scorecard_templates
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.scorecards import find_version, get_version

GOLDEN = Path(__file__).parents[1] / "data" / "scorecard_versions.json"
CODES = [
    "complaint-handling",
    "inbound-service",
    "outbound-sales",
    "success-order-review",
    "warmth-tone",
]


def template(code: str) -> ScorecardVersion:
    return next(version for version in built_in_templates() if version.code == code)


def test_the_shipped_versions_are_the_committed_ones() -> None:
    """A wanted change of a template gets a new line in the golden file, in the same commit."""
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert {version.code: version.id for version in built_in_templates()} == golden
    assert sorted(golden) == CODES


def test_a_changed_template_is_kept_beside_its_old_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is offered is the new one; what was scored with the old one is still understood."""
    forms = tmp_path / "scorecards"
    shutil.copytree(paths.forms("scorecards"), forms)
    changed = forms / "warmth-tone.toml"
    (forms / "earlier").mkdir()
    shutil.copy(changed, forms / "earlier" / "warmth-tone-1.toml")
    old = template("warmth-tone")
    text = changed.read_text(encoding="utf-8").replace("pass_mark = 75", "pass_mark = 85")
    changed.write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "forms", lambda name: tmp_path / name)
    for read in (scorecard_templates._versions, scorecard_templates._earlier):
        read.cache_clear()
    try:
        new = template("warmth-tone")
        assert new.id != old.id and old not in built_in_templates()
        assert get_version(old.id) == old and get_version(new.id) == new
        assert find_version("warmth-tone") == new
    finally:
        scorecard_templates._versions.cache_clear()
        scorecard_templates._earlier.cache_clear()


@pytest.mark.parametrize("code", CODES)
def test_names_and_guidance_speak_both_languages(code: str) -> None:
    version = template(code)
    chinese = re.compile("[\u4e00-\u9fff]")
    entries = [*version.items.values(), *version.sections, *version.policy.grades]
    names = [version.name, *(entry.name for entry in entries)]
    for item in version.items.values():
        assert item.guidance is not None, item.id
        names.append(item.guidance)
        if isinstance(item.answer, Choice):
            names += [option.name for option in item.answer.options]
    for name in names:
        assert chinese.search(name.zh), name
        assert not chinese.search(name.en), name


@pytest.mark.parametrize("code", CODES)
def test_best_answers_give_100_and_pass(code: str) -> None:
    version = template(code)
    answers: dict[str, str | int] = {}
    while missing := preview(version, answers).missing:
        answers[missing[0]] = best(version, missing[0])
    result = preview(version, answers).result
    assert result is not None and str(result.published) == "100.0" and result.passed
    assert all(line.render("zh") and line.render("en") for line in explain(version, result))


def best(version: ScorecardVersion, code: str) -> str | int:
    """The best answer of an item; the last of equals; no bonus."""
    item = version.items[code]
    answer = item.answer
    if isinstance(answer, Choice):
        if item.bonus:
            return "no"
        return max(reversed(answer.options), key=lambda option: option.points).id
    return answer.high if answer.kind == "scale" else 0
