"""Holidays, working days and the counting of time limits, as Belgian law counts them (ADR 0074)."""
