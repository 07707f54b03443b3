"""Public pages that belong to no app: home, help, statements, probes."""
