"""PDFs that prove: set by typst, sealed with our key, kept once, verified by anybody (ADR 0072)."""
