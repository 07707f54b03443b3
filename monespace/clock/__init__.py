"""Repeated work by the clock, with a memory in the database (ADR 0065)."""
