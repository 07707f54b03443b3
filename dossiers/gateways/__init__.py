"""How a submission reaches a service: one contract, and the ways that keep it."""
