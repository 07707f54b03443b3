"""What is sent stays, whatever is killed: the judge of it, and a short run of it."""
