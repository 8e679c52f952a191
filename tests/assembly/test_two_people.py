"""A law: whatever the order of keyers over papers and passes, nobody keys a paper twice.

Played in memory by the decisions themselves: keying, taking back, third looks, corrections and
papers keyed anew.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from pbdesk.app.writing import named
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.i18n import render
from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Recorded
from pbdesk.minutes.fold import apply
from pbdesk.questions import box
from pbdesk.questions.papers import PaperDraft
from tests.evenings import state_at

MOMENT = Moment(datetime(2026, 11, 26, 19, tzinfo=UTC), str, str)
PEOPLE = ("facilitator", "teller-1", "teller-2", "teller-3")

people = st.sampled_from(PEOPLE)
batch = st.integers(1, 2)
turn = st.sampled_from([1, 2])
texts = st.sampled_from(["A", "A", "A", "B", "A?", "0"])


class Keying(RuleBasedStateMachine):
    """A box of two bundles, and a book beside it of who really keyed which paper."""

    def __init__(self) -> None:
        super().__init__()
        self.state = state_at("closed")
        self.book: dict[tuple[int, int, int], set[str]] = {}
        self.agreed: dict[int, box.BatchAgreed] = {}
        self.seq = 10_000

    def decide(
        self,
        decision: Callable[..., Decided],
        **given: Any,
    ) -> Writing | None:
        """Do it as the desk does: drafts first, then what is recorded. None where it is refused."""
        decided = decision(self.state, MOMENT, **given)
        if isinstance(decided, Refusal):
            assert render(decided.words)
            return None
        decided = named(ASSEMBLY, self.state, decided)
        self.state = self.state.with_drafts(decided.drafts)
        for entry in decided.entries:
            self.seq += 1
            self.state = apply(
                ASSEMBLY,
                self.state,
                Recorded(self.seq, self.seq, MOMENT.at, entry),
            )
            if isinstance(entry, box.BatchAgreed):
                self.agreed[entry.batch] = entry
            elif isinstance(entry, box.BatchCorrected | box.PaperReopened):
                self.agreed.pop(entry.batch, None)
        return decided

    def next_paper(self, batch: int, turn: int) -> int:
        return self.state.papers.batch(batch).next_paper(turn)

    @initialize(papers=st.integers(1, 5))
    def open_the_box(self, papers: int) -> None:
        assert (
            self.decide(box.open_box, papers=papers, batch_size=3) is not None
        )

    @rule(batch=batch, turn=turn, name=people, text=texts)
    def key(self, batch: int, turn: int, name: str, text: str) -> None:
        paper = self.next_paper(batch, turn)
        other = self.book.get((batch, paper, 3 - turn), set())
        kept = self.decide(
            box.key,
            batch=batch,
            turn=turn,
            teller=name,
            text=text,
        )
        if kept is None:
            return
        assert name not in other, "one person keyed a paper twice"
        self.book[batch, paper, turn] = {name}

    @rule(batch=batch, turn=turn, person=people)
    def nobody_else_is_kept_from_keying(
        self,
        batch: int,
        turn: int,
        person: str,
    ) -> None:
        found, paper = (
            self.state.box.batches.get(batch),
            self.next_paper(batch, turn),
        )
        if found is None or found.agreed or paper > found.papers:
            return
        may = box.who_keys(self.state, batch=batch, turn=turn, teller=person)
        other = self.book.get((batch, paper, 3 - turn), set())
        assert isinstance(may, Refusal) == (person in other)

    @rule(batch=batch, turn=st.sampled_from([1, 2, 3]))
    def take_back(self, batch: int, turn: int) -> None:
        taken = self.decide(box.take_back, batch=batch, turn=turn)
        for draft in taken.drafts if taken else ():
            where = PaperDraft.of(draft).where
            _ = self.book.pop((where.batch, where.paper, where.turn), None)

    @rule(batch=batch, name=people, together=st.booleans(), text=texts)
    def look_again(
        self,
        batch: int,
        name: str,
        together: bool,
        text: str,
    ) -> None:
        for paper in self.state.papers.batch(batch).at("differs"):
            keyers = self.book[batch, paper, 1] | self.book[batch, paper, 2]
            looked = self.decide(
                box.settle,
                batch=batch,
                paper=paper,
                teller=name,
                together=together,
                text=text,
            )
            if looked is None:
                assert not together
                assert name in keyers
            else:
                self.book[batch, paper, 3] = keyers if together else {name}
                assert together or name not in keyers

    @rule(batch=batch, papers=st.integers(0, 4))
    def count_again(self, batch: int, papers: int) -> None:
        _ = self.decide(
            box.correct_batch,
            batch=batch,
            papers=papers,
            reason="Counted.",
        )

    @precondition(lambda self: len(self.state.box.batches) < 2)
    @rule(papers=st.integers(1, 3))
    def find_a_bundle(self, papers: int) -> None:
        _ = self.decide(box.add_batch, papers=papers, reason="Found.")

    @rule(batch=batch, paper=st.integers(1, 4))
    def have_it_keyed_again(self, batch: int, paper: int) -> None:
        if (
            self.decide(
                box.key_again,
                batch=batch,
                paper=paper,
                reason="Misread.",
            )
            is not None
        ):
            for turn in (1, 2, 3):
                _ = self.book.pop((batch, paper, turn), None)

    @invariant()
    def a_batch_is_agreed_as_soon_as_two_people_agree_on_every_paper(
        self,
    ) -> None:
        for number, batch in self.state.box.batches.items():
            papers = self.state.papers.batch(number)
            done = all(
                papers.paper(n).read is not None
                for n in range(1, batch.papers + 1)
            )
            started = papers.last > 0 or number in self.agreed
            assert not started or batch.agreed == done

    @invariant()
    def no_paper_is_agreed_that_one_person_keyed_twice(self) -> None:
        for number, entry in self.agreed.items():
            for paper in range(1, entry.papers + 1):
                first, second = (
                    self.book[number, paper, 1],
                    self.book[number, paper, 2],
                )
                assert first.isdisjoint(second)

    @invariant()
    def the_record_names_exactly_those_who_keyed_each_pass(self) -> None:
        for number, entry in self.agreed.items():
            papers = range(1, entry.papers + 1)
            for turn, names in ((1, entry.first), (2, entry.second)):
                really = set[str]().union(
                    *(self.book[number, paper, turn] for paper in papers),
                )
                assert sorted(names) == sorted(really)
            looked = [
                self.book[number, p, 3]
                for p in papers
                if (number, p, 3) in self.book
            ]
            assert set(entry.third) == set[str]().union(*looked)
            assert entry.looked_again == len(looked)
            assert entry.together == sum(len(people) == 2 for people in looked)

    @invariant()
    def what_the_papers_say_of_themselves_is_what_a_new_reading_of_them_says(
        self,
    ) -> None:
        anew = type(self.state.papers)().with_drafts(
            PaperDraft(
                "1",
                where,
                self.state.papers.paper(where.batch, where.paper).at(
                    where.turn,
                ),
            )
            for where in self.state.papers.turns()
        )
        for number in self.state.box.batches:
            kept, read = self.state.papers.batch(number), anew.batch(number)
            assert kept.passes == read.passes
            assert kept.looked_again == read.looked_again
            for standing in (
                "keyed once",
                "differs",
                "counted",
                "rejected",
                "doubtful",
            ):
                assert kept.at(standing) == read.at(standing)


TestNobodyKeysAPaperTwice = Keying.TestCase
TestNobodyKeysAPaperTwice.settings = settings(
    max_examples=60,
    stateful_step_count=40,
)
