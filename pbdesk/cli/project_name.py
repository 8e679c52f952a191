"""How a project is named in tables: its id, and what it is called where that is another word."""

from __future__ import annotations

from pbdesk.voting.profile import Project

__all__ = ["project_name"]


def project_name(project: Project) -> str:
    """The id alone where the project is called the same, or nothing."""
    if project.name in ("", project.id):
        return project.id
    return f"{project.id}  {project.name}"
