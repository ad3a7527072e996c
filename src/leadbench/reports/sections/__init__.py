"""One file per step: rows and results turned into blocks."""
