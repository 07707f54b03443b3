"""What the law makes of a time limit that passes without a decision (ADR 0075)."""
