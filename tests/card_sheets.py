"""Spreadsheets of scorecards as people have them, and with what is wrong in them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

HEADINGS = ["维度", "评分项", "权重/分值", "评分标准", "是否致命"]
ROWS: list[list[Any]] = [
    ["服务态度", "开场白", 10, "三秒内应答并报工号", "否"],
    ["服务态度", "结束语", 10, "致谢并邀请评价", None],
    ["业务质量", "解答准确", 50, "以知识库为准", "否"],
    ["业务质量", "核对身份", 30, "先核对再办理", "是"],
]


def sheet(folder: Path, rows: list[list[Any]], headings: list[Any] = HEADINGS, **more: Any) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = more.get("title", "评分表")
    for row in [*more.get("above", []), headings, *rows]:
        page.append(row)
    for cells in more.get("merged", []):
        page.merge_cells(cells)
    file = folder / "质检评分表.xlsx"
    book.save(file)
    return file


def with_xml(file: Path, change: Callable[[bytes], bytes]) -> Path:
    """The file with its first sheet's XML changed."""
    made = file.with_name("changed.xlsx")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            is_sheet = name == "xl/worksheets/sheet1.xml"
            target.writestr(name, change(data) if is_sheet else data)
    return made
