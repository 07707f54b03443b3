"""Decisions in e-Boxes: the gateway against the simulated federal service, what is wanted, said and kept."""
