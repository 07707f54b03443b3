"""Who may do what in which space, read from three tables: accesses, designations of managers, mandates."""
