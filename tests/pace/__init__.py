"""Tests of fetching ahead, of keeping to rates, and of reading a whole domain."""
