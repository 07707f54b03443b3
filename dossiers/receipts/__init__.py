"""The proof of a submission: its page at once, then its sealed PDF, made apart and kept (ADR 0072)."""
