"""How long an ended dossier is kept, what holds it longer, and its erasure (ADR 0016, 0093)."""
