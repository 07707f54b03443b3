"""A draft moves to the newest version of its démarche, once the person has seen what changes (ADR 0109)."""
