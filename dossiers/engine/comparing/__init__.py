"""What one version of a démarche changes of another, in words for those who publish it (ADR 0112)."""

from dossiers.engine.comparing.changes import changes_between

__all__ = ["changes_between"]
