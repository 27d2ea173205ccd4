"""The page's own files, read once: the style that is part of every page, scripts and pictures.

The scripts import each other by relative names, so all files share one version: it stands in
their address, changes with the content, and lets a browser keep them for good.
"""

import base64
import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort, request, url_for
from markupsafe import Markup

__all__ = ["PageStyle", "create_assets"]

_STATIC: Final = Path(__file__).with_name("static")
_STYLE: Final = Path(__file__).with_name("style")
#: In this order, because later rules overrule earlier ones.
_SHEETS: Final = (
    "base", "form", "track", "answer", "rows", "posting", "compare", "documents", "widths", "print",
)  # fmt: skip
_COMMENT: Final = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
_FOR_GOOD: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class PageStyle:
    """The style sheet that every page carries, so that it is painted after one round trip."""

    text: str

    @classmethod
    def load(cls) -> "PageStyle":
        """Read the sheets and join them."""
        sheets = (_STYLE.joinpath(f"{name}.css").read_text(encoding="utf-8") for name in _SHEETS)
        return cls(_COMMENT.sub("", "".join(sheets)))

    @property
    def source(self) -> str:
        """The style as a Content-Security-Policy names it: allowed by its hash, no other is."""
        digest = base64.b64encode(hashlib.sha256(self.text.encode()).digest()).decode()
        return f"'sha256-{digest}'"


@dataclass(frozen=True, slots=True)
class _Asset:
    """One file: its bytes as they are and compressed, and its type."""

    plain: bytes
    packed: bytes
    kind: str

    @classmethod
    def load(cls, path: Path) -> "_Asset":
        plain = path.read_bytes()
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return cls(plain, gzip.compress(plain, mtime=0), kind)


def create_assets(style: PageStyle) -> Blueprint:
    """Return the blueprint of the static files and of what templates need of them."""
    blueprint = Blueprint("assets", __name__)
    assets = {path.name: _Asset.load(path) for path in sorted(_STATIC.iterdir())}
    current = hashlib.sha256(b"".join(asset.plain for asset in assets.values())).hexdigest()[:12]

    @blueprint.get("/static/<version>/<name>")
    def send(version: str, name: str) -> Response:
        if name not in assets:
            abort(404)
        return _send(assets[name], current, kept=version == current)

    def static_url(name: str) -> str:
        return url_for("assets.send", version=current, name=name)

    blueprint.add_app_template_global(static_url)

    @blueprint.app_context_processor
    def page_files() -> dict[str, object]:
        scripts = [name for name in assets if name.endswith(".js") and name != "page.js"]
        # Our own file; its hash is in the policy.
        return {"page_style": Markup(style.text), "script_names": scripts}  # noqa: S704

    return blueprint


def _send(asset: _Asset, version: str, *, kept: bool) -> Response:
    packed = request.accept_encodings["gzip"] > 0
    response = Response(asset.packed if packed else asset.plain, mimetype=asset.kind)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{version}-gzip" if packed else version)
    response.headers["Cache-Control"] = _FOR_GOOD if kept else "no-cache"
    response.make_conditional(request)
    return response
