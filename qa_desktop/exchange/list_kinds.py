"""The kinds of lists that spreadsheets hold, in the order in which they are tried."""

from __future__ import annotations

from typing import Any, Final

from qa_desktop.exchange.agent_statistics import STATS
from qa_desktop.exchange.call_list import CALLS
from qa_desktop.exchange.reverse_checks import REVERSE
from qa_desktop.exchange.roster import ROSTER
from qa_desktop.exchange.tables import KindId, ListKind

KINDS: Final[dict[KindId, ListKind[Any]]] = {
    kind.id: kind for kind in (ROSTER, CALLS, STATS, REVERSE)
}
