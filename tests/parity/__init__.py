"""Comparison of our models with botocore's service model."""
