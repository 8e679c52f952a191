"""The renderer: a page is data, and so is its form. One renderer draws all of them.

A page is one file without Qt, `pbdesk/ui/pages/NAME.py` (or `NAME/view.py` beside other files):

    def view(state: Assembly, people: People | None, here: Here) -> PageView:
        return PageView(left=Listing(...), right=(Heading(...), Facts(...), Ask(...)))

    PAGE = PageSpec("name", say("Label"), view)

and one line in `pbdesk/ui/all_pages.py`, `rendered(name.PAGE, OWN)`. What there is to say with:
`blocks` (what is seen), `intents` (what a button means), `view` (panes, `Here`, `PageSpec`), and
`pbdesk.ui.shown` (rows, fields, shapes). To move a page that is wired by hand:

1. What its `refresh` shows and hides becomes blocks that are in the view or not. There is no
   `setVisible`: a block that is not there is not seen. A block keeps its widget as long as its key
   stays; give a `key` where two of one kind change places.
2. Each form becomes an `Ask`: its fields are named as the parameters of its decision, `given` is
   what the decision takes besides, `then` says what comes afterwards. "Choose … first" is `must` of
   the field; "only for this answer" is `when`. Where several answers mean several decisions, write
   one decision in the page's file that asks them.
   A form without a button, where each answer is recorded when it is left, is `Clauses`.
3. Each button becomes a `Press` with an intent: `do(decision, …)`, `Open("form")`, `Go(page)`,
   `InRoom(scene)`, `Print(…)`, `Work(…)` (its finding is `here.found`), `Know(…)` (told for this
   session, `here.found` too), `Tell(words)`. A final act is `do(…).for_good(sentence, verb)`.
4. What the hand works (keying, clock, signing, register) stays a widget of its own: `Own("clock")`,
   listed in `pbdesk/ui/pages/own.py`; it has `refresh()`, and tells with `means` what is wanted.

The renderer does what every page did by hand: it matches blocks to widgets and never builds the one
with the focus anew, keeps what is typed as a draft (page/form/subject; personal and secret fields
in memory only) and forgets on success only what was recorded, puts a refusal beside its field or at
the top, says what was done, moves the focus, keeps the reading order, and shows one pane at a time
where the window is narrow. A test compares the fields of each form with its decision's signature.
"""
