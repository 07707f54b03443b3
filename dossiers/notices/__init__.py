"""What happens to a sent dossier is told by e-mail to the people of its space (ADR 0085)."""
