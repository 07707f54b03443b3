"""A draft of an enterprise is handed over to a colleague, to go on with it or to send it (ADR 0117)."""
