"""The service model as this library knows it, without what botocore has gained since.

All tests but the one that compares start from here, so a change of the service fails
one test.
"""

from functools import cache

from botocore.model import ServiceModel

from .compare import differences
from .installed import installed_tree
from .mutations import Json, model_of, mutated


@cache
def modelled_tree() -> Json:
    """The installed botocore's model, with its differences to our models undone.

    Raises:
        LookupError: a difference has no way back. On an older botocore there are such.
    """
    tree: Json = installed_tree()
    for difference in differences(model_of(tree)):
        tree = mutated(tree, difference.undo)
    if left := [str(it) for it in differences(model_of(tree))]:
        raise LookupError(f"cannot be undone, see `make drift`: {left}")
    return tree


def modelled_model() -> ServiceModel:
    """That tree as botocore's model."""
    return model_of(modelled_tree())
