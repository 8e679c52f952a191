"""Small profiles by hand: each ballot as one writes it, with how often it was cast."""

from __future__ import annotations

from pbdesk.voting.profile import Profile, Project


def ranked(*cast: tuple[str, int]) -> Profile:
    """Rankings of one-letter options: "abc" is a before b before c."""
    options = sorted({letter for order, _ in cast for letter in order})
    ballots = [
        ({letter: place for place, letter in enumerate(order, 1)}, times)
        for order, times in cast
    ]
    return Profile.of(
        "ordinal",
        [Project(name, 0) for name in options],
        0,
        ballots,
    )


def marked(
    style: str,
    *cast: tuple[dict[str, int], int],
    cost: dict[str, int],
    pot: int,
) -> Profile:
    """Marks on projects with these costs."""
    return Profile.of(
        style,
        [Project(name, each) for name, each in cost.items()],
        pot,
        cast,
    )


def chosen(style: str, *cast: tuple[dict[str, int], int]) -> Profile:
    """Marks on options of a choice."""
    options = sorted({name for marks, _ in cast for name in marks})
    return Profile.of(style, [Project(name, 0) for name in options], 0, cast)


TENNESSEE = ranked(("mnck", 42), ("nckm", 26), ("cknm", 15), ("kcnm", 17))
"""Memphis, Nashville, Chattanooga, Knoxville: the usual example of a capital to choose."""

CIRCLE = ranked(("abc", 4), ("bca", 3), ("cab", 2))
"""a beats b, b beats c, c beats a."""
