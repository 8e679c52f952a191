"""Before anything leaves, what people wrote is searched for names, and a person looks at each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.named import named, names_to_look_at
from pbdesk.app.jobs.proposers import keep_contact
from pbdesk.app.sample.evening import PASSPHRASE
from pbdesk.assembly import agenda, arguments
from pbdesk.i18n import ENGLISH, render
from tests.evenings import CHEAP, evening_at


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with evening_at("declared", tmp_path).desk as desk:
        desk.unlock_people(PASSPHRASE, CHEAP)
        yield desk


def somebody(desk: Desk) -> str:
    return desk.people.get(min(desk.state.registered)).name


def say_of(desk: Desk, words: str) -> None:
    weighed = next(iter(desk.state.tradeoffs.by_id))
    assert (
        desk.do(arguments.note, tradeoff=weighed, kind="worry", words=words)
        is None
    )


def test_the_sample_names_nobody(desk):
    assert named(desk) == ()
    assert names_to_look_at(desk) is None


def test_a_name_of_the_register_is_found_in_either_order_whatever_its_accents(
    desk,
):
    name = somebody(desk)
    first, *rest = name.split()
    for spelt in (name, f"{' '.join(rest)}, {first}".upper(), f"({name})"):
        say_of(desk, f"The bins of {spelt} stand in the way.")
    assert [each.name for each in named(desk)] == [name] * 3
    look = names_to_look_at(desk)
    assert render(look.words).startswith(
        "3 names of the people file stand in what would leave: ",
    )
    assert name in render(look.words)


def test_part_of_a_name_is_no_name(desk):
    first, *rest = somebody(desk).split()
    say_of(desk, f"{first}s and {''.join(rest)}ham are other words.")
    assert named(desk) == ()


def test_who_handed_in_an_idea_is_found_and_what_is_erased_is_not(desk):
    idea = next(iter(desk.state.ideas.by_id))
    refusal = keep_contact(
        desk,
        idea,
        name="Ngozi Achebe",
        reach="Weir Lane",
        wishes=True,
        locale=ENGLISH,
    )
    assert refusal is None
    say_of(desk, "Ngozi Achebe knows the owner.")
    assert [each.name for each in named(desk)] == ["Ngozi Achebe"]
    newest = desk.recorded[-1].seq
    assert (
        desk.do(desk.erasing, number=newest, reason="It names somebody.")
        is None
    )
    assert named(desk) == ()


def test_a_name_in_a_title_is_found(desk):
    name = somebody(desk)
    assert (
        desk.do(agenda.plan, kind="talk", title=f"{name} sings", minutes=3)
        is None
    )
    assert [each.name for each in named(desk)] == [name]


def test_while_the_names_are_locked_nothing_is_found(desk):
    say_of(desk, f"{somebody(desk)} said so.")
    desk.people.close()
    desk.people = None
    assert named(desk) == ()


def test_the_register_is_read_at_once_however_many_stand_in_it(desk):
    asked = list[str]()
    desk.people._file.connection.set_trace_callback(asked.append)
    assert named(desk) == ()
    assert len([sql for sql in asked if "FROM person" in sql]) == 1
