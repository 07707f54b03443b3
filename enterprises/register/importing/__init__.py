"""The BCE open data: reading extracts, keeping the register up to date, searching it (ADR 0029)."""
