"""Documents that a service's system attaches to its decision, beside the sealed one."""
