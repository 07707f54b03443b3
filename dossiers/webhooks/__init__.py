"""Tells systems of services what happens to dossiers: their addresses, what is sent there, how (ADR 0091)."""
