"""What a plan is made of and what can be done to it."""
