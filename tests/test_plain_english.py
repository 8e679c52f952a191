"""Plain English: no word of the code reaches a person where a plain word exists."""

from __future__ import annotations

import re
import runpy
from functools import cache
from itertools import chain

import pytest

from pbdesk.resources import translations

_SAID_INSTEAD = {
    "acts?": "what is done, an entry",
    "arrays?|booleans?|callbacks?|configs?|enums?|null|structs?|tuples?|widgets?": "what it is for",
    "digests?|hash|hashes|hashed": "fingerprint",
    "exceptions?|traceback|stack": "what went wrong",
    "initiali[sz]e|instantiate|parse[ds]?|serialize": "read, write, begin",
    "payloads?": "the files of the pack",
    "permits?": "ticket",
    "root": "code of the sealed ballots",
    "stubs?": "ticket, or the part that is torn off",
    "tuples?|Merkle|nonce": "what it proves",
    "urns?": "the ballots",
}
"""Words of the code, and what a person is told instead."""


@cache
def sentences() -> list[str]:
    """Every sentence that the program says: those of the window, of paper, of commands."""
    extract = runpy.run_path(str(translations() / "extract.py"))
    said = extract["template"]()
    ids = (message.id for message in said if message.id)
    return list(
        chain.from_iterable(
            [one] if isinstance(one, str) else one for one in ids
        ),
    )


@pytest.mark.parametrize(
    "terms",
    _SAID_INSTEAD,
    ids=lambda terms: terms.split("|")[0],
)
def test_no_sentence_for_people_has_a_word_of_the_code(terms):
    word = re.compile(
        rf"(?<![\w{{.“-])(?:{terms})(?![\w}}.-]?\w)",
        re.IGNORECASE,
    )
    found = [each for each in sentences() if word.search(each)]
    assert not found, f"say {_SAID_INSTEAD[terms]} instead"


def test_a_word_of_the_code_would_be_found():
    word = re.compile(r"(?<![\w{.“-])(?:urns?)(?![\w}.-]?\w)", re.IGNORECASE)
    assert word.search("The urn is sealed.")
    assert word.search("{n} ballots in the urn")
    assert not word.search("{urn}")
    assert not word.search("It is your turn.")
