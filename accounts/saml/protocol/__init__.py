"""What messages of the federation have in common: XML, signatures, structure, rules, refusals."""
