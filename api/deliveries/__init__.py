"""What was handed over to a service, by links of that hand-over."""
