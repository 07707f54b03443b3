"""What is erased soon, and what agents keep longer, for a reason (ADR 0093)."""
