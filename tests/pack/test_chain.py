"""The chain of packs: what is removed, foreign, out of order or forged is named, by both verifiers."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from pbdesk.cli import main
from pbdesk.i18n import render
from pbdesk.pack.chain import Chained, verify_chain
from pbdesk.pack.verify import Brought
from pbdesk.words import visible
from tests.pack.browser import CHROMIUM, MISSING
from tests.pack.chains import BROKEN, CHAIN_SIGNERS, chain, code_of, written
from tests.pack.on_verify_page import chain_filled_in
from tests.pack.sample import ASSEMBLY

BROUGHT = Brought(CHAIN_SIGNERS, ASSEMBLY)


def found(bags, folder, last: str | None = None) -> Chained:
    return verify_chain(written(bags, folder), BROUGHT, last)


def why(chained: Chained) -> list[str]:
    return [render(link.detail) for link in chained.links if not link.passed]


@pytest.mark.parametrize("what", list(BROKEN))
def test_each_link_that_does_not_stand_is_named(what, tmp_path):
    made, standing = BROKEN[what]
    chained = found(made(), tmp_path)
    assert [link.passed for link in chained.links] == standing, why(chained)
    assert chained.verdict == ("genuine" if all(standing) else "not-genuine")


@pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
@pytest.mark.parametrize("what", list(BROKEN))
def test_the_page_finds_the_same_of_every_link(what, browser, tmp_path):
    bags = BROKEN[what][0]()
    if len(bags) < 2:
        bags = [*bags, chain()[4]]
    command = found(bags, tmp_path)
    page = chain_filled_in(browser, written(bags, tmp_path), CHAIN_SIGNERS)
    assert page["trouble"] == ""
    assert page["word"] == command.verdict
    assert page["links"] == [
        {
            "passed": link.passed,
            "code": link.pack_code or "",
            "kind": link.kind or "",
            "day": link.day.isoformat() if link.day else "",
            "detail": render(link.detail),
        }
        for link in command.links
    ]


def test_a_removed_pack_is_named_by_the_code_that_the_next_one_gives(tmp_path):
    bags = chain()
    missing = bags.pop(2)
    [link] = [link for link in found(bags, tmp_path).links if not link.passed]
    assert (link.pack_code, render(link.detail)) == (
        code_of(missing),
        "Number 2 is missing.",
    )


WRITTEN = {
    "whole": str,
    "four groups": lambda whole: whole[:19],
    "in small letters": str.lower,
    "with dashes as a letter sets them": lambda whole: whole.replace(" ", "–"),
    "with spaces as a browser pastes them": lambda whole: (
        f" {whole.replace(' ', chr(0xA0))} "
    ),
    "by an eye that reads 0 and 1 as letters": lambda whole: whole.replace(
        "0",
        "O",
    ).replace("1", "l"),
}


@pytest.mark.parametrize("given", WRITTEN)
def test_a_missing_last_pack_shows_against_its_code(given, tmp_path):
    bags = chain()
    code = WRITTEN[given](code_of(bags[-1]))
    assert found(bags, tmp_path, code).verdict == "genuine"
    cut = found(bags[:-1], tmp_path, code)
    assert cut.verdict == "not-genuine"
    assert why(cut) == [
        f"The pack with the last code that was given, {visible(code)}, is missing.",
    ]


@pytest.mark.parametrize("groups", [0, 3])
def test_three_groups_of_a_code_are_too_few_to_name_a_pack(groups, tmp_path):
    bags = chain()
    code = code_of(bags[-1])[: 5 * groups]
    given = found(bags, tmp_path, code)
    assert given.verdict == "not-genuine"
    assert why(given) == [
        f"“{code}” is too short for the last code: give four groups or more.",
    ]


def test_a_pack_that_is_there_and_damaged_is_not_called_missing(tmp_path):
    paths = written(chain(), tmp_path)
    damaged = paths[-1]
    damaged.write_bytes(damaged.read_bytes()[:-40])
    ran = run(tmp_path, "--chain", *map(str, paths))
    assert ran.exit_code == 1
    assert (
        f"NOT GENUINE. unreadable {damaged.name}: Check 1 failed" in ran.stdout
    )


def test_without_signers_a_chain_is_whole_at_most(tmp_path):
    chained = verify_chain(written(chain(), tmp_path), Brought())
    assert (chained.verdict, len(chained.links)) == ("whole", 5)


def run(folder, *more: str):
    (folder / "allowed_signers").write_text(CHAIN_SIGNERS, encoding="utf-8")
    keys = [
        "--signers",
        str(folder / "allowed_signers"),
        "--assembly",
        ASSEMBLY,
    ]
    return CliRunner().invoke(main, ["verify", *more, *keys])


def test_the_command_prints_each_link_as_the_contract_says(tmp_path):
    paths = [str(path) for path in written(chain()[::-1], tmp_path)]
    ran = run(tmp_path, "--chain", *paths, "--json")
    told = json.loads(ran.stdout)
    assert (ran.exit_code, told["verdict"], told["assembly"]) == (
        0,
        "genuine",
        ASSEMBLY,
    )
    assert [link["kind"] for link in told["chain"]] == [
        "result",
        "answer",
        "money",
        "money",
        "follow-up",
    ]
    assert (
        told["chain"][0]["pack_code"]
        == told["pack_code"]
        == code_of(chain()[0])
    )
    assert {"pack_code", "kind", "day", "passed"} <= told["chain"][1].keys()


def test_the_command_fails_and_names_the_link_that_is_missing(tmp_path):
    paths = [
        str(path) for path in written([chain()[0], *chain()[2:]], tmp_path)
    ]
    ran = run(tmp_path, "--chain", *paths)
    assert ran.exit_code == 1
    assert "NOT GENUINE. missing" in ran.stdout
    assert "Number 1 is missing." in ran.stdout


def test_several_packs_without_the_switch_are_asked_for(tmp_path):
    paths = [str(path) for path in written(chain(), tmp_path)]
    ran = run(tmp_path, *paths)
    assert (ran.exit_code, "--chain" in ran.stderr) == (2, True)


def test_one_supplement_alone_is_genuine_and_says_what_was_not_looked_at(
    tmp_path,
):
    [path] = written([chain()[1]], tmp_path)
    ran = run(tmp_path, str(path))
    assert (ran.exit_code, "Genuine: it followed the result" in ran.stdout) == (
        0,
        True,
    )


def test_a_file_that_is_no_pack_makes_the_chain_unreadable(tmp_path):
    letter = tmp_path / "letter.zip"
    letter.write_bytes(b"Dear clerk")
    ran = run(
        tmp_path,
        "--chain",
        str(written(chain(), tmp_path)[0]),
        str(letter),
        "--json",
    )
    told = json.loads(ran.stdout)
    assert (ran.exit_code, told["verdict"], told["chain"]) == (
        2,
        "unreadable",
        [],
    )
