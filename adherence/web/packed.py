"""Static files leave packed where the browser takes that; pages do not, because they hold what a form must prove."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

_PACKED = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})


def pack_static_files(app: Flask) -> None:
    """Send style, scripts and drawings with gzip: a third of the bytes on a phone."""
    packed: dict[tuple[str, str | None], bytes] = {}

    @app.after_request
    def pack(response: Response) -> Response:
        if request.endpoint != "static" or response.status_code != 200 or response.mimetype not in _PACKED:
            return response
        response.headers["Vary"] = "accept-encoding"
        if not request.accept_encodings.quality("gzip"):
            return response
        etag, _ = response.get_etag()
        response.direct_passthrough = False
        # Read in any case: only then is the file closed with the response.
        content, key = response.get_data(), (request.path, etag)
        if key not in packed:
            packed[key] = gzip.compress(content, mtime=0)
        response.set_data(packed[key])
        response.content_encoding = "gzip"
        if etag is not None:
            response.set_etag(etag, weak=True)
        return response
