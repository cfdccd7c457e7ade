from .fuzz import fuzz


def test_a_mutated_answer_is_a_value_or_an_error_of_ours() -> None:
    """Some of the answers that `make fuzz` tries half a million of."""
    ended, failures = fuzz(4_000, seed=2026)
    assert failures == []
    assert len(ended) >= 5
    assert ended["a value"] > 100
