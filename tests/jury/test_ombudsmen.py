"""Who hears a complaint after the service, until when, and that every sheet says so."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from pbdesk.i18n import ENGLISH
from pbdesk.jury.ombudsmen import (
    COUNTRIES,
    OMBUDSMEN,
    SERVICES,
    last_day,
    ombudsman_for,
)
from pbdesk.paper.case.report import report_pdf
from pbdesk.paper.case.sheets import letter_pdf, receipt_pdf
from tests.jury.held import COMPLAINT, Held
from tests.paper.reading import text_of


def test_every_country_and_service_has_its_line_with_source_and_day():
    assert set(OMBUDSMEN) == set(product(COUNTRIES, SERVICES))
    for found in OMBUDSMEN.values():
        assert found.source.startswith("https://")
        assert found.checked.year >= 2026


@pytest.mark.parametrize(
    ("country", "kind", "name"),
    [
        ("england", "landlord", "Housing Ombudsman Service"),
        ("england", "council", "Local Government and Social Care Ombudsman"),
        ("england", "health", "Parliamentary and Health Service Ombudsman"),
        ("scotland", "landlord", "Scottish Public Services Ombudsman"),
        ("wales", "care", "Public Services Ombudsman for Wales"),
        (
            "northern-ireland",
            "school",
            "Northern Ireland Public Services Ombudsman",
        ),
    ],
)
def test_a_repair_by_a_social_landlord_in_england_goes_to_the_housing_ombudsman(
    country,
    kind,
    name,
):
    assert ombudsman_for(country, kind).name == name


def test_the_last_day_is_counted_from_the_answer_or_from_when_it_was_known():
    answered, knew = date(2026, 2, 16), date(2025, 10, 3)
    housing, council = (
        ombudsman_for("england", "landlord"),
        ombudsman_for("england", "council"),
    )
    assert last_day(housing, answered, knew) == date(2027, 2, 15)
    assert last_day(council, answered, knew) == date(2026, 10, 2)
    assert last_day(housing, None, knew) is None
    assert last_day(ombudsman_for("england", "school"), answered, knew) is None


def test_receipt_letters_and_report_name_the_ombudsman_and_the_last_day(
    tmp_path,
    monkeypatch,
):
    monkeypatch.setitem(COMPLAINT, "answered", "2026-02-16")
    held = Held(tmp_path).until("issued")
    sheets = (
        receipt_pdf(held.state, locale=ENGLISH),
        report_pdf(held.state, "full", locale=ENGLISH),
        letter_pdf(held.state, "reminder", locale=ENGLISH),
        letter_pdf(held.state, "escalation", locale=ENGLISH),
        letter_pdf(held.state, "ombudsman", locale=ENGLISH),
    )
    for sheet in sheets:
        text = " ".join(text_of(sheet).split()).replace("\xa0", " ")
        assert "Housing Ombudsman Service" in text
        assert "Monday 15 February 2027" in text
        assert "The jury is no further stage" in text
        assert "No time limit stands still" in text
        assert (
            "looked up on 29 November 2026, at https://www.fourmillionhomes.org"
            in text
        )
        assert "The rules may have changed" in text
    assert "What happens next" in text_of(sheets[0])
