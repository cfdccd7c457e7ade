"""Something to start from: domains with all that is in them, by names, in one call.

`plan` is what a seed can say, `sources` reads it from a file, `values` finds fields
and options by name, and `making` executes the operations.
"""
