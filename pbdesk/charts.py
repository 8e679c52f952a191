"""Charts: the result as bars, one SVG string for screen, projector and paper.

And a sentence that says the same. Written for QSvgRenderer as well as for typst: one family a
`<text>`, baselines by number, no clipPath, no tspan, no font features. A unit is a pixel of a room
1280 wide; the picture scales.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from xml.sax.saxutils import escape

from pbdesk.assembly.answered import Gain, Moved, votes_words
from pbdesk.assembly.book import PARTS, Parts
from pbdesk.assembly.figures import Figures, ProjectFigures
from pbdesk.i18n import ENGLISH, Locale, is_right_to_left, render
from pbdesk.words import Listing, Money, Words, say

__all__ = [
    "PAPER",
    "Palette",
    "bar_lengths",
    "money_bar",
    "money_labels",
    "money_pot",
    "money_sentence",
    "passing",
    "passing_sentence",
    "result_bars",
    "result_sentence",
    "staircase",
    "staircase_sentence",
]

_SIZE = 27.0
_STEP = 32.0
_ROW = 66.0
_TITLE = 46.0
_BAR = 580.0
_LONGEST = 384.0
_CAP = 0.668  # height of a capital, as a share of the size
_NARROW, _WIDE = frozenset(" .,:;'’|!()ijlftrI1"), frozenset("MWmw@&%—…")


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as "#rrggbb".

    Ground, words, the bars of what is funded, a tint behind a marked row (None: no tint).
    """

    page: str = "#ffffff"
    text: str = "#000000"
    second: str = "#000000"
    accent: str = "#0B4F5C"
    tint: str | None = None


PAPER = Palette()
"""Black and one petrol: an office laser dots grey."""


def bar_lengths(support: Sequence[int | Fraction]) -> list[float]:
    """The length of each bar as a share of the longest; 0 for support at or below nothing."""
    longest = max((*support, 0))
    return [
        float(max(0, Fraction(one)) / Fraction(longest)) if longest else 0.0
        for one in support
    ]


def result_sentence(
    figures: Figures,
    projects: Sequence[ProjectFigures] | None = None,
) -> Words:
    """What the bars say, for whoever does not see them."""
    shown = figures.projects if projects is None else projects
    return say(
        "{support}: {projects}. {line}",
        support=figures.support_name,
        line=figures.money_line,
        projects=Listing(tuple(_said(p) for p in shown)),
    )


def _said(project: ProjectFigures) -> Words:
    if project.funded:
        return say(
            "{title} {support} (funded)",
            title=project.title,
            support=project.support,
        )
    return say(
        "{title} {support} (not funded)",
        title=project.title,
        support=project.support,
    )


def result_bars(
    figures: Figures,
    locale: Locale = ENGLISH,
    *,
    palette: Palette = PAPER,
    width: float = 1168,
    projects: Sequence[ProjectFigures] | None = None,
    marked: str | None = None,
) -> str:
    """The bars with their figures, the money line between funded and not.

    Mirrored for right-to-left readers. `projects`: those shown, in their order (all, unless said);
    bars are measured against all. `marked`: the id of the row that stands on a tint. `width` in
    units, at least 1000.
    """
    shown = figures.projects if projects is None else projects
    pen = _Pen(locale, palette, width)
    lengths = bar_lengths([p.support for p in figures.projects])
    length_of = {
        p.id: length
        for p, length in zip(figures.projects, lengths, strict=True)
    }
    _heads(pen, figures, locale, palette)
    y, over = 52.0, True
    for project in shown:
        if over and not project.funded:
            y = _money_line(pen, figures, locale, y)
            over = False
        length = length_of[project.id]
        stands_out = project.id == marked
        y = _row(pen, figures, project, length, locale, y, marked=stands_out)
    if over:
        y = _money_line(pen, figures, locale, y)
    return pen.svg(y)


_SOURCE = 116.0
_ROOM = 14.0
_TO = 250.0
_ENDS = 72.0
_EACH = 52
"""Of the picture of passing votes: where they come from, its bar, where names begin, their bars.

And how far each is below the one before.
"""


