"""The window.

What it stands on is imported here, and so before Qt: PySide6 reads the source text of every module
that is imported after it, to see whether it uses PySide6 (``shibokensupport.feature``).
"""

from qa_desktop.audio import peaks  # noqa: F401
from qa_desktop.services import (  # noqa: F401
    annotating,
    backup,
    calls,
    coaching,
    conflict_inbox,
    evaluating,
    feedback,
    library,
    precedents,
    slip_moves,
    sounds,
    team,
    undoing,
    unmasking,
)
