"""People and what identifies them: the tables, and how people are found (ADR 0010, 0028)."""
