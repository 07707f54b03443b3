"""The transactional outbox (ADR 0006): rows of work, relay, at least one run each, retries with back-off."""
