"""House rules as tests (docs/architecture.md)."""
