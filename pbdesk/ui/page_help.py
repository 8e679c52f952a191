"""Help at the page (F1): what it is for, what comes before it and after, and its keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtWidgets import QDialog, QWidget

from pbdesk.ui.sheets import Leaflet
from pbdesk.ui.widgets.facts import Notes
from pbdesk.ui.widgets.heading import Section
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, say

__all__ = ["HELP", "PageHelp", "help_sheet"]


@dataclass(frozen=True, slots=True)
class PageHelp:
    """What a page is for, and what it needs and leads to."""

    purpose: Words
    before: Words
    after: Words


HELP: Mapping[str, PageHelp] = MappingProxyType(
    {
        "question": PageHelp(
            say(
                "What the assembly is asked, one question after another. The question that is "
                "marked is the one that charter, rulebook, papers, count and result are about.",
            ),
            say(
                "Agree what is asked before anybody comes. The first question is there already.",
            ),
            say(
                "The charter says of each question who decides and by when it is answered.",
            ),
        ),
        "charter": PageHelp(
            say(
                "The charter says who holds the money, how much it is, what the vote does and who"
                " decides in the end. Each answer is recorded when you leave its field; at the "
                "right you read what it says.",
            ),
            say(
                "Ask whoever holds the money for each of these answers, in writing.",
            ),
            say("The rulebook is filled in, and both are sealed together."),
        ),
        "steering": PageHelp(
            say(
                "Who prepares the assembly: seats for residents, users, workers and owners, and "
                "what is missing. Place, time, organisation and power are checked in words.",
            ),
            say("Somebody wants to hold an assembly."),
            say("The charter says it in plain words. Then the rulebook."),
        ),
        "rulebook": PageHelp(
            say(
                "The rulebook says who may vote, how a ballot is filled in and how it is counted."
                " Sealing fixes every word and gives a fingerprint that anybody can compare "
                "later.",
            ),
            say(
                "The charter is complete. The rules are agreed before anybody knows the ideas.",
            ),
            say("Hang the wall poster, and begin to collect ideas."),
        ),
        "proposals": PageHelp(
            say(
                "Ideas stand here as people brought them, written here or read from a list. Each "
                "is checked, gets an answer with a reason, and comes onto the ballot or not. Alike "
                "ideas can be merged. Who handed one in gets a receipt, can be kept apart, and is "
                "told what became of it.",
            ),
            say("The rulebook is sealed."),
            say(
                "Draw up the ballot on the page Papers, and talk about the projects.",
            ),
        ),
        "agenda": PageHelp(
            say(
                "What is spoken about, in which order and for how long. Every project gets the "
                "same time, in an order drawn by lot; the room sees the clock.",
            ),
            say(
                "The projects are known. Whoever has an interest says so here.",
            ),
            say("Trade-offs, or the vote."),
        ),
        "seating": PageHelp(
            say(
                "Tables are mixed by lot: whoever comes takes a numbered card, and a public lot "
                "deals the cards to the tables. No name is asked for, and nobody who sits is moved "
                "when others come late.",
            ),
            say("People are in the hall, and were counted."),
            say(
                "Print the rosters, show them in the room, and begin the agenda.",
            ),
        ),
        "matters": PageHelp(
            say(
                "What people ask the room to take up, beside the agenda. Two people count the "
                "hands; where as many ask the same as the rules say, it goes on the agenda or is "
                "answered with a reason.",
            ),
            say("The rulebook says how many people must ask the same."),
            say("The agenda, or an answer that stands in the report."),
        ),
        "arguments": PageHelp(
            say(
                "What is said at the tables, a line a sentence: + a gain, - a worry, ? a "
                "question, ! evidence. It can be put right; questions stay open until somebody "
                "answers.",
            ),
            say("Projects are taken up as trade-offs."),
            say(
                "The trade-offs. What nobody answered stands in the report as that.",
            ),
        ),
        "dots": PageHelp(
            say(
                "The sheets on which people laid dots at their tables: the projects, or what was "
                "said of one. They are counted line by line, and tables that laid them alike are "
                "shown as a group, where more than ten people sit in it.",
            ),
            say("There are projects, or something was said of one."),
            say(
                "Show them in the room. They stand in the report, and are no vote.",
            ),
        ),
        "trades": PageHelp(
            say(
                "Two options against each other: which a table would rather have, why, what is "
                "given up and who bears it.",
            ),
            say("Projects are accepted, or there is something to choose from."),
            say(
                "The vote. What was confirmed stands in the report; it is no vote itself.",
            ),
        ),
        "tradeoffs": PageHelp(
            say(
                "For each project: what it brings, what it costs, who bears it, and who "
                "disagrees, in the words of the tables. It is read aloud and confirmed in the "
                "room.",
            ),
            say("People have talked. An assembly may also go without."),
            say("The vote. What was confirmed stands in the report."),
        ),
        "whatif": PageHelp(
            say(
                "What if we moved some money? A table gives sums to projects, out of the pot and "
                "of lines of the budget, and sees who gains and who pays.",
            ),
            say("Projects are accepted."),
            say(
                "Nothing: it is not recorded, not printed, and no vote. It can be kept by a name.",
            ),
        ),
        "papers": PageHelp(
            say(
                "The ballot is drawn up here, and papers are printed: ballots, specimens, count "
                "sheets and the slip for the envelope.",
            ),
            say("Every idea has its answer, and at least two are on the list."),
            say(
                "Print enough papers, lay the slip into its envelope, and fill the register.",
            ),
        ),
        "door": PageHelp(
            say(
                "Find a person by name or street and press what they showed: that gives one "
                "ballot, on paper, in large print or at the kiosk. What was given by mistake can "
                "be taken back.",
            ),
            say(
                "The register is read from a list, or people are written down one by one. Where "
                "the kiosk reads aloud, earphones are plugged in.",
            ),
            say("The vote is closed when the last ballot was given."),
        ),
        "polls": PageHelp(
            say("The vote is opened and closed here, both for good."),
            say(
                "The ballot is drawn up, papers are printed, and the register is filled.",
            ),
            say(
                "While it is open: the door. When it is closed: the box is opened.",
            ),
        ),
        "hands": PageHelp(
            say(
                "An open vote: two people count the raised hands, each for themselves, and neither "
                "sees what the other counted. Where they differ, hands are raised again.",
            ),
            say("The rules are sealed, and the question is read aloud."),
            say(
                "The answer is declared. Counted unequally twice, the question goes on paper.",
            ),
        ),
        "slips": PageHelp(
            say(
                "A poll, or who came, on slips without a name. The answers are added up by hand "
                "and typed in as totals, once; nothing is told of fewer than ten.",
            ),
            say("The rules are sealed, and the slips are printed."),
            say(
                "What came out is a mood, never a result. The report says who took part.",
            ),
        ),
        "batches": PageHelp(
            say(
                "Papers are taken from the box in bundles and keyed by two people who do not see "
                "each other’s work. Where they differ, a third person looks. Then the sums must "
                "fit.",
            ),
            say("The vote is closed, and the papers were counted by hand."),
            say("Doubtful papers are ruled on, and the ballots are sealed."),
        ),
        "doubtful": PageHelp(
            say(
                "A paper that cannot be read for certain is shown to the room. Each ruling is "
                "said aloud with its reason, and like papers are ruled alike.",
            ),
            say("Somebody keyed a paper with a question mark."),
            say("The papers are added up on the page Batches."),
        ),
        "tally": PageHelp(
            say(
                "The ballots are sealed, dice are thrown for the lot, and the ballots are then "
                "counted. Each step is done in view of the room, and none can be taken back.",
            ),
            say("All papers are keyed, ruled on, and they add up."),
            say("The result is declared on the page Result."),
        ),
        "result": PageHelp(
            say(
                "The result is declared to the room before anybody sees it here. Then it says for"
                " each project why, and the least that would have changed it.",
            ),
            say("The ballots are counted."),
            say("Objections are noted, and the pack is made."),
        ),
        "pack": PageHelp(
            say(
                "The pack holds the report, the figures and the record, under one code. Three "
                "people sign it, with a key or in ink, and anybody can check it without this "
                "program.",
            ),
            say(
                "The result is declared. Each signer has a stick, for the key, or a pen.",
            ),
            say(
                "Copy it, hand it over, and read the answers in when they come.",
            ),
        ),
        "response": PageHelp(
            say(
                "What the authority answered to each item and each condition, late or by half. "
                "What it left out is recorded as missing and stays overdue.",
            ),
            say(
                "The pack is handed over. Have the form, the letter or the minutes beside you.",
            ),
            say(
                "Make a pack of the answer, and follow the money in the open book.",
            ),
        ),
        "owed": PageHelp(
            say(
                "What was promised and is not there yet, what is coming and what came late, each "
                "with its day, who owes it, and what was done about it.",
            ),
            say(
                "The pack is handed over. Silence is overdue the day after an answer was due.",
            ),
            say(
                "Print the letter or the list, record who was reminded, or type the answer.",
            ),
        ),
        "open_book": PageHelp(
            say(
                "What was set aside for each item, what was paid, what came back and where it "
                "went; and on the sealed days, whether it was done.",
            ),
            say("The pack is handed over. Somebody was there, and saw."),
            say("Print the open book for everybody, and make a pack of it."),
        ),
        "way": PageHelp(
            say(
                "Pick a condition, a matter, a worry or a project, and see what was asked, "
                "answered and done, and its whole way with days and who signed.",
            ),
            say("Somebody said a worry, or an idea became a project."),
            say(
                "Print it, or all of it to hand out and hang up; show it in the room; or begin the "
                "next assembly from this one.",
            ),
        ),
        "record": PageHelp(
            say(
                "All that happened, as sentences, oldest first. Nothing in it can be changed; "
                "what somebody wrote can be erased for good, and it then says that it was.",
            ),
            say("It begins by itself with the first entry."),
            say("Print the minutes of a chapter, or of all."),
        ),
        "start": PageHelp(
            say(
                "Begin an assembly, open one, or rehearse with a made-up neighbourhood.",
            ),
            say("Nothing is needed: a rehearsal shows the whole way."),
            say("The charter is the first page of an assembly."),
        ),
        "begin": PageHelp(
            say(
                "A new assembly gets a file for the record, and one for people’s names.",
            ),
            say(
                "Have a passphrase of four words or more, written down on paper.",
            ),
            say("The charter is filled in."),
        ),
        "hall": PageHelp(
            say(
                "One hall of a vote in several begins from the export that its parent made.",
            ),
            say(
                "Have the export, and compare its code with whoever gave it to you.",
            ),
            say(
                "The hall fills in who counts and who signs, and seals its charter.",
            ),
        ),
        "unlock": PageHelp(
            say(
                "People’s names are kept apart and locked. The passphrase opens them.",
            ),
            say(
                "It was chosen when the assembly began, or stands behind the recovery sheet.",
            ),
            say("The door can be opened. Everything else works without."),
        ),
        "ballots": PageHelp(
            say(
                "Ballots of any vote, from a file: count them by any rule that takes them, lay two "
                "rules side by side, and see why each took a project or not. Nothing is recorded.",
            ),
            say(
                "Have the file at hand: Pabulib, PrefLib or OpaVote, as others publish them.",
            ),
            say("Keep the table for a spreadsheet, or look at another file."),
        ),
        "verify": PageHelp(
            say(
                "Any result pack can be checked here: whether it is whole, and with the clerk’s "
                "list of keys also who signed it. Nothing is recorded.",
            ),
            say(
                "Have the pack as you received it. The list of keys comes from the clerk.",
            ),
            say("Whoever gets “Not genuine” should use nothing of the pack."),
        ),
    },
)
"""What F1 says, by page."""


type _Keys = tuple[tuple[str, Words], ...]

_KEYS: Mapping[str, _Keys] = MappingProxyType(
    {
        "door": (
            ("↓", say("From the search into the list.")),
            ("Enter", say("Opens the person who is chosen.")),
            ("1 – 3", say("Gives the ballot, by what they showed.")),
            ("Alt+1 – 3", say("The same, from the search.")),
        ),
        "batches": (
            ("0", say("No mark at all.")),
            ("?", say("Doubtful: it is ruled on later.")),
            ("Enter", say("Keeps the paper and brings the next.")),
        ),
        "doubtful": (
            ("↑ ↓", say("From line to line of the paper.")),
            ("Space", say("Makes the next mark in the box.")),
            ("Backspace", say("Takes the mark out.")),
        ),
    },
)
"""What the keyboard does on a page besides what it does on all."""
_EVERYWHERE: _Keys = (
    ("Ctrl+K", say("Finds every page and all that can be done by its words.")),
    ("Ctrl+Z", say("Undoes what was done last; the record keeps both.")),
    ("Ctrl+F1", say("Shows every shortcut.")),
)
_COLUMN = 104
"""Width of the longest keys at 100 %."""


def help_sheet(page: str, label: Words, parent: QWidget) -> QDialog | None:
    """The help of a page; None where it has none."""
    found = HELP.get(page)
    if found is None:
        return None
    return Leaflet(
        label,
        parent,
        Label(found.purpose, "lead"),
        Section(say("What comes before")),
        Label(found.before),
        Section(say("What comes after")),
        Label(found.after),
        Section(say("Keys")),
        Notes([*_KEYS.get(page, ()), *_EVERYWHERE], column=_COLUMN),
        caption=say("What this page is for"),
    )
