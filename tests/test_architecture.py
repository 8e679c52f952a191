"""The tree is checked, not described.

What import-linter and ruff cannot say stands here as sentences.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pbdesk.cli import COMMANDS
from tests.conftest import ROOT

PACKAGE = ROOT / "pbdesk"
PURE = ("words.py", "voting", "minutes", "questions", "assembly")
ROOM_SEES = re.compile(
    r"pbdesk\.(words|i18n|charts|resources|(assembly|jury)\.(public|figures|answered)|ui\.(theme|widgets|room|fit|icons|fonts))(\.|$)",
)


def _files(*places: str) -> list[Path]:
    roots = [PACKAGE / place for place in places] or [PACKAGE]
    return sorted(
        file
        for root in roots
        for file in ([root] if root.suffix else root.rglob("*.py"))
    )


@cache
def _imports(file: Path) -> tuple[str, ...]:
    """Full names of what a file imports when it runs (imports for the type checker left out)."""
    return tuple(_imported(file))


def _imported(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    branches = [node for node in ast.walk(tree) if isinstance(node, ast.If)]
    unread = {
        id(inner)
        for node in branches
        if any(
            isinstance(each, ast.Name) and each.id == "TYPE_CHECKING"
            for each in ast.walk(node.test)
        )
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and id(node) not in unread:
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and id(node) not in unread:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def _calls(file: Path) -> set[str]:
    """Dotted names of what a file calls, as written."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {
        ast.unparse(node.func)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }


def loaded_by(code: str) -> set[str]:
    """Top-level modules that a fresh interpreter has loaded after running `code`."""
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{code}\nimport sys\nprint('loaded', *sorted(sys.modules))",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(told.stdout.rpartition("loaded")[2].split())


def test_the_room_window_sees_only_what_is_public():
    beyond = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in _files("ui/room")
        for name in _imports(file)
        if name.startswith("pbdesk.") and not ROOM_SEES.match(name)
    }
    assert not beyond


def test_the_ledger_knows_lines_and_papers_but_not_their_meaning():
    known = {
        name
        for file in _files("ledger")
        for name in _imports(file)
        if name.startswith("pbdesk.")
    }
    below = tuple(
        f"pbdesk.{part}"
        for part in ("ledger", "canonical", "lookalike", "spreadsheet", "words")
    )
    assert not {name for name in known if not name.startswith(below)}


def test_deciding_and_counting_take_time_and_chance_as_arguments():
    forbidden = {
        "datetime.now",
        "datetime.today",
        "date.today",
        "time.time",
        "uuid.uuid4",
        "uuid4",
        "os.urandom",
    }
    found = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in _files(*PURE)
        for name in _calls(file) & forbidden
    }
    drawn = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in _files(*PURE)
        for name in _imports(file)
        if name.split(".")[0] in {"secrets", "random", "time", "uuid"}
    }
    assert not found | drawn


def test_deciding_and_counting_touch_no_disk_screen_or_network():
    outside = {
        "os",
        "shutil",
        "socket",
        "subprocess",
        "tempfile",
        "urllib",
        "http",
        "PySide6",
        "click",
        "rich",
    }
    found = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in _files(*PURE)
        for name in _imports(file)
        if name.split(".")[0] in outside
    }
    assert not found


def test_nothing_in_the_program_speaks_to_the_internet():
    network = {
        "socket",
        "urllib.request",
        "http.client",
        "ftplib",
        "smtplib",
        "requests",
        "httpx",
    }
    found = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in _files()
        for name in _imports(file)
        if any(name == one or name.startswith(f"{one}.") for one in network)
    }
    assert not found


def test_every_folder_of_the_program_is_a_package():
    folders = {file.parent for file in _files()}
    assert not {
        str(folder.relative_to(ROOT))
        for folder in folders
        if not (folder / "__init__.py").exists()
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_every_listed_command_loads(name: str):
    command = COMMANDS[name].load()
    assert command.name == name
    assert command.help


def test_the_list_of_commands_needs_neither_qt_nor_numpy():
    loaded = loaded_by(
        "from pbdesk.cli import main\nmain(['--help'], standalone_mode=False)",
    )
    assert not loaded & {
        "PySide6",
        "numpy",
        "scipy",
        "typst",
        "reportlab",
        "sqlcipher3",
    }


@pytest.mark.parametrize("name", ["count", "rules", "verify", "check"])
def test_what_a_script_calls_loads_no_window(name: str):
    loaded = loaded_by(
        f"from pbdesk.cli import main\nmain(['{name}', '--help'], standalone_mode=False)",
    )
    assert not loaded & {"PySide6", "scipy.optimize", "typst", "reportlab"}


def test_every_library_is_pinned_by_hash_and_no_host_is_named():
    project = tomllib.loads(
        (ROOT / "pyproject.toml").read_text(encoding="utf-8"),
    )["project"]
    wanted = [
        *project["dependencies"],
        *project["optional-dependencies"]["dev"],
    ]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    assert {
        re.split(r"[>=<\[]", name)[0].lower().replace("_", "-")
        for name in wanted
    } <= pinned
    assert "://" not in lock


def test_every_place_that_the_map_names_is_there():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = {
        word
        for word in re.findall(
            r"`([\w./-]+/[\w./-]*|\w+\.(?:py|toml|lock|sh))`",
            text,
        )
        if not re.search(r"\b(x|LANG|NAME)\b", word)
    }
    missing = {
        word
        for word in named
        if not (ROOT / word).exists() and not (PACKAGE / word).exists()
    }
    assert len(named) > 15
    assert not missing


def test_no_file_says_where_it_was_written():
    told = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    if told.returncode:
        pytest.skip("This tree is no git checkout.")
    machine = re.compile(rb"(?<![\w./~-])/(?:home|root|work|Users)/\w")
    found = {
        name
        for name in told.stdout.splitlines()
        if Path(name).suffix
        in {".py", ".md", ".toml", ".sh", ".lock", ".typ", ".po", ".xml", ""}
        and (ROOT / name).is_file()
        and machine.search((ROOT / name).read_bytes())
    }
    assert not found - {"tests/test_architecture.py"}


_OF_SHARES = re.compile(
    r"pbdesk\.voting\.(explain|shares|rules\.(cstv|equal_shares|expanding_approvals|phragmen))\b",
)
"""Modules that are tested through the rules they serve."""


def test_every_voting_module_is_imported_by_a_test_of_its_own():
    """A failure in what a hundred modules make together points at none of them."""
    modules = {
        ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for file in _files("voting")
        if file.name != "__init__.py"
    }
    names = {
        name
        for file in sorted((ROOT / "tests").rglob("*.py"))
        for name in _imports(file)
    }
    imported = names | {name.rpartition(".")[0] for name in names}
    assert len(modules) > 100
    left = {name for name in modules - imported if not _OF_SHARES.match(name)}
    assert not left
