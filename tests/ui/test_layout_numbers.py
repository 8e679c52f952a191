"""Pages are made of the kit.

How wide, how high and how far apart things stand is the kit's to say.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGES = ROOT / "pbdesk" / "ui" / "pages"
SPACES = {0, 4, 8, 12, 16, 24, 32}
"""The white space there is (`pbdesk.ui.theme`); how far a part of a page stands in is one of these.
"""
LENGTHS = {
    "px",
    "gap",
    "setSpacing",
    "addSpacing",
    "insertSpacing",
    "setContentsMargins",
    "setMargin",
    "setIndent",
    "resize",
    "move",
    "setGeometry",
    "setFixedSize",
    "setFixedWidth",
    "setFixedHeight",
    "setMinimumSize",
    "setMinimumWidth",
    "setMinimumHeight",
    "setMaximumSize",
    "setMaximumWidth",
    "setMaximumHeight",
    "setColumnWidth",
    "setRowHeight",
    "setPixelSize",
    "setPointSize",
    "setStyleSheet",
}
LOOKS = {"QColor", "QFont", "QBrush", "QPen"}


def faults(source: str) -> Iterator[str]:
    """Lines of a page's source that set a length, a space or a colour of their own."""
    for call in (
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
    ):
        name = ast.unparse(call.func).rpartition(".")[2]
        own = [n for argument in call.args for n in _numbers(argument)]
        far = [
            n
            for k in call.keywords
            if k.arg in {"inset", "space"}
            for n in _numbers(k.value)
        ]
        if (
            name in LOOKS
            or name == "setStyleSheet"
            or (name in LENGTHS and any(own))
            or not set(far) <= SPACES
        ):
            yield f"{call.lineno}: {ast.unparse(call)[:80]}"


def _numbers(node: ast.AST) -> list[float]:
    return [
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant)
        and isinstance(each.value, (int, float))
        and not isinstance(each.value, bool)
    ]


@pytest.mark.parametrize(
    "file",
    sorted(PAGES.rglob("*.py")),
    ids=lambda file: str(file.relative_to(PAGES)),
)
def test_a_page_has_no_layout_numbers_of_its_own(file: Path):
    assert not list(faults(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "source",
    [
        "self.body.setContentsMargins(0, 3, 0, 0)",
        "box.setFixedWidth(9)",
        "theme().px(17)",
        "Column(inset=(9, 0, 0, 0))",
        "w.setStyleSheet('color: red')",
        "QColor('#ff0000')",
        "layout.addSpacing(2 * 7)",
    ],
)
def test_a_number_of_its_own_is_noticed(source: str):
    assert list(faults(source))
