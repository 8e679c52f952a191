"""The invented case: from the complaint to six months after the answer, and what leaves of it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from pbdesk.app.jobs.case_bundle import bundle_pdf
from pbdesk.app.jobs.case_pack import make_case_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.app.opening import open_file
from pbdesk.app.redaction import leaks
from pbdesk.app.sample.case import NAMES, PASSPHRASE, Played, play_case
from pbdesk.app.sample.case_handover import CaseHandedOver, hand_over_case
from pbdesk.i18n import ENGLISH, render
from pbdesk.jury import answer
from pbdesk.jury.certificate import read_certificate
from pbdesk.jury.hearing import part_id
from pbdesk.jury.kind import CASE, JURY
from pbdesk.jury.public import public
from pbdesk.jury.spellings import listed_names, places
from pbdesk.ledger.cleaned import Brought
from pbdesk.ledger.store import Kept
from pbdesk.minutes.decision import Refusal
from pbdesk.pack.bag import Bag, read_zip
from pbdesk.pack.verify import verify
from pbdesk.paper.case.draw import draw_pdf
from tests.evenings import CHEAP
from tests.pack.both import Found, by_command, by_page
from tests.pack.browser import CHROMIUM, MISSING, Browser
from tests.pack.case_told import ATTACKS, again, brought
from tests.pack.on_verify_page import PAGE
from tests.pack.tampering import zipped


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("case")


@pytest.fixture(scope="module")
def played(folder):
    found = play_case(folder, cost=CHEAP)
    yield found
    for file in (found.jury, found.case, found.referred):
        file.close()


@pytest.fixture(scope="module")
def handed(played: Played, folder: Path) -> CaseHandedOver:
    return hand_over_case(played, folder, lambda who: f"{PASSPHRASE} {who}")


def listed() -> list[str]:
    return [line.partition("\t")[0] for line in NAMES]


def test_the_public_pack_of_the_case_is_genuine_and_anothers_key_is_not(
    handed,
    played,
    folder,
):
    assert handed.verification.verdict == "genuine"
    assert handed.verification.kind == "case"
    text = handed.signers.read_text(encoding="utf-8")
    assert 'namespaces="pbdesk-case-pack-v1"' in text
    assert handed.made.path.name.startswith("pb-result_")
    swapped = text.replace("chair@", "clerk@", 1)
    again = verify(handed.made.path, swapped, played.case.state.complaint.id)
    assert again.verdict == "not-genuine"


def test_no_listed_name_street_or_number_is_anywhere_in_the_pack(handed):
    """Bytes of the zip and of each file, text and metadata of its PDFs, in any spelling."""
    raw = handed.made.path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(raw)) as pack:
        files = {name: pack.read(name) for name in pack.namelist()}
    for content in (raw, *files.values(), *map(str.encode, files)):
        for name in listed():
            for code in ("utf-8", "utf-16-be", "utf-16-le"):
                assert name.encode(code) not in content
                assert name.upper().encode(code) not in content
    told = [text for content in files.values() for text in texts(content)]
    assert any("Head of Repairs" in text for text in told)
    names = listed_names(NAMES)
    for text in told:
        assert not places(names, text)


def texts(content: bytes) -> list[str]:
    if not content.startswith(b"%PDF"):
        return (
            [] if b"<script" in content else [content.decode("utf-8", "ignore")]
        )
    with pikepdf.open(io.BytesIO(content)) as pdf:
        told = [str(value) for value in pdf.docinfo.values()]
        if "/Metadata" in pdf.Root:
            told.append(pdf.Root.Metadata.read_bytes().decode())
        assert not pdf.attachments
    with closing(pypdfium2.PdfDocument(content)) as document:
        told += [page.get_textpage().get_text_range() for page in document]
    return told


def test_whoever_has_the_pack_draws_the_panel_again(handed, played):
    files = read_zip(handed.made.path).files
    drawn, panel = files["data/draw.json"], played.case.state.panel
    told = json.loads(files["data/result.json"])["case"]
    assert (
        hashlib.sha256(drawn).hexdigest() == told["list"] == panel.listed.list
    )
    again = read_certificate(drawn, "draw.json")
    assert again.drawn(told["dice"]) == tuple(
        each.person for each in panel.seated
    )
    assert {"data/report-large.pdf", "data/response-form.pdf"} <= files.keys()


def test_the_certificate_of_the_draw_says_all_that_a_stranger_needs(played):
    state = played.case.state
    told = " ".join(" ".join(texts(draw_pdf(state, locale=ENGLISH))).split())
    assert (
        "60 people who use the service and agreed to be asked; 5 others may not sit."
        in told
    )
    assert state.panel.listed.list in told.replace(" ", "")
    assert state.panel.dice in told
    assert all(each.person in told for each in state.panel.seated)
    assert not any(each.person in told for each in state.panel.reserves)


def test_both_sides_get_one_bundle_with_an_index_and_a_number_on_every_page(
    played,
):
    """In another file a page is ruled out: it keeps its number and nothing else."""
    made = bundle_pdf(played.case, ENGLISH, silent)
    assert isinstance(made, bytes)
    index, *pages = texts(made)[-1 - played.case.state.bundle.pages :]
    assert "Complaint of 2 March" in index
    assert "asked by The service" in index
    for number, page in enumerate(pages, 1):
        assert f"Bundle, page {number}." in page
    assert not places(listed_names(NAMES), "\n".join([index, *pages]))


def test_a_page_that_was_ruled_out_keeps_its_number_and_nothing_else(
    played,
    tmp_path,
):
    with open_file(copy_of(played, tmp_path)) as file:
        file.unlock_people(PASSPHRASE, CHEAP)
        (asked,) = file.state.bundle.asked.values()
        bundle = file.state.bundle
        ruled = replace(bundle, asked={asked.id: replace(asked, out=True)})
        blank = _SeenAs(file, replace(file.state, bundle=ruled))
        page = texts(bundle_pdf(blank, ENGLISH, silent))[-bundle.pages :][1]
        kept = texts(bundle_pdf(file, ENGLISH, silent))[-bundle.pages :][1]
    assert "Bundle, page 2." in page
    assert "is not read" in page
    assert len(page) < 100 < len(kept)


class _SeenAs:
    """A file as it would be with another ruling."""

    def __init__(self, file, state):
        self.state, self.read, self.names = state, file.read, file.names


def test_the_search_finds_a_name_that_was_let_in(played, folder):
    """The control: a report that names the tenant is not packed, and the refusal says who."""
    found = leaks({"report": b"Mrs S. Okonjo-Hale rang."}, NAMES)
    assert found == {"report": ("Samira Okonjo-Hale",)}


def test_a_pack_is_refused_while_the_names_cannot_be_read(played, tmp_path):
    with open_file(copy_of(played, tmp_path)) as locked:
        refusal = make_case_pack(
            locked,
            tmp_path,
            locale=ENGLISH,
            made=played.clock.at.date(),
        )
        assert isinstance(refusal, Refusal)
        assert "the people file is locked" in render(refusal.words)
        locked.unlock_people(PASSPHRASE, CHEAP)
        assert not isinstance(
            make_case_pack(
                locked,
                tmp_path,
                locale=ENGLISH,
                made=played.clock.at.date(),
            ),
            Refusal,
        )


def copy_of(played: Played, folder: Path) -> Path:
    path = played.case.record.path
    for each in (path, path.with_suffix(".people")):
        (folder / each.name).write_bytes(each.read_bytes())
    return folder / path.name


def test_what_a_danger_is_about_is_seen_by_nobody_else(played):
    """Not in the room, not in its own minutes, not in the jury's list or minutes."""
    secret = "afraid"
    referred, jury = played.referred, played.jury
    assert public(referred.state) is None
    told = [
        render(CASE.tell(each.entry, referred.state))
        for each in referred.recorded
    ]
    told += [
        render(JURY.tell(each.entry, jury.state)) for each in jury.recorded
    ]
    assert not any(secret in line or "neighbours" in line for line in told)
    for word in ("safeguarding", "referred", "danger", "paused", "released"):
        assert not any(word in line.lower() for line in told), word
    assert jury.state.docket.by_case[referred.state.complaint.name].hidden
    assert all(step.missing(referred.state) == () for step in CASE.steps)


