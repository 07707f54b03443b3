"""The ways to a service, each tried by the conformance kit and by itself."""
