"""`make mutants OVER=rules`: change one thing at a time in every counting rule and see whether a test notices (mutmut).

    python benchmarks/rule_mutants.py [--to FOLDER] [--only NAME]…       survivors by rule, then each as a difference

It works on a copy of the tree. mutmut leaves functions with a decorator alone, and every rule has one: in the copy
`@rule(…)` above a function becomes a call below it, which means the same.
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RULES = Path("pbdesk/voting/rules")
COPIED = (
    "pbdesk",
    "resources",
    "translations",
    "tests",
    "README.md",
    "LICENSE",
    "NOTICE",
    "pyproject.toml",
)

CONFIG = """
[tool.mutmut]
source_paths = ["pbdesk"]
only_mutate = ["pbdesk/voting/rules/*.py"]
also_copy = ["resources", "translations", "README.md", "LICENSE", "NOTICE"]
pytest_add_cli_args_test_selection = ["tests/voting"]
pytest_add_cli_args = ["-x", "-q", "-p", "no:cacheprovider"]
"""


def undecorated(source: str) -> str:
    """The module with each function's decorators turned into calls behind it."""
    lines = source.splitlines()
    for node in reversed(ast.parse(source).body):
        if not isinstance(node, ast.FunctionDef) or not node.decorator_list:
            continue
        calls = [
            ast.get_source_segment(source, decorator)
            for decorator in node.decorator_list
        ]
        made = f"{'('.join(str(call) for call in calls)}({node.name}{')' * len(calls)}"
        first = node.decorator_list[0].lineno - 1
        lines[first : node.end_lineno] = [
            *lines[node.lineno - 1 : node.end_lineno],
            "",
            "",
            f"{node.name} = {made}",
        ]
    return "\n".join(lines) + "\n"


def copied(folder: Path) -> None:
    """What the tests need, in `folder`, ready for mutmut."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(
                source,
                folder / name,
                ignore=shutil.ignore_patterns("__pycache__"),
            )
        else:
            shutil.copy(source, folder / name)
    for file in (folder / RULES).glob("*.py"):
        file.write_text(undecorated(file.read_text()))
    with (folder / "pyproject.toml").open("a") as config:
        config.write(CONFIG)


def mutated(folder: Path, only: list[str]) -> dict[str, str]:
    """Run mutmut in `folder`: what came of each mutant, by its name."""
    names = [f"pbdesk.voting.rules.{name}.*" for name in only]
    mutmut = [sys.executable, "-m", "mutmut"]
    with (folder / "run.log").open("w") as log:
        subprocess.run(
            [*mutmut, "run", *names],
            cwd=folder,
            env={**os.environ, "LAWS": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    told = subprocess.run(
        [*mutmut, "results", "--all", "true"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    pairs = (
        line.split(": ", 1) for line in told.stdout.splitlines() if ": " in line
    )
    return {name.strip(): came.strip() for name, came in pairs}


def main() -> int:
    """Print survivors by rule and exit 1 when a tenth or more of all mutants lives."""
    asked = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument(
        "--to",
        type=Path,
        help="a new folder to work in, kept afterwards",
    )
    asked.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        help="a rule's module",
    )
    words = asked.parse_args()
    if importlib.util.find_spec("mutmut") is None:
        print(
            'mutmut is not installed: pip install "pbdesk[mutants]"',
            file=sys.stderr,
        )
        return 2
    folder = words.to or Path(tempfile.mkdtemp(prefix="mutants-"))
    folder.mkdir(parents=True, exist_ok=True)
    copied(folder)
    came = mutated(folder, words.only)
    rules = Counter(
        name.split(".")[3]
        for name, what in came.items()
        if what != "not checked"
    )
    if not rules:
        print(
            f"Nothing was changed: the tests do not pass as they are. See {folder / 'run.log'}.",
            file=sys.stderr,
        )
        return 2
    lived = Counter(
        name.split(".")[3]
        for name, what in came.items()
        if what in ("survived", "no tests")
    )
    for name, n in sorted(rules.items()):
        print(
            f"{name:<24} {n:>5} mutants {lived[name]:>4} survived {lived[name] / n:>6.1%}",
        )
    total = rules.total()
    print(
        f"{'all':<24} {rules.total():>5} mutants {lived.total():>4} survived {lived.total() / total:>6.1%}",
    )
    for name, what in came.items():
        if what in ("survived", "no tests"):
            shown = subprocess.run(
                [sys.executable, "-m", "mutmut", "show", name],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
            )
            print(f"\n{name}: {what}\n{shown.stdout.strip()}")
    return 0 if lived.total() < total / 10 else 1


if __name__ == "__main__":
    sys.exit(main())
