"""Inviting a person to an enterprise: sending, answering, reminding, ending."""
