"""Drafts handed over to a colleague: what they are told, what is refused, and that nothing is lost."""
