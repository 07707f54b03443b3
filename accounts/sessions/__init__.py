"""Sessions in our own table (ADR 0022), known browsers (ADR 0038), forms kept (ADR 0037, 0045)."""
