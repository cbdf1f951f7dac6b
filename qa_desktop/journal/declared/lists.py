"""What lists say of agents and orders: days of work, and orders that came back.

Rates are exact parts of one, "1/8"; days are ISO days; codes are those of PRODUCT.md C2.
"""

from qa_desktop.journal.record_types import Field, RecordType

RECORDS = (
    RecordType(
        "agent_day",
        (
            Field("agent"),
            Field("day"),
            Field("dialled", "integer"),
            Field("connected", "integer"),
            Field("accessed", "integer"),
            Field("done", "integer"),
            Field("refusal_rate"),
            Field("worked_ms", "integer"),
            Field("utilisation"),
        ),
        indexes=("agent", "day"),
    ),
    RecordType(
        "reverse_check",
        (
            Field("order_number", personal=True),
            Field("agent"),
            Field("source"),  # after_sales | logistics | data | complaint
            Field("kind"),  # refused | wrong | cancelled
            Field("day"),
            Field("note", personal=True),
            Field("call"),
        ),
        indexes=("agent", "call"),
    ),
)
