"""How a submission reaches a service, and a decision an e-Box: one contract, and the ways that keep it."""
