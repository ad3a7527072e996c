"""Measurements of speed: ``python3 bootstrap.py bench [NAME ...]``.

Each module beside ``harness`` measures one subject and is found by its presence. It holds functions
marked ``@measures("Title")`` that yield ``Line`` values.
"""
