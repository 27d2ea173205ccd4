"""The page's own files, read once and kept in memory with a validator for each encoding."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort, request, url_for

__all__ = ["create_assets"]

_FOLDER: Final = Path(__file__).with_name("static")
_FOR_GOOD: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class _Asset:
    """One file: its bytes as they are and compressed, its type and a hash of its content."""

    plain: bytes
    packed: bytes
    kind: str
    version: str

    @classmethod
    def load(cls, path: Path) -> "_Asset":
        plain = path.read_bytes()
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        version = hashlib.sha256(plain).hexdigest()[:12]
        return cls(plain, gzip.compress(plain, mtime=0), kind, version)


def create_assets() -> Blueprint:
    """Return the blueprint of the static files; templates address them by ``static_url(name)``."""
    blueprint = Blueprint("assets", __name__)
    assets = {path.name: _Asset.load(path) for path in sorted(_FOLDER.iterdir())}

    @blueprint.get("/static/<name>")
    def send(name: str) -> Response:
        if name not in assets:
            abort(404)
        return _send(assets[name])

    @blueprint.app_template_global()
    def static_url(name: str) -> str:
        # The address changes with the content, so that a browser may keep the file for good.
        return url_for("assets.send", name=name, v=assets[name].version)

    return blueprint


def _send(asset: _Asset) -> Response:
    packed = request.accept_encodings["gzip"] > 0
    response = Response(asset.packed if packed else asset.plain, mimetype=asset.kind)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{asset.version}-gzip" if packed else asset.version)
    current = request.args.get("v") == asset.version
    response.headers["Cache-Control"] = _FOR_GOOD if current else "no-cache"
    response.make_conditional(request)
    return response
