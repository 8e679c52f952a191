"""`make mutants`: change one thing at a time, anywhere in pbdesk, and see whether a test notices.

    python benchmarks/mutants.py [--over AREA]… [--sample N] [--seed S] [--to FOLDER]

Areas: assembly (with minutes and questions), ledger, pack, paper, app, ui, cli, and page (the
modules of verify.html). N mutants of each area are drawn by the seed; the same seed draws the same.
It works on a copy of the tree. The area's tests run once to learn which of them come through which
line (sys.monitoring); a mutant is then given to these alone, the quickest first. Survivors are
listed, each as the line before and after. Counting rules have a mutator of their own:
`make mutants OVER=rules`.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPIED = (
    *(
        "pbdesk",
        "resources",
        "translations",
        "tests",
        "verifier",
        "benchmarks",
        "installer",
        "docs",
    ),
)
FILES = (
    "README.md",
    "LICENSE",
    "NOTICE",
    "pyproject.toml",
    "requirements.lock",
    "Makefile",
)
LONGEST = 300.0
"""Seconds after which a mutant counts as noticed: nothing waits that long."""


@dataclass(frozen=True)
class Area:
    """Where mutants are made, and the tests that should notice them."""

    sources: tuple[str, ...]
    tests: tuple[str, ...]


AREAS = {
    "assembly": Area(
        ("pbdesk/minutes", "pbdesk/questions", "pbdesk/assembly"),
        ("tests/assembly", "tests/app"),
    ),
    "ledger": Area(("pbdesk/ledger",), ("tests/ledger",)),
    "pack": Area(("pbdesk/pack",), ("tests/pack", "tests/vectors")),
    "paper": Area(("pbdesk/paper",), ("tests/paper",)),
    "app": Area(("pbdesk/app",), ("tests/app", "tests/assembly", "tests/cli")),
    "ui": Area(("pbdesk/ui",), ("tests/ui",)),
    "cli": Area(
        ("pbdesk/cli",),
        ("tests/cli", "tests/voting/test_count_command.py"),
    ),
    "page": Area(
        (),
        (
            "tests/pack/test_verify_page.py",
            "tests/pack/test_verify_page_reading.py",
        ),
    ),
}


@dataclass(frozen=True)
class Mutant:
    """One change: what stands at `start` to `end` of the file becomes `instead`."""

    path: str
    line: int
    start: int
    end: int
    instead: str

    def applied(self, source: str) -> str:
        """The file with the change in it."""
        return source[: self.start] + self.instead + source[self.end :]

    def told(self, source: str) -> str:
        """Both lines, for people."""
        after = self.applied(source).splitlines()
        return (
            f"{self.path}:{self.line}\n  - {source.splitlines()[self.line - 1].strip()}"
            f"\n  + {after[self.line - 1].strip()}"
        )


@dataclass
class Tally:
    """What came of the mutants of one area."""

    came: Counter[str] = field(default_factory=Counter)
    survivors: list[str] = field(default_factory=list)


SWAPPED: dict[type[ast.AST], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "+"),
    ast.FloorDiv: ("//", "*"),
}
OTHER_NAMES = {
    "max": "min",
    "min": "max",
    "any": "all",
    "all": "any",
    "sorted": "list",
}


type Change = tuple[int, int, str]
"""From where to where in the source, and what comes instead."""


class Text:
    """A module's source, in which nodes have places."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._starts = [0]
        for line in source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def place(self, line: int, column: int) -> int:
        """Where a line and a column (in bytes, as ast counts) stand in the text."""
        start, end = self._starts[line - 1 : line + 1]
        return start + len(self.source[start:end].encode()[:column].decode())

    def start(self, node: ast.expr | ast.stmt) -> int:
        """Where a node begins."""
        return self.place(node.lineno, node.col_offset)

    def end(self, node: ast.expr | ast.stmt) -> int:
        """Where it ends."""
        return self.place(
            node.end_lineno or node.lineno,
            node.end_col_offset or node.col_offset,
        )

    def whole(self, node: ast.expr | ast.stmt, instead: str) -> Change:
        """Something else in place of a node."""
        return self.start(node), self.end(node), instead

    def between(
        self,
        left: ast.expr,
        right: ast.expr,
        operator: ast.AST,
    ) -> Change:
        """The other operator between two values."""
        sign, instead = SWAPPED[type(operator)]
        start = self.source.index(sign, self.end(left), self.start(right))
        return start, start + len(sign), instead


