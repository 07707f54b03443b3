"""Published démarches: immutable versions (ADR 0003), the list and a landing page for each."""
