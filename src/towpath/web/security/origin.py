"""Whether a request comes from our own pages: exact hosts, and state changed by POST from the same origin only.

Source: the Fetch Metadata Request Headers specification (W3C); "Sec-Fetch-Site" where the browser sends it, "Origin"
next, a token of the session where it sends neither ("Referrer-Policy: no-referrer" makes browsers say "null").
"""

import hmac
from collections.abc import Collection

from starlette.datastructures import Headers

TOKEN_FIELD = "token"  # noqa: S105 - the name of a form field, not a secret


def host_allowed(headers: Headers, hosts: Collection[str]) -> bool:
    """Tell whether exactly one Host header was sent and it is one of ours: this stops DNS rebinding."""
    sent = headers.getlist("host")
    return len(sent) == 1 and sent[0] in hosts


def same_origin(headers: Headers, host: str, token: str, expected: str) -> bool:
    """Tell whether a POST was sent from our own page.

    Args:
        headers: those of the request.
        host: the Host it was sent to, already found to be ours.
        token: what the form carried.
        expected: the token of this session; empty where there is none.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if origin not in {None, "null", f"http://{host}"}:
        return False
    if site is not None:
        return site == "same-origin"
    if origin == f"http://{host}":
        return True
    return bool(expected) and hmac.compare_digest(token.encode(), expected.encode())
