"""Warning slips 质检提醒单 and what belongs to them (docs/slip-format.md).

A **slip** is made of moves: its first operation draws it, the others move it on
(``domain.slip_flow``). Amounts are whole cents. ``penalty_standard`` publishes a version of the
penalty standard 评扣标准 as a scorecard is published: the payload also holds ``content``, its
canonical JSON, which ``version`` (SHA-256) names; evaluations of it are read by that.
``standard_proposal`` is what "do not deduct" proposes to change; its later revision decides.
``recusal`` declares a conflict of interest 回避. ``fund_entry`` is money of the fund 奶茶基金 as
the KPI assistant receives, spends or reverses it; what closed slips owe follows from the slips.
"""

from qa_desktop.journal.record_types import Child, Field, RecordType
from qa_desktop.journal.slip_folding import SLIP_FLOW

RECORDS = (
    RecordType(
        "penalty_standard",
        (
            Field("code"),
            Field("version"),
            Field("begins", "day"),
            Field("reason", personal=True),
        ),
        fact=True,
        indexes=("code", "version"),
    ),
    RecordType(
        "slip",
        (
            Field("drawn"),  # the operation that drew it: what every signature names
            Field("evaluation"),
            Field("covers"),  # the evaluation's revision
            Field("scorecard"),
            Field("scorecard_version"),
            Field("call"),
            Field("recording"),
            Field("agent"),
            Field("agent_person"),
            Field("agent_number", personal=True),
            Field("agent_name", personal=True),
            Field("serial", personal=True),
            Field("order_number", personal=True),
            Field("team"),
            Field("day", "day"),
            Field("started", "moment"),
            Field("rung"),
            Field("amount_cents", "integer"),
            Field("standard"),
            Field("penalty_standard"),
            Field("strengths", personal=True),
            Field("why_other", personal=True),
            Field("inspector"),
            Field("lead"),
            Field("supervisor"),
            Field("manager"),
            Field("stage"),
            Field("waiting"),
            Field("since_ms", "integer"),
            Field("due_ms", "integer"),
            Field("heard", "integer"),
            Field("deducts", "integer"),
            Field("answer"),
            Field("closed_ms", "integer"),
            Field("voided_ms", "integer"),
        ),
        fact=True,
        children=(
            Child(
                "fault",
                "faults",
                (
                    Field("fault"),
                    Field("clause"),
                    Field("severity"),
                    Field("impact"),
                    Field("item"),
                    Field("annotation"),
                    Field("from_ms", "integer"),
                    Field("to_ms", "integer"),
                    Field("rung"),
                    Field("amount_cents", "integer"),
                    Field("words", personal=True),
                ),
            ),
            Child(
                "move",
                "moves",
                (
                    Field("op"),
                    Field("move"),
                    Field("person"),
                    Field("role"),
                    Field("at_ms", "integer"),
                    Field("stage"),
                    Field("reason", personal=True),
                    Field("words", personal=True),
                    Field("finding", personal=True),
                ),
            ),
        ),
        indexes=("evaluation", "call", "recording", "agent", "stage"),
        flow=SLIP_FLOW,
    ),
    RecordType(
        "standard_proposal",
        (
            Field("slip"),
            Field("evaluation"),
            Field("standard"),
            Field("clause"),
            Field("fault"),
            Field("about"),  # penalty | judging
            Field("scorecard_code"),
            Field("item"),
            Field("words", personal=True),
            Field("by", read=lambda said: said.get("proposed_by") or said.get("by")),
            Field("state"),  # open | accepted | refused
            Field("reason", personal=True),
            Field("decided_by"),
            Field("answered_by_version"),
        ),
        fact=True,
        indexes=("slip", "state"),
    ),
    RecordType(
        "recusal",
        (Field("person"), Field("agent"), Field("reason", personal=True)),
        indexes=("person", "agent"),
    ),
    RecordType(
        "fund_entry",
        (
            Field("kind"),  # receipt | spending | reversal
            Field("slip"),
            Field("reverses"),
            Field("team"),
            Field("day", "day"),
            Field("amount_cents", "integer"),
            Field("reason", personal=True),
            Field("by"),
            Field("role"),
        ),
        fact=True,
        indexes=("slip", "team", "reverses"),
    ),
)
