"""TEMPORARY."""
from qa_desktop.reports import feedback_sheet
from qa_desktop.services.report_data import feedback_data
from qa_desktop.store.slips import get_slip


def slip_report(db, slip):
    return feedback_sheet.build(feedback_data(db, get_slip(db, slip).evaluation))
