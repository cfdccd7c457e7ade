"""Laws that hold for every class of the models."""
