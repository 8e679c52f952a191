"""Ombudsmen: who hears a complaint after the service has, and until when, by country and service.

A table, each line with its source and the day on which somebody last read it there. The law may
have changed since: what is printed says so, and names both. A jury is no stage of the service's own
complaints procedure, and no clock stands still for it. What a statute settles by a way of its own
(appeals, tribunals, the procedure of the Children Act) is out of scope.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pbdesk.minutes.clauses import months_later
from pbdesk.words import Day, Sentences, Words, say

__all__ = [
    "COUNTRIES",
    "FROM",
    "NO_STAGE",
    "OMBUDSMEN",
    "SERVICES",
    "Country",
    "Ombudsman",
    "ServiceKind",
    "last_day",
    "ombudsman_for",
    "where_to_go",
]

type Country = Literal["england", "scotland", "wales", "northern-ireland"]
type ServiceKind = Literal[
    "council",
    "landlord",
    "care",
    "children",
    "health",
    "school",
]
type From = Literal["answer", "knew"]

COUNTRIES: Mapping[Country, Words] = {
    "england": say("England"),
    "scotland": say("Scotland"),
    "wales": say("Wales"),
    "northern-ireland": say("Northern Ireland"),
}
SERVICES: Mapping[ServiceKind, Words] = {
    "council": say("A council"),
    "landlord": say("A social landlord"),
    "care": say("Care for adults"),
    "children": say("Children's services"),
    "health": say("Health"),
    "school": say("A school"),
}
FROM: Mapping[From, Words] = {
    "answer": say("from the last answer of the service"),
    "knew": say("from the day on which you first knew of it"),
}

NO_STAGE = say(
    "The jury is no further stage of the service's complaints procedure. No time limit stands "
    "still while it hears a case: not an ombudsman's, not a court's.",
)
"""What receipt, report and letters say before they name the ombudsman."""


@dataclass(frozen=True, slots=True)
class Ombudsman:
    """Who hears a complaint. `months` one has for it; None: no fixed time was found.

    `only`: what of the service it hears, where it does not hear all of it.
    """

    name: str
    months: int | None
    counted: From
    source: str
    checked: date
    only: Words | None = None


_READ = date(2026, 11, 29)

_HOUSING = Ombudsman(
    "Housing Ombudsman Service",
    12,
    "answer",
    "https://www.fourmillionhomes.org/?p=10819",
    _READ,
)
_LGSCO = Ombudsman(
    "Local Government and Social Care Ombudsman",
    12,
    "knew",
    "https://www.lgo.org.uk/information-centre/staff-guidance/guidance-on-jurisdiction?chapter=6",
    _READ,
)
_PHSO = Ombudsman(
    "Parliamentary and Health Service Ombudsman",
    12,
    "knew",
    "https://www.ombudsman.org.uk/making-complaint/information-advocates-and-representatives/"
    "helping-people-use-our-service/when-did-problem-happen",
    _READ,
)
_SCHOOLS = Ombudsman(
    "Department for Education",
    None,
    "answer",
    "https://childlawadvice.org.uk/information-pages/complaints-to-maintained-schools/",
    _READ,
)
_SPSO = Ombudsman(
    "Scottish Public Services Ombudsman",
    12,
    "knew",
    "https://spso.org.uk/time-limit-for-making-complaints-to-spso",
    _READ,
)
_PSOW = Ombudsman(
    "Public Services Ombudsman for Wales",
    12,
    "knew",
    "https://www.legislation.gov.uk/anaw/2019/3/section/8/enacted",
    _READ,
)
_ADMISSIONS = Ombudsman(
    "Public Services Ombudsman for Wales",
    12,
    "knew",
    "https://www.ombudsman.wales/fact-sheets/education-school-admission-appeals/",
    _READ,
    say("admissions and admission appeals"),
)
_NIPSO = Ombudsman(
    "Northern Ireland Public Services Ombudsman",
    6,
    "answer",
    "https://www.nipso.org.uk/faqs",
    _READ,
)

OMBUDSMEN: Mapping[tuple[Country, ServiceKind], Ombudsman] = {
    ("england", "council"): _LGSCO,
    ("england", "landlord"): _HOUSING,
    ("england", "care"): _LGSCO,
    ("england", "children"): _LGSCO,
    ("england", "health"): _PHSO,
    ("england", "school"): _SCHOOLS,
    **{("scotland", kind): _SPSO for kind in SERVICES},
    **{("wales", kind): _PSOW for kind in SERVICES},
    ("wales", "school"): _ADMISSIONS,
    **{("northern-ireland", kind): _NIPSO for kind in SERVICES},
}
"""Who hears what in the United Kingdom; a repair by a social landlord in England is not LGSCO's."""


def ombudsman_for(country: Country, kind: ServiceKind) -> Ombudsman:
    """Who hears a complaint about that kind of service in that country."""
    return OMBUDSMEN[country, kind]


def where_to_go(
    country: Country,
    kind: ServiceKind,
    answered: date | None,
    knew: date | None,
) -> Sentences:
    """What a letter says of the ombudsman: that no time stands still, who it is, and until when."""
    found = ombudsman_for(country, kind)
    last = last_day(found, answered, knew)
    who = say("{name} hears complaints about this service.", name=found.name)
    if found.only is not None:
        who = say(
            "{name} hears of this service only: {only}.",
            name=found.name,
            only=found.only,
        )
    if last is not None:
        until = say(
            "The last day to go there is {day}.",
            day=Day(last, weekday=True),
        )
    elif found.months is None:
        until = say("No fixed time was found: go soon.")
    else:
        until = say(
            "You have {n} months {counted}.",
            n=found.months,
            counted=FROM[found.counted],
        )
    checked = say(
        "This was last looked up on {day}, at {source}. The rules may have changed: ask the "
        "ombudsman where it matters.",
        day=Day(found.checked),
        source=found.source,
    )
    return NO_STAGE, who, until, checked


def last_day(
    ombudsman: Ombudsman,
    answered: date | None,
    knew: date | None,
) -> date | None:
    """The last day on which a complaint is in time; None where its first day is not known.

    The period begins with the day it is counted from (Local Government Act 1974, section 26B(2);
    Public Services Ombudsman (Wales) Act 2019, section 8(1)(c)): it ends the day before that date.
    """
    since = answered if ombudsman.counted == "answer" else knew
    if since is None or ombudsman.months is None:
        return None
    return date.fromordinal(
        months_later(since, ombudsman.months).toordinal() - 1,
    )