def test_the_case_holds_a_challenge_a_replacement_an_adjournment_and_a_minority(
    played,
):
    state = played.case.state
    (challenge,) = state.panel.challenges.values()
    assert challenge.upheld
    assert state.panel.replaced == 1
    assert len(state.hearing.adjournments) == 1
    assert [
        len(found.minority) for found in state.findings.by_point.values()
    ] == [
        0,
        0,
        1,
    ]
    assert set(state.followup.person) == {3, 6}


def test_every_quota_is_met_after_the_replacement_too(played):
    panel = played.case.state.panel
    for limit in panel.listed.limits:
        having = [
            each.values[limit.category] for each in panel.by_number.values()
        ]
        assert limit.least <= having.count(limit.value) <= limit.most


def test_the_authority_is_late_and_what_it_leaves_out_stays_overdue(played):
    state = played.case.state
    assert all(
        answer.is_late(state, each.id) for each in state.remedies.standing
    )
    last = state.remedies.standing[-1]
    assert answer.gaps(state, last.id) == ("reason", "day")
    told = [
        render(each.words)
        for step in CASE.steps
        for each in step.missing(state)
    ]
    assert (
        "The answer to recommendation 3 leaves out the reason and by when."
        in told
    )


def test_both_sides_have_the_same_time(played):
    state = played.case.state
    given = {"complainant": 0, "service": 0}
    for part in state.hearing.parts:
        if part.side:
            given[part.side] += part.minutes
    assert given["complainant"] == given["service"]
    used = [state.floor.used(part_id(n), 1) for n in range(1, 9)]
    assert sum(used) == sum(
        state.floor.used(part_id(n), 2) for n in range(1, 9)
    )