def of_python(path: str, source: str) -> Iterator[Mutant]:
    """Every change of a module that can alter what it does; words and annotations are left."""
    text = Text(source)
    for node in _that_act(ast.parse(source)):
        change = _of_operator(text, node) or _of_value(text, node)
        if change is not None and isinstance(node, ast.expr | ast.stmt):
            start, end, instead = change
            yield Mutant(path, node.lineno, start, end, instead)


def _of_operator(text: Text, node: ast.AST) -> Change | None:
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return text.between(left, right, op)
        case ast.BoolOp(op=op, values=[first, second, *_]):
            return text.between(first, second, op)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in SWAPPED:
            return text.between(left, right, op)
        case ast.UnaryOp(op=ast.Not()):
            return text.start(node), text.start(node) + len("not"), ""
        case _:
            return None


def _of_value(text: Text, node: ast.AST) -> Change | None:
    match node:
        case ast.Constant(value=bool() as value):
            return text.whole(node, str(not value))
        case ast.Constant(value=int() as value):
            return text.whole(node, str(value + 1))
        case ast.If(test=test):
            return text.whole(test, "False")
        case ast.Expr(value=ast.Call()):
            return text.whole(node, "pass")
        case ast.Call(func=ast.Name(id=name) as func) if name in OTHER_NAMES:
            return text.whole(func, OTHER_NAMES[name])
        case _:
            return None


def _that_act(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a module that run, parents first: no annotations, no fields of a class, no patterns."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.ClassDef):
            for part in child.body:
                if isinstance(part, ast.FunctionDef):
                    yield from _body(part)
        elif isinstance(child, ast.FunctionDef):
            yield from _body(child)


def _body(function: ast.FunctionDef) -> Iterator[ast.AST]:
    for statement in function.body:
        for node in ast.walk(statement):
            if not isinstance(node, ast.AnnAssign):
                yield node


IN_JAVASCRIPT = (
    (r" === ", " !== "),
    (r" !== ", " === "),
    (r" && ", " || "),
    (r" \|\| ", " && "),
    (r" <= ", " < "),
    (r" < ", " <= "),
    (r" > ", " >= "),
    (r" \+ (?=[a-z0-9])", " - "),
    (r"(?<=\bif \()(?=[^\n]*\) (?:throw|return))", "false && "),
    (r"\brefuseIf\(", "void ("),
    (r"\b0xff\b", "0xfe"),
    (r"\.every\(", ".some("),
    (r"\.some\(", ".every("),
)


def of_javascript(path: str, source: str) -> Iterator[Mutant]:
    """Changes of a module of verify.html, by its text; comments and sentences are left."""
    for pattern, instead in IN_JAVASCRIPT:
        for found in re.finditer(pattern, source):
            line = source.count("\n", 0, found.start()) + 1
            text = source.splitlines()[line - 1].strip()
            if not text.startswith(("*", "/", '"', "import")):
                yield Mutant(path, line, found.start(), found.end(), instead)


def mutants_of(folder: Path, area: Area) -> list[Mutant]:
    """Every mutant of the area, in the order of its files."""
    found: list[Mutant] = []
    for source in area.sources:
        for path in sorted((folder / source).rglob("*.py")):
            name = str(path.relative_to(folder))
            found += of_python(name, path.read_text(encoding="utf-8"))
    if area is AREAS["page"]:
        for path in sorted((folder / "verifier").glob("*.js")):
            if path.name not in ("eslint.config.js", "catalogues.js"):
                found += of_javascript(
                    f"verifier/{path.name}",
                    path.read_text(encoding="utf-8"),
                )
    return found


def copied(folder: Path) -> None:
    """The tree, in `folder`."""
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__", "node_modules")
        shutil.copytree(
            ROOT / name,
            folder / name,
            ignore=ignored,
            dirs_exist_ok=True,
        )
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)


