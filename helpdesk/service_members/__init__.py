"""Who works for which service: supervisors see it, add somebody and end it."""
