"""The program that reads a whole domain: one worker, and several, which may die."""
