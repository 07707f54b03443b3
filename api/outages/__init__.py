"""Outages that a service announces for its démarches: they make time limits longer (ADR 0075)."""
