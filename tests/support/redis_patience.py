"""How long Redis is waited for: pages lose a moment at most, tests that share the machine take their time."""

from monespace.common import rate_limits

OF_PEOPLE = rate_limits.PATIENCE_SECONDS
OF_TESTS = 60.0
rate_limits.PATIENCE_SECONDS = OF_TESTS
