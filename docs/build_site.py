"""Build the site of this folder into site/, strictly: a warning, or a link to nowhere, is an error.

Run it from the repository's root: python docs/build_site.py [SITE]
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
#: Every bundle holds its model card; the site shows the shipped one's as a page.
_CARD = Path("src/jobskills/bundles/default/README.md")
_LINK = re.compile(r"\[([^\]]*)\]\((?!https?:)([^)\s#]+)[^)\s]*\)")


def build(site: Path) -> None:
    """Build the site from a copy of the pages and the model card of the shipped bundle."""
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copy(ROOT / "mkdocs.yml", copy)
        shutil.copytree(ROOT / "docs", copy / "docs", ignore=shutil.ignore_patterns("*.py", "__*"))
        shutil.copy(ROOT / _CARD, copy / "docs" / "card.md")
        for page in (copy / "docs").rglob("*.md"):
            page.write_text(_inward(page, copy / "docs"), encoding="utf-8")
        zensical = [sys.executable, "-m", "zensical", "build", "--strict"]
        subprocess.run(zensical, cwd=copy, check=True)  # noqa: S603
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(copy / "site", site)


def _inward(page: Path, docs: Path) -> str:
    """Return a page without links to files of the repository, which the site doesn't have."""

    def keep(link: re.Match[str]) -> str:
        target = (page.parent / link[2]).resolve()
        if target == docs.parent.resolve() / _CARD:
            return f"[{link[1]}]({os.path.relpath(docs / 'card.md', page.parent)})"
        return link[0] if target.is_relative_to(docs.resolve()) else link[1]

    return _LINK.sub(keep, page.read_text(encoding="utf-8"))


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site")
