"""Settings of the property-based tests: a busy machine must not fail them."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "portal", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("portal")
