"""The parent: one vote in several halls is asked and sealed once, and handed out as one export."""

from __future__ import annotations

import hashlib
import json

import pytest

from pbdesk.app.halls import ParentDesk, export_bytes, make_export, write_export
from pbdesk.app.opening import open_file
from pbdesk.app.sample.northside import begin_parent
from pbdesk.assembly import ideas, mandate, placed, rulebook
from pbdesk.halls import named
from pbdesk.ledger.refusals import RecordRefused
from pbdesk.minutes.decision import Refusal
from pbdesk.questions import sheet, terms
from tests.halls.votes import CLERK, refused


@pytest.fixture
def begun(tmp_path):
    with begin_parent(tmp_path / "new.pbparent") as desk:
        yield desk


def test_the_export_has_the_order_and_the_codes_that_were_drawn(sealed, parent):
    for question in parent.questions:
        lines = sealed.state.of(question.id).sheet.lines
        assert [(each.project, each.code) for each in lines] == [
            (each.id, each.code) for each in question.options
        ]


def test_the_export_holds_no_code_of_the_lot_and_the_file_does(
    sealed,
    export,
    parent,
):
    code = sealed.state.drafts["lot/1"]
    assert code.encode() not in export
    assert parent.lot_codes == {"1": hashlib.sha256(code.encode()).hexdigest()}


def test_the_file_is_opened_as_what_it_is_and_only_read_where_asked(
    played,
    export,
):
    with open_file(played / "parent.pbparent", read_only=True) as desk:
        assert isinstance(desk, ParentDesk)
        assert desk.export() == export
        assert " ".join(desk.parent.halls.fingerprint)


def test_the_export_is_written_as_it_was_made(sealed, export, tmp_path):
    assert write_export(sealed, tmp_path / "out.pbhalls") is None
    assert (tmp_path / "out.pbhalls").read_bytes() == export


def test_a_folder_that_is_not_there_is_said(sealed, tmp_path):
    refusal = write_export(sealed, tmp_path / "nowhere" / "out.pbhalls")
    assert isinstance(refusal, Refusal)


def test_nothing_can_be_exported_before_it_is_made(begun, tmp_path):
    refusal = write_export(begun, tmp_path / "out.pbhalls")
    assert refusal is not None
    assert refusal.words.text == "The export is not made."


def test_the_sealed_vote_says_what_is_missing_one_by_one(begun):
    said = [each.words.text for each in named.missing(begun.parent)]
    assert said == [
        "The rulebook is not sealed.",
        "The ballot of question {number} is not drawn up.",
        "Fewer than two halls are named.",
        "Nobody is named who signs the sum.",
    ]
    assert isinstance(make_export(begun), Refusal)
    assert isinstance(export_bytes(begun), Refusal)
    assert (
        refused(begun, named.fix, export=b"{}") == "The rulebook is not sealed."
    )


def test_after_the_export_nothing_of_it_changes(sealed):
    option = sealed.state.of("2").sheet.lines[0].project
    hall = next(iter(sealed.parent.halls.by_id))
    project = sealed.state.of("1").sheet.lines[0].project
    made = "The export was made, and halls may have begun from it."
    for decision, given, words in (
        (named.name_hall, {"name": "Late hall"}, made),
        (named.drop_hall, {"hall": hall}, made),
        (named.name_combiner, {"role": "chair", "key": CLERK}, made),
        (named.drop_combiner, {"role": "clerk"}, made),
        (named.fix, {"export": b"{}"}, made),
        (terms.ask, {"kind": "choose"}, made),
        (placed.place, {"proposal": project}, made),
        (rulebook.seal, {}, "The rulebook is already sealed."),
        (named.draw_up_all, {}, "Every ballot is already drawn up."),
        (sheet.draw_up, {}, "The ballot is already drawn up."),
        (
            ideas.receive,
            {"title": "Late"},
            "The ballot is drawn up, so the list of projects stands.",
        ),
    ):
        assert refused(sealed, decision, **given) == words
    sealed.turn("2")
    assert "sealed" in refused(sealed, terms.drop_option, option=option)
    assert "sealed" in refused(
        sealed,
        mandate.set_charter,
        clause="question",
        value="Other?",
    )
    assert "sealed" in refused(
        sealed,
        rulebook.set_rule,
        clause="quorum",
        value=1,
    )
    assert sealed.undo() is not None