def passing(
    moved: Moved,
    locale: Locale = ENGLISH,
    *,
    palette: Palette = PAPER,
    width: float = 560,
) -> str:
    """Whose votes pass on, as bands as wide as they are many, to the bars of those who get them.

    What comes is outlined behind what was there; the dotted line is what a place takes. `width` in
    units, at least 480.
    """
    pen = _Pen(locale, palette, width)
    most = max((*(each.now for each in moved.gains), moved.needed or 0, 1))
    rows = len(moved.gains) + bool(moved.nobody)
    high = max(90.0, min(220.0, 44.0 * rows))
    top = 30 + (_EACH * rows - high) / 2
    flow = _Flow(
        pen,
        locale,
        high / float(moved.votes or 1),
        width - _TO - _ENDS,
        float(most),
    )
    flow.source(moved, top, high)
    at, y = flow.gains(moved.gains, top)
    low = y
    if moved.nobody:
        flow.nobody(moved.nobody, at, y)
        low += _EACH
    if moved.needed is not None:
        flow.needed(moved.needed, y)
    return pen.svg(low + 8)


@dataclass(frozen=True, slots=True)
class _Flow:
    """A picture of passing votes.

    Bands are `thick` units wide for each vote; the bar of `most` votes is `longest` units long.
    """

    pen: _Pen
    locale: Locale
    thick: float
    longest: float
    most: float

    def source(self, moved: Moved, top: float, high: float) -> None:
        """Where the votes come from, and how many they are."""
        self.pen.block(_SOURCE, top, _ROOM, high)
        who = _broken(render(moved.who, self.locale), (_SOURCE - 12) / 16)
        for i, line in enumerate(who):
            self.pen.text(0, top + high / 2 - 4 + 19 * i, line, 16, bold=True)
        told = render(
            say("Votes: {n}", n=votes_words(moved.votes)),
            self.locale,
        )
        self.pen.text(0, top + high / 2 - 4 + 19 * len(who), told, 15)

    def gains(self, gains: Sequence[Gain], at: float) -> tuple[float, float]:
        """A band from `at` down to each who gets some: where the next begins, and the next line."""
        y = 30.0
        for each in gains:
            thick = float(each.came) * self.thick
            if thick:
                self.pen.band(
                    (_SOURCE + _ROOM, at),
                    (_TO - 8, y + 34 - thick / 2),
                    thick,
                )
                figure = render(votes_words(each.came), self.locale)
                self.pen.text(_TO - 16, y + 39, figure, 15, bold=True, end=True)
            at += thick
            _gain(self.pen, each, self.locale, y, self.longest / self.most)
            y += _EACH
        return at, y

    def nobody(self, votes: int | Fraction, at: float, y: float) -> None:
        """A band that ends in the open."""
        thick = float(votes) * self.thick
        self.pen.band(
            (_SOURCE + _ROOM, at),
            (_TO - 8, y + 30 - thick / 2),
            thick,
            lost=True,
        )
        self.pen.text(
            _TO - 16,
            y + 35,
            render(votes_words(votes), self.locale),
            15,
            end=True,
        )
        lost = render(say("nobody: no other name is still in"), self.locale)
        self.pen.text(_TO, y + 35, lost, 15)

    def needed(self, votes: int | Fraction, y: float) -> None:
        """A dotted line down to `y`: what a place takes."""
        x = _TO + float(votes) * self.longest / self.most
        self.pen.dots(x, 22, y)
        words = render(
            say("{n} wins a place", n=votes_words(votes)),
            self.locale,
        )
        self.pen.text(x + 4, 14, words, 14, end=True)


def _gain(pen: _Pen, gain: Gain, locale: Locale, y: float, unit: float) -> None:
    before = float(gain.before) * unit
    came = float(gain.came) * unit
    pen.text(_TO, y + 16, render(gain.title, locale), 16, bold=bool(gain.came))
    pen.block(_TO, y + 23, before, 20)
    if came:
        pen.block(_TO + before, y + 23, came, 20, filled=False)
    now = render(votes_words(gain.now), locale)
    pen.text(_TO + before + came + 8, y + 39, now, 16, bold=True)


