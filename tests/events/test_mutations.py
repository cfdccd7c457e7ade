"""Whatever arrives is an event, an unknown one, or no event; see `mutations`."""

from collections import Counter

from .mutations import outcome


def test_no_mutation_does_any_harm() -> None:
    """Each is read or refused, none of them breaks anything or shows a secret."""
    found = Counter(outcome(number) for number in range(2_000))
    assert found.keys() == {
        "CaseEvent",
        "RelatedItemEvent",
        "UnknownEvent",
        "not an event of Cases",
    }
