"""Equal shares: voters buy projects with equal purses, exactly and fast.

`supporters` lays out who would pay for what; `run` buys at one share; `exact` decides where floats
cannot; `completion` raises the share or fills up what is left; `many` and `raising` look at many
shares at once.
"""
