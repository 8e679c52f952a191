"""Long work as plain functions with a `progress` argument that may raise `Cancelled`.

None of them touches a window.
"""
