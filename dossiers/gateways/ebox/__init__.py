"""To the federal e-Box of a person or an enterprise (ADR 0101): who sends, what is sent, and to whom."""
