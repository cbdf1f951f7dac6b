"""Whether calls begin with a card that is published: asked in the window that publishes it, as a
card for everybody is otherwise never offered by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget
from sqlite_utils import Database

from qa_desktop.domain.scorecard_use import FIRST_DAY
from qa_desktop.domain.usual_cards import UsualCards
from qa_desktop.services.scorecard_editing import Terms
from qa_desktop.store.scorecards import offered_cards
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.words import day_text


@dataclass(frozen=True)
class Beginning:
    """The card that is published, what calls begin with so far, and the names of the cards."""

    code: str
    cards: UsualCards
    names: Mapping[str, str]

    @property
    def usual_name(self) -> str:
        return self.names.get(self.cards.usual, self.cards.usual)


def usual_cards(preferences: Preferences) -> UsualCards:
    return UsualCards(preferences.get("scorecard"), preferences.get("scorecard_by_business"))


def keep_usual_cards(preferences: Preferences, cards: UsualCards) -> None:
    preferences.set("scorecard", cards.usual)
    preferences.set("scorecard_by_business", dict(cards.by_business))


def card_names(db: Database) -> dict[str, str]:
    """What the cards in use are called, by their codes."""
    return {card.code: card.name.render(i18n.catalogue_language()) for card in offered_cards(db)}


class BeginningTick(QWidget):
    """A tick where there is something to choose, and what happens without it."""

    def __init__(self, beginning: Beginning, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beginning = beginning
        self._tick = named("terms_usual", QCheckBox(self))
        self._hint = named("terms_usual_hint", QLabel(self, wordWrap=True))
        self._hint.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tick)
        column.addWidget(self._hint)
        self.show_for((), ())

    def show_for(self, businesses: Sequence[str], teams: Sequence[str]) -> None:
        """As it is for the places that are ticked now."""
        known = self._beginning
        self._tick.setText(self._asked(businesses))
        self._tick.setHidden(not known.cards.may_take(known.code, businesses, teams))
        self._hint.setText(self._told(is_special=bool(businesses or teams)))

    def taken(self, terms: Terms) -> UsualCards | None:
        """What calls begin with from now on, if the person has ticked it."""
        if self._tick.isHidden() or not self._tick.isChecked():
            return None
        known = self._beginning
        return known.cards.taking(known.code, terms.businesses, terms.teams)

    def _asked(self, businesses: Sequence[str]) -> str:
        known = self._beginning
        if businesses:
            words = translate("Scorecards", "Also those of {businesses}, set to another card")
            return words.format(businesses=_listed(known.cards.others(known.code, businesses)))
        words = translate("Scorecards", "Calls begin with this card (now: {card})")
        return words.format(card=known.usual_name)

    def _told(self, *, is_special: bool) -> str:
        known = self._beginning
        if is_special:
            return translate(
                "Scorecards",
                "Calls of these begin with the card by themselves, except where Settings › "
                "Scorecards sets another for their business.",
            )
        if known.cards.usual == known.code:
            return translate("Scorecards", "Calls begin with this card (Settings › Scorecards).")
        return translate(
            "Scorecards",
            "Otherwise the card is chosen by hand in a call. What calls begin with is set for this "
            "computer, under Settings › Scorecards.",
        )


def published_words(name: str, terms: Terms, teams: Sequence[str], now: Beginning) -> str:
    """What was published, from when, for whom (``teams`` by name), and what calls begin with."""
    when = (
        translate("Scorecards", "for all calls")
        if terms.begins == FIRST_DAY
        else translate("Scorecards", "for calls from {day} on").format(day=day_text(terms.begins))
    )
    places = [*terms.businesses, *teams]
    only = [translate("Scorecards", "only {places}").format(places=_listed(places))]
    published = translate("Scorecards", "Published: {card}").format(card=name)
    return " · ".join([published, when, *(only if places else []), _begins(terms, now)])


def _begins(terms: Terms, now: Beginning) -> str:
    if not now.cards.may_take(now.code, terms.businesses, terms.teams):
        return translate("Scorecards", "such calls begin with it")
    if not terms.businesses:
        words = translate("Scorecards", "calls still begin with {card} (Settings › Scorecards)")
        return words.format(card=now.usual_name)
    words = translate("Scorecards", "{businesses} still begin with another (Settings › Scorecards)")
    return words.format(businesses=_listed(now.cards.others(now.code, terms.businesses)))


def _listed(words: Sequence[str]) -> str:
    return ("、" if i18n.catalogue_language() == "zh" else ", ").join(words)
