"""verify.html is what its modules are, joined: nobody edits it by hand, nobody forgets to join."""

from __future__ import annotations

import json
import runpy

import pytest

from tests.conftest import ROOT
from tests.pack.on_verify_page import PAGE

VERIFIER = ROOT / "verifier"
JOIN = runpy.run_path(str(VERIFIER / "join.py"))


def test_the_page_is_what_its_modules_are_joined():
    assert PAGE.read_text(encoding="utf-8") == JOIN["joined"](), (
        "python verifier/join.py"
    )


def test_every_module_is_in_the_page():
    page = PAGE.read_text(encoding="utf-8")
    modules = {path.name for path in VERIFIER.glob("*.js")} - {
        "eslint.config.js",
    }
    assert {
        name for name in modules if f"// ==== {name} ====" in page
    } == modules


def test_two_modules_with_one_name_are_not_joined(tmp_path):
    for path in VERIFIER.glob("*.*s"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "page.html").write_bytes((VERIFIER / "page.html").read_bytes())
    with (tmp_path / "zip.js").open("a", encoding="utf-8") as module:
        module.write("function joined() {}\n")
    with pytest.raises(ValueError, match="these names at their top: joined"):
        JOIN["joined"](tmp_path)


def test_the_page_loads_nothing_and_names_no_host():
    page = PAGE.read_text(encoding="utf-8")
    assert "import " not in page.partition("<script>")[2].replace(
        "@import ",
        "",
    )
    assert "://" not in page.replace(
        "http://www.w3.org/2000/svg",
        "",
    )  # the name of SVG


def test_the_lock_of_its_tools_pins_bytes_and_names_no_host():
    lock = json.loads(
        (VERIFIER / "package-lock.json").read_text(encoding="utf-8"),
    )
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert "://" not in (VERIFIER / "package-lock.json").read_text(
        encoding="utf-8",
    )
    assert [
        name for name, one in packages.items() if "integrity" not in one
    ] == []
