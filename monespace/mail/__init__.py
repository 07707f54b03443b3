"""Mails: kinds with budgets (ADR 0060), built in the reader's language now, sent through the outbox."""
