"""By when a dossier must be decided: counted from facts, kept with its explanation (ADR 0074, 0075)."""
