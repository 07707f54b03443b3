"""What failed: deliveries and messages that wait for somebody, with their causes."""
