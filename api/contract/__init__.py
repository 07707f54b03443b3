"""What the interface says of itself: an index, and its description in OpenAPI 3.0 (ADR 0094)."""