def passing_sentence(moved: Moved) -> Words:
    """What the picture of passing votes says, for whoever does not see it."""
    return say("{title}: {told}", title=moved.title, told=Listing(moved.told))


_PLOT, _FOOT, _STAIRS = 84.0, 46.0, 250.0
"""Of the staircase: where its plot begins, what stands below it, and its height in all."""


def staircase(
    ways: Sequence[tuple[int, Money]],
    more: Words,
    locale: Locale = ENGLISH,
    *,
    palette: Palette = PAPER,
    width: float = 420,
) -> str:
    """The least changes that would have won a project, as a staircase; `more` names what is added.

    Each of `ways` is so many more and so much less money; what lies on the stairs or beyond would
    have won it. `width` in units, at least 360. Raises ValueError without any way.
    """
    steps = sorted(ways, key=lambda way: way[0])
    if not steps:
        raise ValueError("no way to draw")
    pen = _Pen(locale, palette, width)
    low = _STAIRS - _FOOT
    end = width - 8
    start = _start(
        [render(say("{sum}", sum=less), locale) for _, less in steps],
    )
    points = _corners(steps, start, end, low)
    _plot(pen, _stairs(points, end), start, low, palette)
    pen.text(0, 16, render(say("less money"), locale), 14, fill=palette.second)
    pen.text(
        end,
        _STAIRS - 4,
        render(more, locale),
        14,
        fill=palette.second,
        end=True,
    )
    won = render(say("Enough to win"), locale)
    pen.text(end - 8, 52, won, 15, bold=True, fill=palette.accent, end=True)
    _ticks(pen, steps, points, start, locale)
    return pen.svg(_STAIRS)


_FIGURE = 8.4
"""What a figure of 14 units takes at most, in the typeface of screens and sheets."""


def _start(sums: Sequence[str]) -> float:
    """Where the plot begins: beside the longest sum."""
    return max(_PLOT, max(map(len, sums)) * _FIGURE + 14)


_CEILING = 30.0
"""Where the plot of a staircase ends above."""


def _plot(
    pen: _Pen,
    stairs: Sequence[tuple[float, float]],
    start: float,
    low: float,
    palette: Palette,
) -> None:
    """The stairs over a tint, and the lines that they are read from."""
    end = stairs[-1][0]
    pen.area([*stairs, (end, _CEILING)])
    pen.path([(start, _CEILING), (start, low), (end, low)], palette.second, 1)
    pen.path(stairs, palette.accent, 2.5)


def _stairs(
    points: Sequence[tuple[float, float]],
    end: float,
) -> list[tuple[float, float]]:
    """The line from corner to corner: down from the ceiling, and at last on to the end."""
    stairs = [(points[0][0], _CEILING), points[0]]
    for before, after in pairwise(points):
        stairs += [(after[0], before[1]), after]
    return [*stairs, (end, points[-1][1])]


def _corners(
    steps: Sequence[tuple[int, Money]],
    start: float,
    end: float,
    low: float,
) -> list[tuple[float, float]]:
    """Where each way lies in the plot: so many more to the end, so much less money upwards."""
    most_more = max(1, steps[-1][0]) * 1.15
    most_less = max(1, *(less.minor for _, less in steps)) * 1.15
    high = low - _CEILING
    return [
        (
            start + (end - start) * n / most_more,
            low - high * less.minor / most_less,
        )
        for n, less in steps
    ]


def _ticks(
    pen: _Pen,
    steps: Sequence[tuple[int, Money]],
    points: Sequence[tuple[float, float]],
    start: float,
    locale: Locale,
) -> None:
    """Each step's own figures on both sides, where they do not run into each other."""
    low = _STAIRS - _FOOT
    right = -1000.0
    above = -1000.0
    for (n, less), (x, y) in zip(steps, points, strict=True):
        pen.dot(x, y)
        if x - right >= 30:
            pen.text(x - 4, low + 20, render(say("{n}", n=n), locale), 14)
            right = x
        if y - above >= 16:
            pen.text(
                start - 10,
                y + 5,
                render(say("{sum}", sum=less), locale),
                14,
                end=True,
            )
            above = y


