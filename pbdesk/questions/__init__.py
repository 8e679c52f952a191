"""What is asked, of whom, on which sheet, counted how, and what follows.

Pure. It knows no kind of file that asks.
"""
