"""What the sealed documents of a dossier share: their words, and how each is kept once (ADR 0072)."""
