"""The site of docs/: builds strictly, loads nothing from elsewhere, has no link to nowhere."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
_ADDRESS = re.compile(r'<(\w+)[^>]*?\s(?:href|src|srcset|data)="([^"]*)"')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make docs` builds it, elsewhere."""
    spec = importlib.util.spec_from_file_location("build_site", ROOT / "docs" / "build_site.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    built = tmp_path_factory.mktemp("site")
    module.build(built)
    return built


def addresses(site: Path) -> Iterator[tuple[Path, str, str]]:
    """Yield page, tag and address of everything that a page loads or leads to."""
    for page in site.rglob("*.html"):
        for tag, address in _ADDRESS.findall(page.read_text("utf-8")):
            yield page, tag, address


def test_every_page_is_in_the_navigation_and_in_the_site(site: Path) -> None:
    navigation = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert yaml.safe_load(navigation)["nav"]
    for page in [*(ROOT / "docs").rglob("*.md"), Path(ROOT / "docs" / "card.md")]:
        name = page.relative_to(ROOT / "docs")
        assert re.search(rf"(?:- |: ){re.escape(name.as_posix())}$", navigation, re.MULTILINE), name
        assert (site / name.with_suffix(".html")).is_file(), name


def test_the_card_is_that_of_the_shipped_model(site: Path) -> None:
    assert "Model card" in (site / "card.html").read_text("utf-8")


def test_no_page_loads_anything_from_another_host(site: Path) -> None:
    foreign = {
        address
        for _, tag, address in addresses(site)
        if tag != "a" and (urlsplit(address).netloc or address.startswith("//"))
    }
    assert foreign == set()


def test_every_link_inside_the_site_leads_to_a_file(site: Path) -> None:
    lost = {
        (page.name, address)
        for page, _, address in addresses(site)
        if not urlsplit(address).scheme
        and (path := unquote(urlsplit(address).path))
        and not (site / path[1:] if path[0] == "/" else page.parent / path).exists()
    }
    assert lost == set()


@pytest.mark.browser
def test_a_browser_asks_no_other_host_and_nothing_overflows_a_phone(
    site: Path, chromium: str
) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 375, "height": 812})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for name in ("index", "http", "mcp", "card"):
            page.goto((site / f"{name}.html").as_uri())
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        browser.close()
    assert asked
    assert {urlsplit(address).scheme for address in asked} <= {"file", "data"}
