"""Lists that have to keep up with each other: what one names, the other has."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from qa_desktop.reports.registry import REPORTS
from qa_desktop.ui.screens import SCREENS
from qa_desktop.ui.settings.about_page import LIBRARIES
from tests.pictures.surfaces import SURFACES

ROOT = Path(__file__).parents[1]
GUIDE = tomllib.loads((ROOT / "docs" / "guide" / "index.toml").read_text(encoding="utf-8"))
DECISION = ROOT / "docs" / "decisions" / "0003-libraries-and-what-they-bind.md"
_FIRST = "inspect"
"""Is on screen when the window opens; no test needs to go there."""


def _dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [re.match(r"[\w-]+", each)[0] for each in project["dependencies"]]  # type: ignore[index]


@pytest.mark.parametrize("screen", [each.id for each in SCREENS])
def test_every_screen_is_in_the_guide_the_pictures_and_the_tests(screen: str) -> None:
    assert screen in GUIDE["screens"]
    assert screen in {surface.id for surface in SURFACES}
    goes_there = (f'show_screen("{screen}"', f"screen_{screen}")
    files = (ROOT / "tests" / "ui" / "window").glob("test_*.py")
    texts = [file.read_text(encoding="utf-8") for file in files]
    tests = [text for text in texts if any(words in text for words in goes_there)]
    assert tests or screen == _FIRST


@pytest.mark.parametrize("report", [each.id for each in REPORTS])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_report_has_a_golden_in_both_languages(report: str, language: str) -> None:
    assert (ROOT / "tests" / "reports" / "golden" / f"{report}-{language}.txt").stat().st_size > 0


@pytest.mark.parametrize("dependency", _dependencies())
def test_every_dependency_has_a_row_in_the_decision(dependency: str) -> None:
    rows = [line for line in DECISION.read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    first = " ".join(row.split("|")[1] for row in rows).lower().replace("-essentials, -addons",
        "-essentials pyside6-addons").replace("pyav", "av")  # fmt: skip
    assert dependency.lower() in re.findall(r"[\w-]+", first)


def test_about_names_only_what_is_a_dependency() -> None:
    assert {name for name, _ in LIBRARIES} <= set(_dependencies())
