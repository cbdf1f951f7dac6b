"""What differs between two versions of the penalty standard, in words."""

from __future__ import annotations

from collections.abc import Sequence

from qa_desktop.domain.penalty_differences import standard_differences
from qa_desktop.texts import Text
from qa_desktop.ui.scorecards.diff_dialog import DiffDialog


class StandardDiff(DiffDialog):
    """Any two of the versions that it is given."""

    def _differences(self, old, new) -> Sequence[Text]:
        return standard_differences(old, new)
