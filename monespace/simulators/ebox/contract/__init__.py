"""The services that the portal calls, as the federal e-Box publishes their contracts."""
