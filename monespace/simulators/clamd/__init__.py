"""The simulated virus scanner: clamd's INSTREAM, and the EICAR test file."""
