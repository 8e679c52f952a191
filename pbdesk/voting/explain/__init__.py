"""Explanations that need more than one count.

`least_change`: what it would have taken to win · `margin`: how many ballots would have to be wrong
· `stability`: how often it would come out the same · `payments`, `representation`: who paid, and
how well it serves the ballots · `side_by_side`: other rules.
"""
