"""The catalogue of faults 差错目录: what a centre changed in the shipped one, and added to it.

A record goes by its code (``store.fault_catalogue.fault_id``), so that two people who add the same
code mean the same record. Fields that are missing are those of the shipped fault of that code;
an empty ``problem_class`` or ``rung`` is none.
"""

from qa_desktop.journal.record_types import Field, RecordType

RECORDS = (
    RecordType(
        "fault",
        (
            Field("code"),
            Field("name"),
            Field("name_en"),
            Field("problem_class"),
            Field("rung"),
            Field("retired", "integer"),
        ),
    ),
)
