"""What was said: a line at a table's speed, put right with both kept, questions open until answered."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbdesk.assembly import arguments
from pbdesk.assembly.alike import alike, grouped
from pbdesk.assembly.arguments import Arguments
from pbdesk.assembly.figures import figures
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.i18n import render
from pbdesk.minutes.entries import FreeText, Id
from tests.assembly.said import said
from tests.evenings import state_at

ARGUMENTS = (arguments.ArgumentNoted, arguments.ArgumentCorrected)


def weighed(desk) -> Id:
    return next(iter(desk.state.tradeoffs.by_id))


@pytest.mark.parametrize(
    ("line", "kind", "words", "source"),
    [
        ("+ Light.", "gain", "Light.", ""),
        ("-Bats", "worry", "Bats", ""),
        ("\N{EN DASH} Bats", "worry", "Bats", ""),
        ("? Who pays", "question", "Who pays", ""),
        ("\N{ARABIC QUESTION MARK} من يدفع", "question", "من يدفع", ""),
        (
            "! Seventy a night (bus company)",
            "evidence",
            "Seventy a night",
            "bus company",
        ),
        (
            "! Seventy (or so) a night",
            "evidence",
            "Seventy (or so) a night",
            "",
        ),
        ("- Noise (mine)", "worry", "Noise (mine)", ""),
    ],
)
def test_the_first_sign_of_a_line_says_what_it_is(
    evening,
    line,
    kind,
    words,
    source,
):
    desk = evening("weighed").desk
    assert (
        desk.do(arguments.hear, tradeoff=weighed(desk), line=line, table=3)
        is None
    )
    found = desk.state.arguments.newest
    assert (found.kind, str(found.words), str(found.source), found.table) == (
        kind,
        words,
        source,
        3,
    )


@pytest.mark.parametrize("line", ["", "  ", "+", "? ", "Bats under the bridge"])
def test_a_line_without_a_sign_or_words_is_asked_for_again(evening, line):
    desk = evening("weighed").desk
    assert (
        desk.do(arguments.hear, tradeoff=weighed(desk), line=line).where
        == "line"
    )


def test_what_is_put_right_keeps_what_stood_there_before(evening):
    desk = evening("weighed").desk
    first = next(iter(desk.state.arguments.by_id))
    given = {
        "argument": first,
        "kind": "evidence",
        "words": "Sixty a night.",
        "source": "A count",
    }
    assert desk.do(arguments.correct, **given) is None
    found = desk.state.arguments.by_id[first]
    assert [str(words) for words in (*found.before, found.words)] == [
        "The bus company counted seventy people a night.",
        "Sixty a night.",
    ]
    assert said(desk.do(arguments.correct, **given)) == "Nothing is changed."
    noted = [
        each.entry
        for each in desk.recorded
        if isinstance(each.entry, ARGUMENTS)
    ]
    assert [str(each.words) for each in noted][-1] == "Sixty a night."
    assert "seventy" in str(noted[0].words)


def test_a_question_stays_open_until_somebody_answers_it_and_the_report_says_so(
    evening,
):
    desk = evening("weighed").desk
    for line in ("? Who pays?", "? Who locks up?"):
        assert (
            desk.do(arguments.hear, tradeoff=weighed(desk), line=line) is None
        )
    pays, locks = desk.state.arguments.unanswered
    answer = {"argument": pays.id, "words": "The council."}
    assert desk.do(arguments.answer_question, by=" ", **answer).where == "by"
    assert desk.do(arguments.answer_question, by="Streets", **answer) is None
    assert desk.state.arguments.unanswered == (
        desk.state.arguments.by_id[locks.id],
    )
    wrong = {"argument": pays.id, "kind": "gain", "words": "It pays."}
    assert desk.do(arguments.correct, **wrong).where == "kind"
    told = render(ASSEMBLY.tell(desk.recorded[-1].entry, desk.state))
    assert told.endswith("was answered by Streets: The council.")


def test_only_a_question_is_answered_and_after_the_pack_nothing_is_written(
    evening,
):
    desk = evening("weighed").desk
    evidence = next(iter(desk.state.arguments.by_id))
    refusal = desk.do(
        arguments.answer_question,
        argument=evidence,
        by="A",
        words="B",
    )
    assert said(refusal) == "This is no question."
    assert (
        desk.do(arguments.note, tradeoff=Id("?"), kind="gain", words="A").where
        == "tradeoff"
    )


def test_open_questions_stand_in_the_figures_with_their_table():
    lines = [
        line
        for each in figures(state_at("declared")).deliberated.tradeoffs
        for line in each.arguments
    ]
    assert [render(line.words) for line in lines if line.open] == [
        "Who locks up when the helpers are ill?",
    ]
    evidence = next(line for line in lines if line.corrected)
    assert render(evidence.source) == "Bus company, counts of October 2026"


SAID = {
    Id("a"): "The lamps keep me awake at night.",
    Id("b"): "Lamps kept us awake all night long.",
    Id("c"): "The bins keep overflowing on market days.",
    Id("d"): "Wer zahlt den Strom für die Lampen?",
    Id("e"): "Those lamps would keep my children awake.",
}


def test_what_says_much_the_same_is_found_and_what_only_shares_words_is_not():
    assert set(alike(SAID, Id("a"))) == {"b", "e"}
    assert alike(SAID, Id("c")) == ()
    assert alike({Id("a"): "?", Id("b"): "?"}, Id("a")) == ()


# Groups


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("abc lampskeepawake", max_size=24), max_size=24))
def test_every_sentence_is_in_one_group_and_one_more_changes_no_group_before_the_next_doubling(
    texts: list[str],
) -> None:
    heard = tuple((Id(str(n)), text) for n, text in enumerate(texts))
    groups = grouped(heard)
    assert sorted(each for group in groups for each in group) == sorted(
        each for each, _ in heard
    )
    assert [group[0] for group in groups] == sorted(
        (group[0] for group in groups),
        key=int,
    )
    if len(heard) > 1 and len(heard) & (len(heard) - 1):  # no power of two
        before = grouped(heard[:-1])
        shrunk = [
            tuple(each for each in group if each != heard[-1][0])
            for group in groups
        ]
        assert tuple(group for group in shrunk if group) == before


def test_a_sentence_that_was_put_right_is_grouped_by_its_new_words():
    heard = [
        (Id("1"), "The lamps keep me awake."),
        (Id("2"), "Bats do not cross lit water."),
    ]
    heard += [(Id("3"), "Those lamps keep us awake.")]
    assert grouped(tuple(heard)) == (("1", "3"), ("2",))
    heard[2] = (Id("3"), "Bats cross no water that is lit.")
    assert grouped(tuple(heard)) == (("1",), ("2", "3"))


def test_of_a_thousand_sentences_the_newest_are_put_into_groups():
    one = next(iter(state_at("declared").arguments.by_id.values()))
    thousand = {
        Id(f"{n}"): replace(
            one,
            id=Id(f"{n}"),
            kind="gain",
            words=FreeText(f"Lamps awake {n % 9}."),
        )
        for n in range(1000)
    }
    groups = Arguments(MappingProxyType(thousand)).groups()
    assert sum(map(len, groups)) == 400
    assert {each.id for group in groups for each in group} == {
        f"{n}" for n in range(600, 1000)
    }


def test_what_was_erased_is_like_nothing():
    assert grouped(((Id("1"), ""), (Id("2"), ""), (Id("3"), "!"))) == (
        ("1",),
        ("2",),
        ("3",),
    )
