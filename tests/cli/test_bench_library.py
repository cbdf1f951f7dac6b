"""The figures of the list of recordings, in small: from the command to its rows."""

from __future__ import annotations

from qa_desktop.cli import bench
from tests.cli.conftest import Cli


def test_a_small_library_is_filled_and_measured_from_end_to_end(cli: Cli) -> None:
    """Made up, opened in a process of its own, typed into, filtered, sorted and scrolled."""
    answer = cli("bench", "library", "--calls", "2000", "--json")
    assert answer.status == 0
    figures = {figure["name"]: figure for figure in answer.document}
    assert set(figures) - {"library_memory"} == {
        "library_filled_2000",
        "library_index_read",
        "library_first_screen",
        "library_key_p50",
        "library_key_p95",
        "library_key_counted_p95",
        "library_filter_p95",
        "library_sort_slowest",
        "library_scroll_frame_p95",
        "library_shelves_first_screen",
        "library_reasons_key_p50",
        "library_reasons_key_p95",
    }
    for figure in figures.values():
        assert tuple(figure) == bench.FIGURES and figure["value"] > 0
        assert (figure["ok"] is None) == (figure["goal"] is None)
    assert figures["library_key_p50"]["value"] <= figures["library_key_p95"]["value"]
    assert figures["library_key_p95"]["goal"] == "≤ 50 ms"
    assert figures["library_scroll_frame_p95"]["goal"] == "≤ 16 ms"
