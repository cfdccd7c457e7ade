"""One cold start: `cold_start.py CLIENT URL` reads an audit page and exits.

It imports only what that needs: no part of the other benchmarks, and each client in
the function that uses it.
"""

import sys

REGION, KEY, SECRET = "us-west-2", "AKIDEXAMPLE", "example"


def boto3(url: str) -> int:
    """boto3 by itself."""
    import boto3  # noqa: PLC0415 - see above

    cases = boto3.client(
        "connectcases",
        region_name=REGION,
        endpoint_url=url,
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
    )
    return len(cases.get_case_audit_events(domainId="d", caseId="c")["auditEvents"])


def connectcases_typed(url: str) -> int:
    """Ours."""
    from connectcases_typed import Client  # noqa: PLC0415 - see above

    cases = Client(
        region_name=REGION,
        endpoint_url=url,
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
    )
    return len(list(cases.get_case_audit_events(domain_id="d", case_id="c")))


def capo(url: str) -> int:
    """Its own HTTP stack."""
    import capo_connectcases  # noqa: PLC0415 - see above

    cases = capo_connectcases.ConnectCasesClient(
        region=REGION,
        endpoint=url,
        credentials={"access_key": KEY, "secret_key": SECRET},
    )
    return len(cases.get_case_audit_events(domain_id="d", case_id="c")["audit_events"])


if __name__ == "__main__":
    assert globals()[sys.argv[1]](sys.argv[2]) == 25
