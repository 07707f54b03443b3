"""An app whose handlers leave traces, for tests with real processes."""
