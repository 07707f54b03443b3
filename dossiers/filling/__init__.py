"""Drafts: starting one, its steps, its documents, its review; no typing is lost (ADR 0005, 0039, 0108)."""
