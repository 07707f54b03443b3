"""Set-up and the demo's own processes."""
