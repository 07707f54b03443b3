"""What was decided, in the e-Box of whom it concerns too: never instead of the portal (ADR 0101)."""
