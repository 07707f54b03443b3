"""What broke: kept under the code that the page gave the person, so that an agent finds it (ADR 0067)."""
