"""SMS providers behind one protocol."""