def test_halls_have_names_of_their_own_and_ids_that_are_never_given_twice(
    begun,
):
    assert refused(begun, named.name_hall, name=" ") == "The hall has no name."
    assert begun.do(named.name_hall, name="School", place="Mill Lane") is None
    assert "already" in refused(begun, named.name_hall, name="SCHOOL")
    assert begun.do(named.name_hall, name="Library") is None
    assert (
        refused(begun, named.drop_hall, hall="x")
        == "This hall does not take part."
    )
    second = list(begun.parent.halls.by_id)[1]
    assert begun.do(named.drop_hall, hall=second) is None
    assert begun.do(named.name_hall, name="Chapel") is None
    assert list(begun.parent.halls.by_id) == [
        f"{begun.state.about.id}-{n}" for n in (1, 3)
    ]


def test_two_thousand_halls_and_no_more(begun, monkeypatch):
    monkeypatch.setattr(named, "_MOST", 1)
    assert begun.do(named.name_hall, name="School") is None
    assert "cannot be added up" in refused(
        begun,
        named.name_hall,
        name="Library",
    )


def test_who_signs_the_sum_has_a_public_key_of_their_own(begun):
    assert (
        begun.do(
            named.name_combiner,
            role="clerk",
            key=f"{CLERK} clerk@northside",
        )
        is None
    )
    assert begun.parent.halls.combiners == {"clerk": CLERK}
    assert "Somebody else" in refused(
        begun,
        named.name_combiner,
        role="chair",
        key=CLERK,
    )
    assert "Choose" in refused(
        begun,
        named.name_combiner,
        role="mayor",
        key=CLERK,
    )
    for odd in (
        "",
        "ssh-ed25519",
        "ssh-rsa AAAA",
        "ssh-ed25519 ???",
        "ssh-ed25519 AAAA",
        CLERK[:-4],
    ):
        assert (
            refused(begun, named.name_combiner, role="chair", key=odd)
            == "This is no public key."
        )
    assert "does not sign" in refused(begun, named.drop_combiner, role="chair")
    assert begun.do(named.drop_combiner, role="clerk") is None
    assert not begun.parent.halls.combiners


def test_a_question_by_hands_is_refused_in_words_before_it_is_sealed(begun):
    assert begun.do(terms.ask, kind="decide") is None
    begun.turn("2")
    assert begun.do(rulebook.set_rule, clause="way", value="hands") is None
    words = [each.words.text for each in begun.state.unasked()]
    assert words == ["Question {number} is not answered on a sheet."]
    assert begun.do(rulebook.set_rule, clause="way", value="sheet") is None
    assert begun.state.unasked() == ()


def test_a_vote_in_several_halls_is_no_rehearsal(tmp_path):
    made = ParentDesk.create(
        tmp_path / "r.pbparent",
        name="R",
        place="",
        day="2026-11-26",
        rehearsal=True,
    )
    assert isinstance(made, Refusal)
    assert made.where == "rehearsal"


def test_a_vote_without_a_name_or_day_is_not_begun(tmp_path):
    for given in (
        {"name": "", "day": "2026-11-26"},
        {"name": "N", "day": "soon"},
    ):
        assert isinstance(
            ParentDesk.create(tmp_path / "n.pbparent", place="", **given),
            Refusal,
        )


def test_every_entry_of_the_vote_is_told_in_the_minutes(sealed):
    told = [
        sealed.kind.tell(each.entry, sealed.state) for each in sealed.recorded
    ]
    texts = [words.text for words in told]
    assert "{name} was started, a vote in several halls on {day}." in texts
    assert "The export for {n} halls was made under {code}." in texts


def test_a_hall_is_not_opened_as_the_vote_itself(played, tmp_path):
    with pytest.raises(RecordRefused):
        ParentDesk.open(played / "fresh.pbdesk", read_only=True)


def test_the_export_is_canonical_json_without_a_name_of_a_teller(export):
    said = json.loads(export)
    assert said["rulebooks"][0]["charter"] == {
        "contact": None,
        "office": None,
        "return_address": None,
    }
