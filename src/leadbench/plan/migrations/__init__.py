"""One numbered file per schema change; shipped files are never edited."""
