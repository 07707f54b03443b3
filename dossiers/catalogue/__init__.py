"""Published démarches: immutable versions (ADR 0003)."""
