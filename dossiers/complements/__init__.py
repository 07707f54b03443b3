"""What the competent service asks of the person while it examines a dossier, and the answer (ADR 0082)."""