def pytest_in(folder: Path, *words: str, within: float | None = None) -> bool:
    """Whether these tests pass there; not where they take longer than `within` seconds."""
    asked = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        *words,
    ]
    environment = {
        **os.environ,
        "EXAMPLES": "20",
        "LAWS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    try:
        with (folder / "run.log").open("w", encoding="utf-8") as log:
            ran = subprocess.run(
                asked,
                cwd=folder,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
                timeout=within,
            )
    except subprocess.TimeoutExpired:
        return False
    return ran.returncode == 0


def tests_by_line(folder: Path, area: Area) -> dict[str, dict[str, list[str]]]:
    """The tests that come through each line of each file, the quickest first."""
    kept = folder / "lines.json"
    if not pytest_in(folder, "-p", "benchmarks.lines", *area.tests):
        sys.exit(
            f"Nothing was changed: the tests do not pass as they are; see {folder / 'run.log'}.",
        )
    return json.loads(kept.read_text(encoding="utf-8"))


def came_of(folder: Path, mutant: Mutant, tests: list[str]) -> str:
    """Put the mutant in, run the tests, take it out again."""
    if not tests:
        return "no test"
    path = folder / mutant.path
    source = path.read_text(encoding="utf-8")
    try:
        path.write_text(mutant.applied(source), encoding="utf-8")
        if mutant.path.startswith("verifier/"):
            subprocess.run(
                [sys.executable, "verifier/join.py"],
                cwd=folder,
                check=True,
            )
        return (
            "survived"
            if pytest_in(folder, *tests, within=LONGEST)
            else "noticed"
        )
    finally:
        path.write_text(source, encoding="utf-8")


def tried(folder: Path, area: Area, sample: int, drawn: random.Random) -> Tally:
    """What came of `sample` mutants of the area."""
    all_of_them = mutants_of(folder, area)
    lines = {} if area is AREAS["page"] else tests_by_line(folder, area)
    tally = Tally()
    for mutant in drawn.sample(all_of_them, min(sample, len(all_of_them))):
        passing = lines.get(mutant.path, {}).get(str(mutant.line), [])
        tests = list(area.tests) if area is AREAS["page"] else passing[:60]
        came = came_of(folder, mutant, tests)
        tally.came[came] += 1
        if came != "noticed":
            told = mutant.told(
                (folder / mutant.path).read_text(encoding="utf-8"),
            )
            tally.survivors.append(f"{came}: {told}")
            print(f"\n{tally.survivors[-1]}", flush=True)
    return tally


def main() -> int:
    """Print survivors, then a row an area; 1 when more than a twentieth of all lives."""
    asked = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument(
        "--over",
        action="append",
        choices=sorted(AREAS),
        metavar="AREA",
    )
    asked.add_argument(
        "--sample",
        type=int,
        default=30,
        metavar="N",
        help="mutants of each area",
    )
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument(
        "--to",
        type=Path,
        help="a new folder to work in, kept afterwards",
    )
    words = asked.parse_args()
    folder = words.to or Path(tempfile.mkdtemp(prefix="mutants-"))
    folder.mkdir(parents=True, exist_ok=True)
    copied(folder)
    total: Counter[str] = Counter()
    rows: list[str] = []
    for name in words.over or AREAS:
        tally = tried(
            folder,
            AREAS[name],
            words.sample,
            random.Random(f"{words.seed}/{name}"),
        )
        total += tally.came
        n, lived = (
            tally.came.total(),
            tally.came.total() - tally.came["noticed"],
        )
        rows.append(
            f"{name:<10} {n:>4} mutants {lived:>4} lived {lived / max(n, 1):>6.1%}",
        )
    lived = total.total() - total["noticed"]
    print("\n" + "\n".join(rows))
    print(
        f"{'all':<10} {total.total():>4} mutants {lived:>4} lived, in {folder}, seed {words.seed}",
    )
    return 0 if lived <= total.total() / 20 else 1


if __name__ == "__main__":
    sys.exit(main())
