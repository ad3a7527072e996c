"""What can be done to a plan when more than one field moves."""
