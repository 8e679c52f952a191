"""What is shipped.

The wheel is whole, the README's example runs, and setting up says what is missing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from configparser import ConfigParser
from pathlib import Path

from pbdesk.ledger.schema import APPLICATION
from tests.conftest import ROOT


def test_the_wheel_carries_fonts_icons_and_licences(tmp_path: Path):
    subprocess.run(
        [
            sys.executable,
            "-m",
            "hatchling",
            "build",
            "-t",
            "wheel",
            "-d",
            str(tmp_path),
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [wheel] = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    there = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "resources").rglob("*")
        if file.is_file()
    }
    assert {
        name.replace("pbdesk/_resources", "resources")
        for name in names
        if "/_resources/" in name
    } == there
    assert {"LICENSE", "NOTICE"} <= {
        Path(name).name for name in names if "/licenses/" in name
    }
    assert not [
        name for name in names if name.startswith(("tests/", "benchmarks/"))
    ]


def test_the_examples_in_the_readme_run(tmp_path: Path):
    (tmp_path / "city.pb").write_text(
        "META\nkey;value\nbudget;10\nvote_type;approval\nPROJECTS\nproject_id;cost\na;6\nb;5\nVOTES\nvoter_id;vote\n"
        "1;a\n2;a,b\n3;b\n",
        encoding="utf-8",
    )
    examples = re.findall(
        r"```python\n(.*?)```",
        (ROOT / "README.md").read_text(encoding="utf-8"),
        re.DOTALL,
    )
    first, second = (
        subprocess.run(
            [sys.executable, "-c", example],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
        ).stdout
        for example in examples
    )
    assert first.startswith("('b',) 5 [")
    assert second == "('trees', 'benches') 300000\n"


def test_setting_up_without_rights_names_the_command_that_helps(tmp_path: Path):
    """With no linker cache to read, no library is known: the sentence must name every package."""
    script = _copied(tmp_path)
    _program(tmp_path / "bin" / "ldconfig", "exit 0")
    _program(tmp_path / "bin" / "id", "echo 1000")
    _program(tmp_path / "bin" / "apt-get", "echo called; exit 1")
    told = _run(script, tmp_path / "bin")
    assert told.returncode == 1
    assert "sudo apt-get install " in told.stderr
    assert "libxcb-cursor0" in told.stderr
    assert told.stdout == ""


UNREACHABLE = {
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_NO_CACHE_DIR": "1",
    "PIP_FIND_LINKS": "",
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_RETRIES": "0",
    "PYTHON": sys.executable,
}
KNOWN = "sed -n 's/^\\(lib[^ ]*\\) .*/\\t\\1 (x) => y/p' installer/setup.sh"
"""A linker cache that knows every library that setting up asks for."""


def test_without_a_network_it_says_so_and_a_missing_library_for_real_screens_stops_nothing(
    tmp_path: Path,
):
    script = _copied(tmp_path)
    _program(tmp_path / "bin" / "ldconfig", f"{KNOWN} | grep -v libxcb-cursor")
    _program(tmp_path / "bin" / "id", "echo 1000")
    told = _run(script, tmp_path / "bin", UNREACHABLE)
    assert (
        "will not open on a real screen until these are installed: libxcb-cursor0."
        in told.stdout
    )
    assert told.returncode == 1
    assert (
        "Connect to a network" in told.stderr
    )  # it went on, to the Python packages


def test_one_tool_that_cannot_be_installed_keeps_no_other_back(tmp_path: Path):
    """As root, on a system that has no Chromium to offer and no other tool yet."""
    script, bin_ = _copied(tmp_path), tmp_path / "bin"
    for tool in (
        "sh",
        "sed",
        "cat",
        "mkdir",
        "uname",
        "tail",
        "cmp",
        "rm",
        "cp",
        "dirname",
        "env",
    ):
        (bin_ / tool).parent.mkdir(exist_ok=True)
        (bin_ / tool).symlink_to(shutil.which(tool))
    (bin_ / "grep").symlink_to(shutil.which("grep"))
    _program(bin_ / "ldconfig", KNOWN)
    _program(bin_ / "id", "echo 0")
    _program(
        bin_ / "apt-get",
        'case "$*" in *chromium*) exit 100 ;; esac; echo "$@" >> asked; [ "$1" = install ] || exit 0',
    )
    told = subprocess.run(
        ["sh", str(script)],
        capture_output=True,
        text=True,
        env={**os.environ, **UNREACHABLE, "PATH": str(bin_)},
        check=False,
    )
    asked = (tmp_path / "asked").read_text()
    assert "chromium could not be installed" in told.stdout
    assert all(
        tool in asked
        for tool in ("strace", "poppler-utils", "dbus-daemon", "openssl", "npm")
    )
    assert "Connect to a network" in told.stderr


def test_an_assembly_opens_by_double_click():
    entry = ConfigParser(interpolation=None)
    entry.read(ROOT / "installer" / "pbdesk.desktop")
    kind = ET.parse(ROOT / "installer" / "pbdesk.xml").find("{*}mime-type")
    assert kind is not None
    assert entry["Desktop Entry"]["Exec"] == "pbdesk %f"
    assert entry["Desktop Entry"]["MimeType"] == f"{kind.get('type')};"
    marks = [
        (match.get("offset"), match.get("value"))
        for match in kind.iter()
        if match.tag.endswith("match")
    ]
    assert marks[1] == ("68", APPLICATION.to_bytes(4).decode())


def _copied(tmp_path: Path) -> Path:
    script = tmp_path / "installer" / "setup.sh"
    script.parent.mkdir()
    script.write_text(
        (ROOT / "installer" / "setup.sh").read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    (tmp_path / "requirements.lock").write_text(
        (ROOT / "requirements.lock").read_text(encoding="utf-8"),
    )
    return script


def _program(file: Path, body: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{body}\n")
    file.chmod(0o755)


def _run(
    script: Path,
    programs: Path,
    more: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        **(more or {}),
        "PATH": f"{programs}:{os.environ['PATH']}",
    }
    return subprocess.run(
        ["sh", str(script)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
