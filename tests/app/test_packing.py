"""Packing: what the pack says of the rules is what was sealed."""

from __future__ import annotations

import hashlib
import json

import rfc8785

from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.assembly.rulebook import document
from pbdesk.i18n import ENGLISH
from pbdesk.pack.bag import read_zip
from tests.evenings import evening_at
from tests.turned import with_given


def test_the_pack_holds_the_rulebook_that_was_sealed_whatever_this_version_would_write(
    tmp_path,
):
    with evening_at("declared", tmp_path).desk as desk:
        book = desk.state.rulebook
        desk.state = with_given(desk.state, {**book.given, "kept": 99})
        assert hashlib.sha256(document(desk.state)).hexdigest() != book.digest
        assert (
            hashlib.sha256(pack_source(desk).rulebooks[0]).hexdigest()
            == book.digest
        )


def test_the_public_record_does_not_say_which_stub_was_cast_when(tmp_path):
    with evening_at("declared", tmp_path).desk as desk:
        lines = [
            json.loads(line) for line in pack_source(desk).record().splitlines()
        ]
        written = {entry.type for entry in desk.record.entries()}
    withheld = {
        "stub.given",
        "kiosk.permit_taken",
        "paper.spoilt",
        "people.registered",
    }
    assert withheld <= written
    assert withheld.isdisjoint(line.get("type") for line in lines)


def test_the_sealed_rulebook_is_written_in_the_one_way_a_pack_has_it(tmp_path):
    with evening_at("declared", tmp_path).desk as desk:
        sealed = pack_source(desk).rulebooks[0]
        assert rfc8785.dumps(json.loads(sealed)) == sealed


def test_the_pack_says_the_least_that_would_have_won_each_project(tmp_path):
    with evening_at("declared", tmp_path).desk as desk:
        made = make_pack(
            pack_source(desk),
            tmp_path,
            locale=ENGLISH,
            made=desk.state.about.day,
            progress=silent,
        )
    question = json.loads(read_zip(made.path).files["data/result.json"])[
        "questions"
    ][0]
    lost = {
        line["id"]
        for line in question["outcome"]["projects"]
        if not line["funded"]
    }
    assert question["least_changes"].keys() == lost
    for changes in question["least_changes"].values():
        assert all(each["more"] > 0 or each["less"] > 0 for each in changes)
        assert all(each["proved"] for each in changes)
