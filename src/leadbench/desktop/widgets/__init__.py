"""The controls that screens share."""
