"""The keys of listening: speed, silence, loops, one channel, volume."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from qa_desktop.domain.talk import SIDES, Side
from qa_desktop.ui import keys
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.volume_slider import STEP as VOLUME_STEP

if TYPE_CHECKING:
    from qa_desktop.ui.inspect.listening import Listening
    from qa_desktop.ui.inspect.view import InspectView

STEP: Final = 10
"""Percent."""
LAST_MS: Final = 5_000


class ListeningActs:
    """Does nothing while the recording is prepared, nor for a stopwatch, which has no sound."""

    def __init__(self, view: InspectView, player: Callable[[], Listening | None]) -> None:
        self._view = view
        self._player = player

    def by_id(self) -> dict[str, Callable[[], object]]:
        acts = {
            "slower": lambda it: it.set_rate(it.manner.rate_percent - STEP),
            "faster": lambda it: it.set_rate(it.manner.rate_percent + STEP),
            "preset_speed": self._to_preset,
            "next_speech": lambda it: self._to_speech(it, forward=True),
            "previous_speech": lambda it: self._to_speech(it, forward=False),
            "next_silence": lambda it: self._to_silence(it, forward=True),
            "previous_silence": lambda it: self._to_silence(it, forward=False),
            "skip_silence": self._skip_silence,
            "loop_region": self._loop_region,
            "loop_last": self._loop_last,
            "change_side": self._change_side,
        }
        with_player = {id: lambda act=act: self._with_player(act) for id, act in acts.items()}
        return {
            **with_player,
            "louder": lambda: self._change_volume(VOLUME_STEP),
            "quieter": lambda: self._change_volume(-VOLUME_STEP),
        }

    def _with_player(self, act: Callable[[Listening], object]) -> None:
        player = self._player()
        if player is not None:
            act(player)

    def _to_preset(self, player: Listening) -> None:
        preset = self._view.preferences.get("preset_speed")
        player.set_rate(preset if player.manner.rate_percent == 100 else 100)

    def _to_speech(self, player: Listening, forward: bool) -> None:
        if player.to_speech(forward):
            self._view.page.timeline.follow()

    def _to_silence(self, player: Listening, forward: bool) -> None:
        if player.to_silence(forward):
            self._view.page.timeline.follow()

    def _change_volume(self, by: int) -> None:
        """Of every recording; where there is no room for the slider, it is said."""
        preferences = self._view.preferences
        percent = min(max(preferences.get("volume") + by, 0), 100)
        preferences.set("volume", percent)
        if not self._view.page.sound_bar.shows_volume:
            words = translate("SoundBar", "Volume {percent} %").format(percent=percent)
            self._view.toast_wanted.emit(words, None)

    def _skip_silence(self, player: Listening) -> None:
        """For every recording, until it is switched off."""
        self._view.preferences.set("skip_silence", not player.manner.skips_silence)

    def _loop_region(self, player: Listening) -> None:
        """The region that is selected, else the one that has begun; once more: no longer."""
        if player.manner.loop is not None:
            player.end_loop()
            return
        span = self._region(player.position_ms)
        if span is None or not player.set_loop(*span):
            self._say(translate("InspectActs", "Choose a region first, or repeat with {key}"))
            return
        self._view.acts.play()

    def _region(self, position_ms: int) -> tuple[int, int] | None:
        marking = self._view.marking
        chosen = marking.get(marking.selected) if marking.selected else None
        if chosen is not None and chosen.to_ms is not None:
            return chosen.at_ms, chosen.to_ms
        if marking.region_ms is not None:
            return marking.region_ms, position_ms
        around = [
            (each.at_ms, each.to_ms)
            for each in marking.annotations
            if each.to_ms is not None and each.at_ms <= position_ms < each.to_ms
        ]
        return max(around, default=None)

    def _loop_last(self, player: Listening) -> None:
        if player.manner.loop is not None:
            player.end_loop()
            return
        at_ms = player.position_ms
        if player.set_loop(at_ms - LAST_MS, at_ms):
            self._view.acts.play()

    def _change_side(self, player: Listening) -> None:
        now = SIDES.index(player.manner.side)
        wanted: Side = SIDES[(now + 1) % len(SIDES)]
        if not player.set_side(wanted):
            self._view.toast_wanted.emit(self._why_not_one_side(player), None)

    def _why_not_one_side(self, player: Listening) -> str:
        if player.has_sides:
            return translate("InspectActs", "This recording has one channel only")
        words = translate("InspectActs", "{player} plays both channels only: install VLC")
        return words.format(player=player.player_name)

    def _say(self, words: str) -> None:
        self._view.toast_wanted.emit(words.format(key=keys.key_of("loop_last")), None)