def staircase_sentence(title: Words, ways: Sequence[Words]) -> Words:
    """What the staircase says, for whoever does not see it."""
    return say(
        "Any one of these would have won {title}: {ways}.",
        title=title,
        ways=Listing(tuple(ways)),
    )


_POT_HIGH, _POT_GAP = 36.0, 16.0


def money_pot(
    parts: Parts,
    currency: str,
    locale: Locale = ENGLISH,
    *,
    palette: Palette = PAPER,
    width: float = 620,
) -> str:
    """Money as one bar of its parts, each with its sum and its word below where it begins.

    Where they have no room beside each other, they stand one under the other.
    """
    pen, found = (
        _Pen(locale, palette, width),
        [part for part in parts if part[1]],
    )
    _parted(pen, found, width, _POT_HIGH)
    labels = money_labels(parts, currency, locale, width=width)
    if any(x is None for x, _, _ in labels):
        return pen.svg(_stacked(pen, found, [label[1:] for label in labels]))
    for x, figure, word in labels:
        pen.text(x or 0, _POT_HIGH + 21, figure, 16, bold=True)
        pen.text(x or 0, _POT_HIGH + 40, word, 14)
    return pen.svg(_POT_HIGH + 48)


def money_labels(
    parts: Parts,
    currency: str,
    locale: Locale = ENGLISH,
    *,
    width: float = 620,
) -> Sequence[tuple[float | None, str, str]]:
    """Of each part that is money: how far from the start its label begins, its sum and its word.

    None instead where all together have no room beside each other.
    """
    found = [part for part in parts if part[1]]
    labels = [
        (
            render(say("{sum}", sum=Money(minor, currency)), locale),
            render(PARTS[kind], locale),
        )
        for kind, minor in found
    ]
    wide = [
        max(_em(figure) * 16, _em(word) * 14) + _POT_GAP
        for figure, word in labels
    ]
    if sum(wide) - _POT_GAP > width:
        return [(None, *label) for label in labels]
    placed = _apart(_begins(found, width), wide, width)
    return [(x, *label) for x, label in zip(placed, labels, strict=True)]


def _begins(parts: Parts, width: float) -> list[float]:
    """How far from the start each part of the bar begins."""
    whole = sum(minor for _, minor in parts)
    before = accumulate((minor for _, minor in parts), initial=0)
    return [
        width * minor / whole for minor, _ in zip(before, parts, strict=False)
    ]


def money_bar(
    parts: Parts,
    whole: int,
    locale: Locale = ENGLISH,
    *,
    palette: Palette = PAPER,
    width: float = 420,
    high: float = 14,
) -> str:
    """The parts of one sum without words, on the scale of `whole`, minor units."""
    pen = _Pen(locale, palette, width)
    money = sum(minor for _, minor in parts)
    _parted(
        pen,
        [part for part in parts if part[1]],
        width * money / max(1, money, whole),
        high,
    )
    return pen.svg(high)


def money_sentence(parts: Parts, currency: str) -> Words:
    """What the bar says, for whoever does not see it."""
    told = [
        say("{sum} {what}", sum=Money(minor, currency), what=PARTS[kind])
        for kind, minor in parts
        if minor
    ]
    return (
        say("{parts}", parts=Listing(tuple(told))) if told else say("No money")
    )


def _parted(
    pen: _Pen,
    parts: Parts,
    wide: float,
    high: float,
    y: float = 0,
) -> None:
    """Each part beside the one before; what is not spent is told by its fill, not by its colour."""
    x, whole = 0.0, max(1, sum(minor for _, minor in parts))
    for kind, minor in parts:
        length = wide * minor / whole
        match kind:
            case "spent":
                pen.block(x, y, length, high)
            case "left":
                pen.box(x, y, length, high)
            case "returned":
                pen.box(x, y, length, high)
                pen.hatch(x, y, length, high)
            case "open":
                pen.box(x, y, length, high, dashed=True)
        x += length


