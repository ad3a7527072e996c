"""Leadbench: one calm, offline place to lead a machine-learning project."""

__version__ = "0.2.0"
