"""Sessions of the federation on which ours stand, and how it names them (ADR 0023)."""
