"""Wiring of the portal, and the kernel that every app may use."""
