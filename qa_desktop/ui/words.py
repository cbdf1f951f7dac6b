"""Stored codes as people read them, for every screen that shows them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime, QTimeZone

from qa_desktop.texts import text
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate

_NO_ZONE = QTimeZone(QTimeZone.Initialization.UTC)


def moment_text(moment: datetime) -> str:
    """Date and time in the person's locale, short, as the clock of the centre showed them."""
    day = QDate(moment.year, moment.month, moment.day)
    # UTC has every hour of every day, and needs no look into the rules of a zone
    seconds = QDateTime(day, QTime(moment.hour, moment.minute, moment.second), _NO_ZONE)
    return QLocale().toString(seconds, QLocale.FormatType.ShortFormat)


def started_text(started: str | None) -> str:
    """When a call began (ISO), or what another machine signed instead of it; empty if unknown."""
    try:
        return moment_text(datetime.fromisoformat(started)) if started else ""
    except ValueError:
        return started or ""


def method_name(code: str) -> str:
    """抽查录音, 实时监听, 旁听, 成功单复核."""
    return {
        "spot_check": translate("Words", "Spot check"),
        "live": translate("Words", "Live monitoring"),
        "side_by_side": translate("Words", "Side by side"),
        "success_review": translate("Words", "Success-order review"),
    }[code]


def circumstance_name(code: str | None) -> str:
    """系统故障, 高峰, 其他, or none."""
    return {
        None: translate("Words", "None"),
        "system_fault": translate("Words", "System fault"),
        "peak": translate("Words", "Peak hours"),
        "other": translate("Words", "Something else"),
    }[code]


def invalid_reason_name(code: str) -> str:
    """Why a recording is set aside 无效录音."""
    return {
        "no_speech": translate("Words", "Nobody speaks"),
        "not_customer": translate("Words", "Not a customer call"),
        "broken": translate("Words", "Damaged"),
        "cut_short": translate("Words", "Ended at once"),
        "duplicate": translate("Words", "Recorded twice"),
        "other": translate("Words", "Another reason"),
    }[code]


def status_name(code: str) -> str:
    """Where a call stands: 待检, 评分中, 已评, 已提交, 无效."""
    return {
        "new": translate("Words", "To inspect"),
        "draft": translate("Words", "Being scored"),
        "scored": translate("Words", "Scored"),
        "evaluated": translate("Words", "Submitted"),
        "invalid": translate("Words", "Set aside"),
    }[code]


def competency_name(code: str) -> str:
    """理解, 倾听, 解决问题, 细节, 沟通, 热情/语气."""
    return {
        "understanding": translate("Words", "Understanding"),
        "listening": translate("Words", "Listening"),
        "problem_solving": translate("Words", "Problem solving"),
        "detail": translate("Words", "Detail"),
        "communication": translate("Words", "Communication"),
        "warmth": translate("Words", "Warmth and tone"),
    }[code]


def score_text(published_hundredths: int | None, no_score: object) -> str:
    """``7230`` → ``72.3``; a dash where nothing counted."""
    if no_score or published_hundredths is None:
        return "—"
    whole, rest = divmod(published_hundredths, 100)
    return f"{whole}.{rest // 10}" if rest % 10 == 0 else f"{whole}.{rest:02}"


def with_sign(score: str, *, passed: int | bool | None) -> str:
    """A score that failed says so without its colour."""
    return score if passed or passed is None or not score else f"✗ {score}"


def tier_name(code: str | None) -> str:
    """优, 中等, 差, or not tiered yet."""
    return {
        None: translate("Words", "None yet"),
        "good": translate("Words", "Good"),
        "fair": translate("Words", "Fair"),
        "poor": translate("Words", "Poor"),
    }[code]


def level_name(code: str) -> str:
    """全检, 普通, 少检, 免检: how much of an agent's calls is listened to."""
    return {
        "full": translate("Words", "All calls"),
        "normal": translate("Words", "Normal checks"),
        "reduced": translate("Words", "Fewer checks"),
        "exempt": translate("Words", "Exempt"),
    }[code]


def agent_status_name(code: str | None) -> str:
    """新员工, 老员工, 离职; empty where nothing is known."""
    return {
        "new": translate("Words", "New"),
        "experienced": translate("Words", "Experienced"),
        "left": translate("Words", "Left"),
    }.get(code or "", "")


def role_name(code: str) -> str:
    """质检员, 培训师, 组长 …; in Chinese a team lead by the centre's own word."""
    return text(f"role.{code}").render(i18n.catalogue_language())


def day_text(day: str | None) -> str:
    """An ISO day as the person's locale writes it, short; empty for none."""
    date = QDate.fromString(day or "", "yyyy-MM-dd")
    return QLocale().toString(date, QLocale.FormatType.ShortFormat) if date.isValid() else ""
