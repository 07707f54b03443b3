"""Tests of the agents' site."""
