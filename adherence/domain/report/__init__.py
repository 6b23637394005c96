"""Reports as values: each number with its denominator, how it is counted, and one plain sentence of finding."""
