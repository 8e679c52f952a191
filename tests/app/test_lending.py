"""What a case borrows: a jury's numbers, and people who agreed to it in an assembly."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pbdesk.app.jobs.drawing import certified
from pbdesk.app.jobs.lending import Lent, Numbers, lent, numbers_of
from pbdesk.app.jobs.progress import silent
from pbdesk.i18n import render
from pbdesk.jury.certificate import Certificate
from pbdesk.jury.docket import CONSENT
from pbdesk.jury.excluded import sifted
from pbdesk.jury.pool import Pool
from pbdesk.jury.suggested import suggested_names
from pbdesk.ledger.people import Consent, People, Person
from pbdesk.words import Words
from tests.evenings import CHEAP
from tests.jury.held import listed, sealed_jury

SECRET = "wall lamp kettle bridge heron"
DAY = date(2026, 3, 2)


@pytest.fixture
def assembly(tmp_path):
    """An assembly's people file: twelve agreed, one took it back, one agreed to something else."""
    path = tmp_path / "millbrook.people"
    with People.create(path, SECRET, cost=CHEAP) as people:
        for n in range(14):
            people.add(
                Person(f"{n:016x}", f"Person {n}", f"Mill Lane {n // 2}"),
            )
            purpose = "letter" if n == 13 else CONSENT
            people.consent(f"{n:016x}", Consent(purpose, "as read out", DAY))
        people.withdraw(f"{12:016x}", CONSENT, DAY)
        people.confirm([f"{n:016x}" for n in range(14)], 1)
    return tmp_path / "millbrook.pbdesk"


def test_only_who_agreed_to_that_is_lent_and_under_new_references(assembly):
    found = lent(assembly, SECRET, "a jury", (), silent, CHEAP)
    assert isinstance(found, Lent)
    assert len(found.people) == 12
    assert not {each.id for each in found.people} & {
        f"{n:016x}" for n in range(14)
    }
    assert "Person 12" not in "\n".join(found.who)
    assert all(person.id not in "Person" for person in found.people)


def test_of_those_lent_no_two_of_one_street_sit_together(assembly):
    found = lent(assembly, SECRET, "a jury", (), silent, CHEAP)
    made = certified(Pool(found.people, (), 5), silent)
    assert isinstance(made, Certificate)
    homes = {each.id: each.household for each in found.people}
    assert all(
        len({homes[ref] for ref in panel}) == 5 for _, panel in made.panels
    )
    assert max(made.chances().values()) - min(made.chances().values()) < 1e-6


def test_somebody_has_one_reference_in_each_case_of_a_jury_and_another_in_another_jury(
    assembly,
):
    first, again, other = (
        {
            each.id
            for each in lent(assembly, SECRET, jury, (), silent, CHEAP).people
        }
        for jury in ("a jury", "a jury", "another")
    )
    assert first == again
    assert not first & other


def test_who_bears_a_name_on_the_list_or_lives_there_may_not_sit(assembly):
    names = ("Person 3\tthe tenant", "Mill Lane 4\tthe flat")
    found = lent(assembly, SECRET, "a jury", names, silent, CHEAP)
    may_sit, left_out = sifted(found.people, frozenset())
    assert left_out == {"party": 1, "household": 3}
    assert len(may_sit) == 8


def test_a_wrong_passphrase_lends_nobody(assembly):
    assert isinstance(
        lent(assembly, "another", "a jury", (), silent, CHEAP),
        Words,
    )


def test_where_nobody_agreed_that_is_said(tmp_path):
    with People.create(tmp_path / "empty.people", SECRET, cost=CHEAP) as people:
        people.add(Person("a" * 16, "Ada", ""))
    found = lent(tmp_path / "empty.pbdesk", SECRET, "a jury", (), silent, CHEAP)
    assert isinstance(found, Words)
    assert "has agreed to be drawn for a jury" in render(found)


def test_a_case_takes_the_numbers_of_the_jury_on_whose_list_it_stands(tmp_path):
    with sealed_jury(
        tmp_path,
        lambda: datetime(2026, 3, 2, 9, tzinfo=UTC),
    ) as jury:
        reference = listed(jury, "damp", DAY)
        numbers = jury.state.rules.days
        path = jury.record.path
    found = numbers_of(path, reference)
    assert isinstance(found, Numbers)
    assert found.days == numbers
    other = numbers_of(path, "AAAA-AAAA")
    assert isinstance(other, Words)
    assert "is not on this jury's list" in render(other)
    assert isinstance(numbers_of(tmp_path / "none.pbjury", reference), Words)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("My name is Samira Okonjo-Hale.", ("Samira Okonjo-Hale",)),
        (
            "Mr Pullman came to 14 Larkspur Terrace",
            ("14 Larkspur Terrace", "Pullman"),
        ),
        (
            "Ring 07700 900461 or s.okonjo@example.org",
            ("s.okonjo@example.org", "07700 900461"),
        ),
        ("at SW1A 1AA since may", ("SW1A 1AA",)),
        (
            "Ada Quenby rang, and Mrs Quenby was told by Mr Quenby",
            ("Quenby", "Ada Quenby"),
        ),
        ("nothing of the kind", ()),
    ],
)
def test_what_may_be_a_name_is_suggested(text, found):
    assert suggested_names([text]) == found
