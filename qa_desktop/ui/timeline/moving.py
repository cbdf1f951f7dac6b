"""The annotation that the mouse has in its hand."""

from __future__ import annotations

from qa_desktop.domain.annotations import Annotation
from qa_desktop.ui.timeline.dragging import SNAP_PIXELS, Grip, Moved, move, targets_of
from qa_desktop.ui.timeline.track import AnnotationTrack
from qa_desktop.ui.timeline.viewport import Viewport

_Found = tuple[AnnotationTrack, str, int, int]


class Moving:
    """Where it is now; ``moved`` is None while nothing is dragged."""

    def __init__(self) -> None:
        self.moved: Moved | None = None
        self._found_for: _Found | None = None
        self._targets: list[int] = []

    def drag(
        self,
        grip: Grip,
        to_ms: int,
        view: Viewport,
        snaps_to: tuple[AnnotationTrack, int] | None,
    ) -> bool:
        """The mouse is at ``to_ms``; ``snaps_to`` are the annotations and the playhead. False where
        it stays as it is."""
        whole = view.duration_ms
        targets = [] if snaps_to is None else self._near(*snaps_to, grip.annotation.id, whole)
        before, within_ms = self.moved, SNAP_PIXELS * view.ms_per_pixel
        self.moved = move(grip, to_ms, whole, targets, within_ms)
        return self.moved != before

    def let_go(self) -> Annotation | None:
        """What was dragged, where it is now."""
        moved, self.moved = self.moved, None
        return None if moved is None else moved.annotation

    def shown(self, track: AnnotationTrack) -> AnnotationTrack:
        """The annotations with the one that is dragged where it is."""
        return track if self.moved is None else track.moved(self.moved.annotation)

    def _near(
        self, track: AnnotationTrack, position_ms: int, id: str, duration_ms: int
    ) -> list[int]:
        """Found once for each drag: the others stand still meanwhile."""
        wanted = (track, id, position_ms, duration_ms)
        if self._found_for is None or self._found_for != wanted:
            self._found_for = wanted
            self._targets = targets_of(track, position_ms, duration_ms, id)
        return self._targets