def _apart(
    starts: Sequence[float],
    wide: Sequence[float],
    width: float,
) -> list[float]:
    """Where labels begin that would begin at `starts`, so that none runs into another."""
    found = list[float]()
    for start, before in zip(starts, (0.0, *wide), strict=False):
        found.append(max(start, found[-1] + before) if found else start)
    edge = width + _POT_GAP
    for i in reversed(range(len(found))):
        found[i] = max(0.0, min(found[i], edge - wide[i]))
        edge = found[i]
    return found


def _stacked(
    pen: _Pen,
    parts: Parts,
    labels: Sequence[tuple[str, str]],
) -> float:
    """A line a part, with its fill before it: how high the picture is."""
    y = _POT_HIGH + 8
    for (kind, _), (figure, word) in zip(parts, labels, strict=True):
        _parted(pen, ((kind, 1),), 24, 18, y)
        pen.text(36, y + 15, figure, 16, bold=True)
        pen.text(36 + _em(figure) * 16 + 10, y + 15, word, 14)
        y += 24
    return y


def _money_line(pen: _Pen, figures: Figures, locale: Locale, y: float) -> float:
    pen.text(0, y + 32, render(figures.money_line, locale), 23, bold=True)
    pen.line(y + 50, 3)
    return y + 56


def _heads(
    pen: _Pen,
    figures: Figures,
    locale: Locale,
    palette: Palette,
) -> None:
    """What the bars mean, and that sums stand at the end."""
    pen.text(
        _BAR,
        26,
        render(figures.support_name, locale),
        22,
        fill=palette.second,
    )
    pen.text(
        pen.width,
        26,
        render(say("Cost"), locale),
        22,
        fill=palette.second,
        end=True,
    )


def _title(
    pen: _Pen,
    lines: Sequence[str],
    base: float,
    *,
    strong: bool,
) -> None:
    """A title's lines, one of which would stand at `base`."""
    y = base - (len(lines) - 1) * _STEP / 2
    for line in lines:
        pen.text(_TITLE, y, line, _SIZE, bold=strong)
        y += _STEP


_TITLE_ROOM = (_BAR - _TITLE - 16) / _SIZE
"""Between the marks and the bars, in em."""


def _longest(pen: _Pen) -> float:
    """How long a bar may be: wider pictures have longer ones."""
    return _LONGEST + pen.width - 1168


def _row(
    pen: _Pen,
    figures: Figures,
    project: ProjectFigures,
    length: float,
    locale: Locale,
    y: float,
    *,
    marked: bool,
) -> float:
    lines = _broken(project.title, _TITLE_ROOM)
    high = _ROW + (len(lines) - 1) * _STEP
    if marked:
        pen.tint(y, high)
    middle = y + high / 2
    base = middle + _SIZE * _CAP / 2
    pen.mark(15, middle, funded=project.funded)
    _title(pen, lines, base, strong=project.funded)
    long = length * _longest(pen)
    pen.bar(_BAR, middle - 17, long, funded=project.funded)
    support = render(say("{n}", n=project.support), locale)
    pen.text(_BAR + long + 15, base, support, _SIZE, bold=True)
    cost = render(say("{sum}", sum=figures.money(project.cost)), locale)
    pen.text(pen.width, base, cost, _SIZE, end=True)
    return y + high


def _broken(title: str, measure: float) -> list[str]:
    """The title in lines of about `measure` em; a longer word is broken.

    Widths are estimated with room to spare.
    """
    lines = [""]
    for word in title.split():
        if lines[-1] and _em(f"{lines[-1]} {word}") <= measure:
            lines[-1] += f" {word}"
            continue
        lines.append("")
        for letter in word:
            if _em(lines[-1] + letter) > measure:
                lines.append("")
            lines[-1] += letter
    return lines[1:] or [""]


def _em(text: str) -> float:
    """About how wide bold text is, in em."""
    return sum(map(_em_of, text))


