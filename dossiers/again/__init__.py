"""A sent dossier serves as the model of a new request: its answers begin another draft (ADR 0106)."""
