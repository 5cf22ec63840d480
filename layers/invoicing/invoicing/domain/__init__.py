"""What a sale, a document and a number are: stdlib only, no I/O, no clock, no environment."""
