"""Every calculation, one named method per file; no Qt, no SQL, no drawing."""
