"""Whether a request that failed may have been done all the same."""

from ..errors import ParamValidationError, ServiceError, UnsupportedOperationError


def may_have_been_done(error: BaseException) -> bool:
    """Whether what a request asked for may have been done although it failed.

    Not where nothing was sent, nor where the service refused it; but wherever the
    response got lost, and after an error inside the service.
    """
    if isinstance(error, ServiceError):
        status = error.status_code
        return status is None or status >= 500
    return not isinstance(error, ParamValidationError | UnsupportedOperationError)
