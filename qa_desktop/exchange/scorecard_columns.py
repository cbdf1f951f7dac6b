"""A scorecard in a spreadsheet: what its columns are called and what its cells may say.

People have one row per item: 维度, 评分项, 权重/分值, 评分标准, 是否致命. The program's own export
has the same rows with a column for everything that a card holds, a sheet of options and one of
rules.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any, Final

from qa_desktop.exchange.sheet_writing import in_cell
from qa_desktop.exchange.sheets import plain_cell
from qa_desktop.texts import Text, text

ITEM_HEADINGS: Final = {
    "section_id": ("大项编号", "section id"),
    "section": (
        "大项", "大类", "模块", "一级指标", "评分大项", "考核模块", "评分模块", "考核大项",
        "考核大类", "大项名称", "一级项目", "section",
    ),
    "section_en": ("大项英文", "section in English"),
    "section_weight": ("大项权重", "大项分值", "section weight"),
    "dimension": ("维度", "评分维度", "dimension"),
    "id": ("评分项编号", "编号", "item id"),
    "name": (
        "评分项", "评分项目", "评分项名称", "考核项", "考核项目", "检查项", "二级指标", "指标",
        "考核点", "评分点", "检查点", "质检点", "质检项", "质检项目", "检查项目", "考核指标",
        "指标名称", "二级项目", "考核内容", "检查内容", "评分内容", "质检内容", "项目",
        "item", "criterion",
    ),
    "name_en": ("评分项英文", "item in English"),
    "weight": (
        "权重/分值", "权重", "分值", "分数", "配分", "标准分", "满分", "占比", "权重占比", "比重",
        "标准分值", "满分值", "weight", "points",
    ),
    "bonus_points": ("加分", "加分分值", "bonus points", "bonus"),
    "guidance": (
        "评分标准", "标准", "评分细则", "扣分标准", "评分说明", "说明", "扣分细则", "考核标准",
        "考核细则", "评判标准", "判定标准", "检查标准", "质检标准", "评价标准", "评分规则",
        "扣分规则", "评分要求", "评分方法", "细则", "guidance", "standard",
    ),
    "guidance_en": ("评分标准英文", "guidance in English"),
    "na": ("不适用", "n/a"),
    "evidence": ("录音标记", "证据", "evidence"),
    "competencies": ("能力", "competencies"),
    "shown_when": ("显示条件", "shown when"),
    "type": ("评分方式", "answer"),
    "low": ("最低", "low"),
    "high": ("最高", "high"),
    "step": ("每档", "step"),
    "points": ("扣分总额", "deduction of"),
    "each": ("每次扣", "taken each time"),
    "fatal": (
        "是否致命", "致命", "致命项", "是否致命项", "一票否决", "是否一票否决", "一票否决项",
        "红线", "是否红线", "红线项", "critical", "fatal",
    ),
    "problem_class": ("问题等级", "problem class"),
    "fault": ("差错代码", "fault"),
    "wrong_information": ("错误信息", "wrong information"),
}  # fmt: skip
OPTION_HEADINGS: Final = {
    "item": ("评分项编号", "item id"),
    "id": ("选项编号", "option id"),
    "name": ("选项", "option"),
    "name_en": ("选项英文", "option in English"),
    "points": ("分值", "points"),
    **{key: ITEM_HEADINGS[key] for key in ("fatal", "problem_class", "fault", "wrong_information")},
}
RULE_HEADINGS: Final = {
    "rule": ("规则", "rule"),
    "value": ("值", "value"),
    "value_en": ("值英文", "value in English"),
    "from": ("起点", "from"),
}
RULES: Final = {
    "id": ("编号", "id"),
    "name": ("名称", "name"),
    "fatal_form": ("整单致命时", "critical items", "致命项处理"),
    "cap_at": ("封顶分", "at most"),
    "bonus_cap": ("加分可超过 100", "bonus over 100", "加分可超"),
    "decimals": ("小数位", "decimals"),
    "pass_mark": ("合格线", "pass mark"),
    "grade": ("等级", "grade"),
}
SHEETS: Final = {
    "items": ("评分项", "Items"),
    "options": ("选项", "Options"),
    "rules": ("规则", "Rules"),
}

WORDS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "dimension": {"business": ("业务质量", "business"), "attitude": ("服务态度", "attitude")},
    "na": {
        "exclude": (
            "不计，权重分给其他项", "left out, others take its weight",
            "可选，不计分", "not counted",
        ),
        "full": ("按满分计", "counts as full", "可选，按满分", "counts in full"),
        "forbidden": ("不允许", "not allowed", "不可选"),
    },
    "evidence": {
        "optional": ("不需要", "not needed", "可选"),
        "on_loss": ("失分时需要", "when points are lost", "扣分时必填", "where points are lost"),
        "always": ("始终", "always", "必填"),
    },
    "type": {
        "choice": ("按选项给分", "options with points", "分档选择", "choice"),
        "yes_no": ("是 / 否", "yes or no", "是/否"),
        "scale": ("打分", "scale"),
        "deduct": ("按次扣分", "points off each time", "deduction"),
        "text": ("文字，不计分", "words, not scored", "文字", "text"),
    },
    "fatal": {
        "form": (
            "是", "yes", "y", "true", "1", "√", "✓", "✔", "v", "致命", "致命项", "整单", "整单致命",
            "★", "一票否决", "否决",
        ),
        "section": ("大项致命", "section", "本大项"),
        "none": ("否", "no", "n", "false", "0", "×", "✗", "-", "—", "/", "非致命", "无"),
    },
    "wrong_information": {"true": ("是", "yes", "y", "√", "1"), "": ("否", "no", "n", "0")},
    "fatal_form": {
        "zero": ("总分为 0", "the score is 0", "总分计 0", "total 0"),
        "cap": ("总分封顶", "the score is capped", "封顶", "at most"),
        "flag": ("判不合格，分数保留", "failed, the score stays", "保留得分", "score stays"),
    },
}  # fmt: skip
"""Field → what a card holds → how cells say it: first the Chinese and English words of the editor,
which the export writes; then what earlier exports and other people write."""

_SAID: Final = {
    field: {word.lower(): code for code, words in codes.items() for word in (*words, code)}
    for field, codes in WORDS.items()
}
_UNIT = re.compile(r"(%|分|points?)$", re.IGNORECASE)


def code_of(field: str, cell: str) -> str:
    """What a cell says as the card's word; what nobody knows stays as it is, and is then wrong."""
    plain = unicodedata.normalize("NFKC", cell).strip().lower()
    known = _SAID[field]
    return known.get(plain, known.get(cell.strip().lower(), cell))


