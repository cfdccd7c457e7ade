"""Error messages for calls with wrong arguments, naming them as the caller did."""

from collections.abc import Mapping, Sequence
from inspect import Parameter

from botocore import xform_name


def misuse(
    name: str,
    signature: Mapping[str, Parameter],
    args: Sequence[object],
    kwargs: Mapping[str, object],
) -> str | None:
    """The message about wrong arguments of a method; None if they are right.

    `get_domain() got an unexpected keyword argument 'domainId': did you mean
    'domain_id'?`
    """
    parameters = [*signature]
    if args:
        shown = ", ".join(f"{parameter}=..." for parameter in parameters[: len(args)])
        return f"{name}() takes keywords only: write {name}({shown or ''})"
    for given in kwargs:
        if given == "type" and "content" in parameters:
            return f"{name}() takes no 'type': it follows from the class of 'content'"
        if given not in parameters:
            hint = did_you_mean(xform_name(given), parameters)
            return f"{name}() got an unexpected keyword argument {given!r}{hint}"
    required = [it.name for it in signature.values() if it.default is Parameter.empty]
    if missing := [repr(it) for it in required if it not in kwargs]:
        noun = "argument" if len(missing) == 1 else "arguments"
        return f"{name}() is missing the {noun} {', '.join(missing)}"
    return None


def did_you_mean(given: str, known: Sequence[str]) -> str:
    """The end of a message about an unknown name; empty if no known one is close."""
    from difflib import get_close_matches  # noqa: PLC0415 - needed for errors only

    near = get_close_matches(given, known, n=1)
    return f": did you mean {near[0]!r}?" if near else ""