def test_nobodys_score_and_no_figure_of_a_vote_leaves_the_file(handed):
    with zipfile.ZipFile(handed.made.path) as pack:
        lines = b"".join(
            pack.read(name)
            for name in pack.namelist()
            if name.endswith("jsonl")
        )
        result = b"".join(
            pack.read(name)
            for name in pack.namelist()
            if name.endswith("result.json")
        )
    for word in (
        b"slips.scored",
        b"panel.drawn",
        b"panel.replaced",
        b"complaint.received",
        b"triage.",
    ):
        assert word not in lines
    assert b'"upheld":' not in result
    assert b'part":' not in result
    assert b"slips" not in result


def test_documents_are_found_again_and_those_that_no_entry_names_are_taken_out(
    played,
    tmp_path,
):
    path = copy_of(played, tmp_path)
    with open_file(path) as case:
        case.unlock_people(PASSPHRASE, CHEAP)
        first, *_ = case.state.bundle.documents
        assert case.read(first).startswith(b"%PDF")
        case.people.keep("stray", Brought("text/plain", b"nobody names this"))
    with open_file(path) as again:
        again.unlock_people(PASSPHRASE, CHEAP)
        with pytest.raises(KeyError):
            again.people.kept(Kept("stray", ""))
        assert again.names() == NAMES


def test_the_words_of_the_complaint_can_be_forgotten(played, tmp_path):
    path = copy_of(played, tmp_path)
    with open_file(path) as case:
        number = next(
            each.seq for each in case.recorded if hasattr(each.entry, "wanted")
        )
        assert case.do(case.erasing, number=number, reason="She asked.") is None
        assert case.state.complaint.received.words.text is None
        assert all(
            render(CASE.tell(each.entry, case.state)) for each in case.recorded
        )
    raw = path.read_bytes()
    assert b"My boy's wall is black" not in raw


@pytest.fixture(scope="module")
def told(handed) -> Bag:
    """The pack of the case, as it was handed over."""
    return read_zip(handed.made.path)


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Iterator[Browser]:
    """A page of its own with verify.html."""
    with chromium.apart() as made:
        made.open(PAGE)
        yield made


@pytest.fixture
def found(browser, tmp_path) -> Callable[[Bag], Found]:
    """What both verifiers find; they must agree on every check."""

    def look(bag: Bag) -> Found:
        path = tmp_path / "pack.zip"
        path.write_bytes(zipped(bag))
        command, page = (
            by_command(path, brought(bag)),
            by_page(path, browser, brought(bag)),
        )
        assert page == command
        return command

    return look


WITH_BROWSER = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)


@WITH_BROWSER
def test_a_case_that_is_told_as_it_was_recorded_is_genuine(told, found):
    whole = found(again(told))
    assert (whole.verdict, whole.passed[31]) == ("genuine", True)


@WITH_BROWSER
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_case_told_otherwise_than_its_record_is_named_by_both(
    attack,
    told,
    found,
):
    passed = found(ATTACKS[attack](told)).passed
    assert [number for number, holds in passed.items() if holds is False] == [
        31,
    ]


def test_of_the_jury_only_how_each_point_stands_is_shown(told):
    lines = [
        json.loads(line)
        for line in told.files["data/record.jsonl"].splitlines()
    ]
    shown = [
        line for line in lines if line.get("type", "").startswith("finding.")
    ]
    kinds = sorted(line["type"] for line in shown)
    assert kinds == [
        "finding.minority",
        *["finding.voted"] * 3,
        *["finding.worded"] * 3,
    ]
    votes = [line["body"] for line in shown if line["type"] == "finding.voted"]
    assert all(
        body.keys() == {"act", "at", "point", "outcome"} for body in votes
    )
