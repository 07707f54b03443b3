"""Signs of life of processes, and the figures for operators."""
