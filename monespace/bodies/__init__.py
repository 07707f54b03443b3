"""What a request carries: read to its end, or refused before anything is saved (ADR 0055)."""
