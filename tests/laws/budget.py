"""The hypothesis settings of the laws: fixed examples, a few for each class.

These settings are named at each law rather than loaded as a profile, which would hold
for the tests of other folders too.
"""

from hypothesis import HealthCheck, Phase, settings

#: A law that fails here fails everywhere. `@settings(few, max_examples=...)` has fewer.
few = settings(
    derandomize=True,
    database=None,
    deadline=None,  # a slow machine is no broken law
    max_examples=6,
    # Not `explain`: it traces every line, which coverage does already.
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
