"""The window and its screens; the only room that knows Qt."""
