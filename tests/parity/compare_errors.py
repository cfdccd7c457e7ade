"""A comparison of our error classes with those of botocore's service model."""

from collections.abc import Iterator

from botocore.exceptions import ClientError
from botocore.model import ServiceModel, StructureShape

from connectcases_typed.conversion.kinds import wire_name
from connectcases_typed.errors import ServiceError, service_error

from .difference import Difference, Side, change, one_sided


def error_differences(model: ServiceModel) -> Iterator[Difference]:
    """Every way in which the service's errors differ from our classes of them."""
    theirs = {
        shape.name: shape
        for shape in model.error_shapes
        if isinstance(shape, StructureShape)
    }
    ours = {
        cls.__name__: cls
        for cls in ServiceError.__subclasses__()
        if cls.__module__ == ServiceError.__module__
    }
    for name, side in one_sided(ours, theirs):
        undo = change(None, "shapes", name, "exception")
        yield Difference("", name, "", f"the error {side.value}", side, undo=undo)
    for name in theirs.keys() & ours.keys():
        yield from _error(ours[name], theirs[name])


def _error(cls: type[ServiceError], shape: StructureShape) -> Iterator[Difference]:
    def found(member: str, what: str, side: Side = Side.CHANGED) -> Difference:
        gone = change(None, "shapes", shape.name, "members", member)
        undo = gone if side is Side.MISSING and member else {}
        return Difference("", shape.name, member, what, side, undo=undo)

    raised = service_error(ClientError({"Error": {"Code": shape.name}}, ""))
    if type(raised) is not cls:
        yield found("", "the code does not lead to the class", Side.MISSING)
    own = {name for name, item in vars(cls).items() if isinstance(item, property)}
    ours = {wire_name(name) for name in own | {"message"}}
    for wire, side in one_sided(ours, shape.members):
        yield found(wire, f"it {side.value}", side)
    status = shape.metadata["error"]["httpStatusCode"]
    if f"({status})" not in (cls.__doc__ or ""):
        yield found("", f"its docstring does not name its status, {status}")
    if raised.retryable != ("retryable" in shape.metadata):
        yield found("", f"`retryable` is {raised.retryable}, not so in the model")
