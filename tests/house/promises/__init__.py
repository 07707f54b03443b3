"""Every sentence that promises something to people, with the test that keeps it."""
