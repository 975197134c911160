"""Files are called by their names, and by their folders where two have one name."""

from __future__ import annotations

import pytest

from halfsky.summary.check.naming_files import short_names


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["/home/a/总结.docx"], ["总结.docx"]),
        (["a/总结.docx", "b/总结.docx"], ["a/总结.docx", "b/总结.docx"]),
        (["x/2022/总结.docx", "x/2023/总结.docx"], ["2022/总结.docx", "2023/总结.docx"]),
        (["x/甲/1.txt", "x/乙/1.txt", "x/2.txt"], ["甲/1.txt", "乙/1.txt", "2.txt"]),
        (["2023/甲/总结.txt", "2024/甲/总结.txt"], ["2023/……/总结.txt", "2024/……/总结.txt"]),
        (["总结.docx", "甲/总结.docx"], ["总结.docx", "甲/总结.docx"]),
        (["总结.docx", "总结.docx"], ["总结.docx（第1份）", "总结.docx（第2份）"]),
        ([r"C:\文件\总结.txt", "-"], ["总结.txt", "标准输入"]),
        (["", "甲.txt"], ["标准输入", "甲.txt"]),
        ([], []),
    ],
)
def test_files_are_called_by_what_tells_them_apart(names: list[str], wanted: list[str]) -> None:
    assert short_names(names) == wanted
