"""What users hold of a domain: made of its models, and without any I/O.

A module is imported when something in it is first asked for, as in `models`.
"""
