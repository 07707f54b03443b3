"""Where a system is told of events, as itself sees it; events that it asks for once more."""