def _em_of(letter: str) -> float:
    if letter in _NARROW:
        return 0.33
    if letter in _WIDE:
        return 0.88
    return 0.66 if letter.isupper() else 0.54


class _Pen:
    """Writes SVG elements, mirrored where the language runs from right to left."""

    def __init__(self, locale: Locale, palette: Palette, width: float) -> None:
        self.width = width
        self._mirrored = is_right_to_left(locale)
        self._palette = palette
        self._parts = list[str]()

    def svg(self, height: float) -> str:
        """The whole picture."""
        size = f'width="{self.width:g}" height="{height:g}" viewBox="0 0 {self.width:g} {height:g}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(self._parts)}</svg>'

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        end: bool = False,
        fill: str = "",
    ) -> None:
        """Text that starts (or ends) at x.

        The anchor is left or right in fact: renderers differ on direction.
        """
        anchor = "end" if end != self._mirrored else "start"
        self._parts.append(
            f'<text x="{self._x(x):g}" y="{y:g}" font-family="{_family(text)}" '
            f'font-size="{size:g}" '
            f'font-weight="{600 if bold else 400}" text-anchor="{anchor}" '
            f'fill="{fill or self._palette.text}">'
            f"{escape(text)}</text>",
        )

    def bar(self, x: float, y: float, length: float, *, funded: bool) -> None:
        """A filled bar, or the outline of one."""
        left = self.width - x - length if self._mirrored else x
        if funded:
            look = f'fill="{self._palette.accent}"'
        else:
            look = f'fill="{self._palette.page}" stroke="{self._palette.text}" stroke-width="2"'
        inset = 0 if funded else 1
        self._parts.append(
            f'<rect x="{left + inset:g}" y="{y + inset:g}" width="{max(0, length - 2 * inset):g}" '
            f'height="{34 - 2 * inset}" rx="4" {look}/>',
        )

    def block(
        self,
        x: float,
        y: float,
        length: float,
        high: float,
        *,
        filled: bool = True,
    ) -> None:
        """A block as a bar is: filled, or outlined where it is what came."""
        left = self.width - x - length if self._mirrored else x
        fill = (
            self._palette.accent
            if filled
            else (self._palette.tint or self._palette.page)
        )
        inset = 0 if filled else 0.75
        self._parts.append(
            f'<rect x="{left + inset:g}" y="{y + inset:g}" '
            f'width="{max(0, length - 2 * inset):g}" height="{high - 2 * inset:g}" fill="{fill}" '
            f'stroke="{self._palette.accent}" stroke-width="{0 if filled else 1.5}"/>',
        )

    def box(
        self,
        x: float,
        y: float,
        length: float,
        high: float,
        *,
        dashed: bool = False,
    ) -> None:
        """The outline of a part, on the page's own ground."""
        left = self.width - x - length if self._mirrored else x
        dash = ' stroke-dasharray="5 4"' if dashed else ""
        self._parts.append(
            f'<rect x="{left + 0.75:g}" y="{y + 0.75:g}" width="{max(0, length - 1.5):g}" '
            f'height="{high - 1.5:g}" fill="{self._palette.page}" stroke="{self._palette.accent}" '
            f'stroke-width="1.5"{dash}/>',
        )

    def hatch(self, x: float, y: float, length: float, high: float) -> None:
        """Strokes across a part, each cut off at its edges: not every renderer knows patterns."""
        left = self.width - x - length if self._mirrored else x
        strokes = list[str]()
        for step in range(6, int(length + high), 6):
            over, under = max(0.0, step - length), min(float(step), high)
            start, end = (
                (left + step - over, y + over),
                (left + step - under, y + under),
            )
            strokes.append(f"M{start[0]:g},{start[1]:g}L{end[0]:g},{end[1]:g}")
        self._parts.append(
            f'<path d="{"".join(strokes)}" fill="none" stroke="{self._palette.accent}" '
            f'stroke-width="1.5"/>',
        )

    def band(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        thick: float,
        *,
        lost: bool = False,
    ) -> None:
        """A band from one height to another, `thick` units wide; dashed where it is lost."""
        path = _band(
            self._x(start[0]),
            start[1],
            self._x(end[0]),
            end[1],
            thick,
        )
        fill = self._palette.tint or self._palette.page
        colour = self._palette.accent
        dash = ""
        if lost:
            fill = "none"
            colour = self._palette.second
            dash = ' stroke-dasharray="4 3"'
        self._parts.append(
            f'<path d="{path}" fill="{fill}" stroke="{colour}" stroke-width="1"{dash}/>',
        )

    def dots(self, x: float, top: float, bottom: float) -> None:
        """A dotted line downwards."""
        at = self._x(x)
        self._parts.append(
            f'<line x1="{at:g}" y1="{top:g}" x2="{at:g}" y2="{bottom:g}" '
            f'stroke="{self._palette.text}" stroke-width="2" stroke-dasharray="2 4"/>',
        )

    def path(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        thick: float,
    ) -> None:
        """A line from point to point."""
        self._parts.append(
            f'<path d="{self._along(points)}" fill="none" stroke="{colour}" '
            f'stroke-width="{thick:g}"/>',
        )

    def area(self, points: Sequence[tuple[float, float]]) -> None:
        """Ground within these points, where the palette has one."""
        if self._palette.tint:
            self._parts.append(
                f'<path d="{self._along(points)}Z" fill="{self._palette.tint}"/>',
            )

    def dot(self, x: float, y: float) -> None:
        """A point that counts."""
        self._parts.append(
            f'<circle cx="{self._x(x):g}" cy="{y:g}" r="5.5" fill="{self._palette.accent}"/>',
        )

    def _along(self, points: Sequence[tuple[float, float]]) -> str:
        return "M" + "L".join(f"{self._x(x):g},{y:g}" for x, y in points)

    def mark(self, x: float, y: float, *, funded: bool) -> None:
        """A tick or a cross in a circle: colour is never alone."""
        at = self._x(x)
        colour = self._palette.accent if funded else self._palette.text
        strokes = "M-5.5,0.5l3.5,3.5l7,-7" if funded else "M-4,-4l8,8M4,-4l-8,8"
        self._parts.append(
            f'<g transform="translate({at:g},{y:g})" fill="none" stroke="{colour}" '
            f'stroke-width="2.4" '
            f'stroke-linecap="round" stroke-linejoin="round">'
            f'<circle cx="0" cy="0" r="12.6"/><path d="{strokes}"/></g>',
        )

    def line(self, y: float, thickness: float) -> None:
        """A rule from edge to edge."""
        self._parts.append(
            f'<rect x="0" y="{y:g}" width="{self.width:g}" height="{thickness:g}" '
            f'fill="{self._palette.text}"/>',
        )

    def tint(self, y: float, height: float) -> None:
        """Ground behind a row, where the palette has one."""
        if self._palette.tint:
            self._parts.append(
                f'<rect x="0" y="{y:g}" width="{self.width:g}" height="{height:g}" rx="4" '
                f'fill="{self._palette.tint}"/>',
            )

    def _x(self, x: float) -> float:
        if self._mirrored:
            return self.width - x
        return x


def _family(text: str) -> str:
    """One family by the script of most letters: a list of families is read as one unknown name."""
    names = [
        unicodedata.name(c, "").partition(" ")[0] for c in text if c.isalpha()
    ]
    if names.count("ARABIC") * 2 > len(names):
        return "Noto Sans Arabic"
    if names.count("LATIN") * 2 >= len(names):
        return "Atkinson Hyperlegible Next"
    return "Noto Sans"


def _band(x0: float, y0: float, x1: float, y1: float, thick: float) -> str:
    """The outline of a band: there along its upper edge, back along the lower one."""
    middle = (x0 + x1) / 2
    return (
        f"M{x0:g},{y0:g}C{middle:g},{y0:g} {middle:g},{y1:g} {x1:g},{y1:g}"
        f"L{x1:g},{y1 + thick:g}"
        f"C{middle:g},{y1 + thick:g} {middle:g},{y0 + thick:g} {x0:g},{y0 + thick:g}Z"
    )
