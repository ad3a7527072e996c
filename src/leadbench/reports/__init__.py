"""What leaves the house: sections made of blocks, bound as PDF."""
