"""The window kit: what pages are made of. A page names no colour, size or space of its own.

Words      Every widget takes `Text`: `Words` (rendered in the laptop's language, and again when it
changes) or a `str`
           that is rendered already. Room and kiosk, which may speak another language, pass `str`.
           Text is plain: no
           markup, never elided.
Change     `show_…` methods show something else; the same again costs nothing, as pages refresh
after every act. Setting
           a value tells nobody; signals tell what a person did.
Refusals   `form.show_error(refusal.where, words)` shows one beside its field and goes there; False:
use a `Banner`.
Spaces     `Column` and `Page` know the distance between two neighbours by their kind (`flow`).
Narrow     Below 960 units (`is_narrow(widget)`, window width / text scale) panes go one at a time.

    boxes      Column, Line (wraps; `.fill(w)` takes what is left), Rule (hairline), Surface (tinted
    or framed block)
    label      Label(text, role, lead=strong words before, shape=state before, tone=…, wrap=, end=,
    struck=)
    heading    Heading(caption, title, shape=, state=, tail=(button,)), Section(title, note)
    button     Button(text, "primary" | "plain" | "quiet", icon=, after=, name=)
    field      TextField, ParagraphField, NumberField (across=: one row of a tally)   .changed .left
    .value()
    written_out  MoneyField, DayField: written out once they are left
    secret     SecretField: a passphrase, hidden until the person asks to see it
    choices    ChoiceField, RadiosField, TicksField, TickField of Choice(key, label)
    form       Form([FieldSpec(name, label, kind, …)])   .values() .set_values() .show_error()
    .changed .left (name)
    rows       Rows([Row(key, title, sub, figure, shape, section=Group(title, shape))])
    .show_rows(rows, keep) .chosen
    table      Table([TableColumn(title)], [TableRow(key, cells)])  figures, lines across, Ctrl+C
    facts      Facts([(label, value)]), Notes, BigFigure, Figures, Findings
    chain      Verdict(shape, verdict, meaning), Chain([Link(name, shape, …)])
    folded     Folded(title, note, widget): out of sight until somebody wants it
    bars       Bars([BarLine]) on one scale     pots  Pots([PotLine]): a pot cut into its parts
    legend     Legend([Sign(words, keys, mark, fill)]), Whole: a bar cut into its parts
    split      Split(left, page, share="list" | "slim" | "form", back=), ListPane(heading, rows,
    *between)
    scroll     Page(*widgets): a column that scrolls; `.clear()` and `.add()` to build it anew
    rail       Rail, RailBar with Step(key, name, shape, state, heard, pages=(StepPage(key, name),),
    aside=)
    header     Header: .show_assembly .show_saved .show_next(None hides the button) .going
    banner     Banner(text, kind)     progress  Bar, Progress (words, bar, Stop)     empty   Empty
    (it teaches)
    confirm    ConfirmSheet for what is final     paper   Paper (a ballot, with its marks)     chart
    ChartView

States are shapes from `pbdesk.ui.icons` (NOT_STARTED, UNDER_WAY, ATTENTION, DONE, SEALED, REFUSED,
MERGED) with a word.
"""
