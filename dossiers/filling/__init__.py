"""Drafts: starting one, its steps, its documents, its review; nothing typed is lost (ADR 0005, 0039)."""
