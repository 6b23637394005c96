"""The provider's webhook signature: HMAC-SHA1 over the address and the sorted form.

Source: the provider's page "Webhooks security". The signature has no field delimiters, so a form with a repeated field
can carry the signature of another one: whoever parses the form must refuse repetitions.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from adherence.sms.provider import FormPairs

_DEFAULT_PORTS = {"https": 443, "http": 80}


def sign(token: str, url: str, params: FormPairs) -> str:
    """The base64 signature of a form posted to ``url``, made with one account token."""
    pairs = params.items() if isinstance(params, Mapping) else params
    text = url + "".join(name + value for name, value in sorted(set(pairs)))
    mac = hmac.new(token.encode(), text.encode("utf-8", "surrogatepass"), "sha1")
    return base64.b64encode(mac.digest()).decode()


def is_authentic(tokens: Sequence[str], url: str, params: FormPairs, signature: str) -> bool:
    """Whether any of the tokens made this signature; each candidate is compared in constant time, none is skipped."""
    pairs = list(params.items() if isinstance(params, Mapping) else params)
    given = signature.encode("utf-8", "surrogatepass")
    matches = [
        hmac.compare_digest(sign(token, form_of_url, pairs).encode(), given)
        for token in tokens
        if token
        for form_of_url in _url_forms(url)
    ]
    return any(matches)


def _url_forms(url: str) -> tuple[str, str]:
    """The address with and without its port: the provider signs either."""
    parts = urlsplit(url)
    host = parts.netloc
    if parts.port:
        return url, parts._replace(netloc=host.rsplit(":", 1)[0]).geturl()
    return url, parts._replace(netloc=f"{host}:{_DEFAULT_PORTS.get(parts.scheme, 80)}").geturl()