def word_of(field: str, code: str, language: int) -> str:
    """``language``: 0 Chinese, 1 English."""
    return WORDS[field][code][language]


def in_words(field: str, message: Text) -> Text:
    """What may stand in a cell, as the editor and the export say it."""
    if message.id != "scoring.template_not_one_of" or field not in WORDS:
        return message
    codes = [code for code in str(message.params["allowed"]).split(" | ") if code in WORDS[field]]
    zh, en = (" / ".join(word_of(field, code, place) for code in codes) for place in (0, 1))
    allowed = text("scoring.name", zh=zh, en=en)
    return text(message.id, **{**message.params, "allowed": allowed})


def number_of(cell: str) -> int | str:
    """``３０％``, ``30 分`` and ``30`` are 30; ``12.50`` is ``"12.50"``. Weights are relative, so a
    per cent sign only says what they add up to. What is no number stays as it is."""
    plain = _UNIT.sub("", unicodedata.normalize("NFKC", cell).strip()).rstrip()
    sign = plain[1:] if plain.startswith("-") else plain
    return int(plain) if sign.isascii() and sign.isdigit() and len(sign) < 11 else plain


def exact_cell(words: str) -> str:
    """A text as a cell that gives it back: what reading would trim, or a cell cannot hold, is
    written in quotes."""
    is_plain = plain_cell(words) == words and in_cell(words) == words
    return words if is_plain and not words.startswith('"') else json.dumps(words)


def text_of(cell: str) -> str:
    if cell.startswith('"') and cell.endswith('"') and len(cell) > 1:
        try:
            inside: Any = json.loads(cell)
        except ValueError:
            return cell
        return inside if isinstance(inside, str) else cell
    return cell
