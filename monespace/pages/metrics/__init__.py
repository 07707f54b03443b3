"""What operators want warnings on, in the text format of Prometheus (ADR 0098)."""
