"""Inviting several people at once, from lines pasted or a CSV file (ADR 0042)."""
