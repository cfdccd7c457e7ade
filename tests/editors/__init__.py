"""What editors, notebooks and `help()` show."""
