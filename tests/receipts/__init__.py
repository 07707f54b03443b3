"""Tests of the receipt: its page, its sealed PDF."""
