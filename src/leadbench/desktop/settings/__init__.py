"""What is set for a project, and the calendars of the plan, each in a window of its own."""
