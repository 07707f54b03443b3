"""The outside world of demo, tests and benchmark: another site, which knows no app of the portal."""
