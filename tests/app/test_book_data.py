"""The open book as data: valid by the published schemas, equal to the book, and nobody in it."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from jsonschema import Draft4Validator, Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from pbdesk.app.jobs.book_data import book_data
from pbdesk.app.sample.following_up import play_on
from pbdesk.app.sample.millbrook import people
from pbdesk.assembly import book as accounts
from pbdesk.assembly.answers import Answers
from pbdesk.i18n import locale_of
from pbdesk.minutes import handover
from pbdesk.minutes.decision import Moment, Writing
from pbdesk.paper.book_page import open_book_html
from pbdesk.paper.open_book import OpenBook, open_book, open_book_json
from pbdesk.paper.overdue import open_book_pdf
from tests.evenings import evening_at
from tests.paper.accessible import findings

SCHEMAS = Path(__file__).parents[1] / "data" / "schemas"
FORMATS = FormatChecker()
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@FORMATS.checks("date-time")
def is_date_time(value: object) -> bool:
    """Without this every plain date matches both branches of 360Giving's oneOf, and is refused."""
    return not isinstance(value, str) or bool(
        re.fullmatch(r"[\d-]{10}[Tt][\d:]{8}(Z|[+-].+)", value),
    )


def read(name: str) -> dict:
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


def faults_360(document: dict) -> list[str]:
    """The package schema names an older address of the grant schema; both are the one stored."""
    package, grant = (
        read("360giving/360-giving-package-schema.json"),
        read("360giving/360-giving-schema.json"),
    )
    package["$schema"] = grant["$schema"] = DIALECT
    registry = Registry()
    for version in ("1.4.2", "1.4.3"):
        at = (
            "https://raw.githubusercontent.com/ThreeSixtyGiving/standard/"
            f"{version}/schema/360-giving-schema.json"
        )
        registry = registry.with_resource(
            at,
            Resource.from_contents({**grant, "$id": at}),
        )
    checker = Draft202012Validator(
        package,
        registry=registry,
        format_checker=FORMATS,
    )
    return [each.message for each in checker.iter_errors(document)]


def faults_fiscal(document: dict) -> list[str]:
    checker = Draft4Validator(
        read("fiscal-data-package/fiscal-data-package.json"),
        format_checker=FORMATS,
    )
    return [each.message for each in checker.iter_errors(document)]


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> OpenBook:
    """Millbrook half a year on: half answered, part paid, a project that failed."""
    evening = evening_at("declared", tmp_path_factory.mktemp("book"))
    evening.clock.at = datetime(2027, 2, 3, 9, 30, tzinfo=UTC)
    evening.do(handover.made, file="pack.zip", result="0" * 64)
    evening.do(handover.handed_over, to="Democratic Services")
    play_on(evening, 5)
    item = accounts.lines(evening.desk.state)[0].item.id
    evening.do(
        accounts.pay,
        item=item,
        sum=100,
        what="Bus fare",
        payee="",
        day=date(2027, 4, 20),
    )
    found = open_book(evening.desk.state, date(2027, 5, 26))
    evening.desk.close()
    return found


@pytest.fixture(scope="module")
def data(book: OpenBook) -> dict[str, bytes]:
    return book_data(book, "Millbrook Town Council")


def test_grants_are_valid_by_the_published_schema_and_a_wrong_one_is_found(
    data,
):
    document = json.loads(data["360giving.json"])
    assert faults_360(document) == []
    assert document["grants"]
    del document["grants"][0]["awardDate"]
    assert faults_360(document)


def test_the_package_is_valid_by_the_published_profile_and_a_wrong_one_is_found(
    data,
):
    document = json.loads(data["datapackage.json"])
    assert faults_fiscal(document) == []
    del document["model"]
    assert faults_fiscal(document)


def test_where_nothing_was_accepted_there_is_no_list_of_grants_that_would_not_be_valid(
    book,
):
    silent = replace(book.state, answers=Answers())
    assert "360giving.json" not in book_data(
        open_book(silent, book.made),
        "Millbrook",
    )


def test_what_was_spent_too_much_is_a_number_in_the_table(book):
    item = accounts.lines(book.state)[0].item.id
    moment = Moment(datetime(2027, 5, 26, 12, tzinfo=UTC), str, str)
    decided = accounts.pay(
        book.state,
        moment,
        item=item,
        sum=9_000_000,
        what="Lamps",
    )
    assert isinstance(decided, Writing)
    [entry] = decided.entries
    after = replace(
        book.state,
        book=accounts.apply(book.state.book, entry, moment.at),
    )
    over = open_book(after, book.made)
    test_every_figure_is_that_of_the_open_book(
        book_data(over, "Millbrook"),
        over,
    )
    assert over.lines[0].account.left < 0


def test_every_figure_is_that_of_the_open_book(data, book):
    told = cast("list[dict[str, Any]]", open_book_json(book)["items"])
    lines = {each["id"]: each for each in told}
    rows = list(
        csv.DictReader(io.StringIO(data["money.csv"].decode("utf-8-sig"))),
    )
    assert [row["item"] for row in rows] == list(lines)
    for row in rows:
        for name in (
            "asked",
            "accepted",
            "allocated",
            "spent",
            "returned",
            "left",
        ):
            minor = lines[row["item"]][name]
            assert (
                row[name] == ""
                if minor is None
                else Decimal(row[name]) * 100 == minor
            )
    for grant in json.loads(data["360giving.json"])["grants"]:
        line = lines[grant["id"].removeprefix(f"360G-{book.id}-")]
        assert Decimal(str(grant["amountAwarded"])) * 100 == line["accepted"]
        assert Decimal(str(grant["amountDisbursed"])) * 100 == line["spent"]


def test_a_grant_is_written_only_for_what_was_accepted_with_the_day_of_the_answer(
    data,
    book,
):
    grants = json.loads(data["360giving.json"])["grants"]
    accepted = [line for line in accounts.lines(book.state) if line.accepted]
    assert 0 < len(grants) <= len(accepted) < len(book.lines)
    assert {grant["awardDate"] for grant in grants} == {"2027-02-12"}


def test_nobody_is_named_in_the_data(data):
    for name, content in data.items():
        text = content.decode()
        for person, street in people(400):
            family, given = person.split(", ")
            assert f"{given} {family}" not in text, name
            assert person not in text, name
            assert street not in text, name


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_sheet_with_its_pictures_is_set_in_either_direction_and_read_aloud(
    book,
    tag,
):
    assert not findings(
        open_book_pdf(book.state, locale=locale_of(tag), made=book.made),
    )


def test_the_page_runs_from_right_to_left_and_its_bars_begin_at_the_right(book):
    page = open_book_html(book, locale_of("ar")).decode()
    assert 'dir="rtl"' in page
    assert page.count("<svg") == len(book.lines) + 2
