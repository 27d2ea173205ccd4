"""A saved model: what is loaded is what was saved, and whatever was damaged is refused."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load, save

from jobskills.bundle import FORMAT, Bundle, bundle_path, write_card
from jobskills.encoders.distil import latent_table
from jobskills.errors import BundleError
from jobskills.models.profile import Category, Element, Occupation, ProfileData
from jobskills.models.reader.fit import ReaderConfig, ReaderModel
from jobskills.prediction import ModelInfo, Posting
from jobskills.predictor import Predictor
from jobskills.technology.expected import Expected, Product
from jobskills.technology.lexicon import CategoryRow, build_lexicon

_OCCUPATIONS = (
    Occupation("35-3023.00", "Baristas", "Make drinks.", ("Grind coffee.", "Steam milk.")),
    Occupation("45-4011.00", "Foresters", "Tend forests.", ("Plant trees.", "Mark trees.")),
    Occupation("53-5021.00", "Ship Captains", "Steer ships.", ("Read charts.", "Keep a log.")),
)
_POSTINGS = [Posting("Barista", "Grind coffee, then steam milk in Excel."), Posting("Captain")]


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    """Three occupations, three elements, a technology and a tool; hardly trained."""
    importance = np.array([[3, 2, 1], [2, 4, 3], [4, 3, 2]], np.float32)
    data = ProfileData(
        occupations=_OCCUPATIONS,
        elements=(
            Element("1.A.1", "Hearing", "abilities"),
            Element("2.A.1", "Reading", "skills"),
            Element("4.C.1", "Outdoors", "work_context"),
        ),
        importance=importance,
        level=np.where([True, True, False], importance, np.nan).astype(np.float32),
        standard_error=np.full((3, 3), 0.1, np.float32),
        categories=(Category("43", "Spreadsheet software", "technology"),),
        held=np.array([[1], [0], [np.nan]], np.float32),
    )
    texts = [" ".join((one.title, one.description, *one.tasks)) for one in _OCCUPATIONS]
    model = ReaderModel(latent_table(texts, 2), ReaderConfig(steps=3, batch=8, hidden=2)).fit(data)
    excel = Product("Microsoft Excel", "Spreadsheet software", hot=True)
    row = CategoryRow("technology", "43", excel.category, excel.name, True, False, 3)
    return Bundle(
        info=ModelInfo("tiny", "7", "29.3"),
        reader=model.reader_,
        titles=tuple(one.title for one in _OCCUPATIONS),
        lexicon=build_lexicon([row], ["Grind coffee."]),
        technologies=Expected.gather(data.codes, [(code, excel) for code in data.codes]),
        tools=Expected.gather(data.codes, [(data.codes[1], Product("Axes", "Axes"))]),
        mention_precision=0.8,
        training={"recipe": "none"},
        card="# A card — Ü\n",
    )


@pytest.fixture(scope="module")
def saved(bundle: Bundle, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle") / "tiny"
    bundle.save(folder)
    return folder


@pytest.fixture
def copy(saved: Path, tmp_path: Path) -> Path:
    """A bundle to damage."""
    return Path(shutil.copytree(saved, tmp_path / "copy"))


def rewrite_head(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change bundle.json as somebody would who knows the format."""
    path = folder / "bundle.json"
    head = json.loads(path.read_text("utf-8"))
    change(head)
    path.write_text(json.dumps(head), "utf-8")


def rewrite_file(folder: Path, name: str, content: bytes) -> None:
    """Change a file and its hash with it."""
    (folder / name).write_bytes(content)
    sha = hashlib.sha256(content).hexdigest()
    rewrite_head(folder, lambda head: head["files"].update({name: sha}))


def test_a_loaded_bundle_predicts_as_the_saved_one(bundle: Bundle, saved: Path) -> None:
    before, after = Predictor(bundle), Predictor.load(saved)
    for one, other in zip(before.predict(_POSTINGS), after.predict(_POSTINGS), strict=True):
        assert one.occupations[0].code == other.occupations[0].code
        np.testing.assert_allclose(
            [element.importance for element in one.elements],
            [element.importance for element in other.elements],
            atol=5e-3,  # the term indexes are stored at half precision
        )
        assert one.technologies[0].name == "Microsoft Excel"
        assert [t.mentioned for t in one.technologies] == [t.mentioned for t in other.technologies]
    assert (after.info, after.card()) == (bundle.info, bundle.card)
    assert after.elements == before.elements
    assert after.occupations == before.occupations


def test_a_saved_copy_of_a_loaded_bundle_is_the_same_file_for_file(
    saved: Path, tmp_path: Path
) -> None:
    Bundle.load(saved).save(tmp_path / "again")
    files = sorted(path.name for path in saved.iterdir())
    assert files == sorted(path.name for path in (tmp_path / "again").iterdir())
    for name in files:
        assert (saved / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name


def test_a_bundle_is_json_safetensors_and_a_card(saved: Path) -> None:
    head = json.loads((saved / "bundle.json").read_text("utf-8"))
    names = {path.name for path in saved.iterdir()}
    assert head["format"] == FORMAT == 1
    assert set(head["files"]) == names - {"bundle.json"}
    assert {Path(name).suffix for name in names} == {".json", ".safetensors", ".md"}
    labels = json.loads((saved / "labels.json").read_text("utf-8"))
    assert [one["threshold"] for one in labels["elements"]] == [3.0, 3.0, 2.0]


def test_it_holds_no_sentence_of_the_occupations(saved: Path) -> None:
    content = b"".join(path.read_bytes() for path in saved.iterdir())
    for one in _OCCUPATIONS:
        assert one.title.encode() in content
        for sentence in (one.description, *one.tasks):
            assert sentence.encode() not in content


@pytest.mark.parametrize("name", ["nowhere", "", "../x", "x" * 5000, "a\0b"])
def test_a_bundle_that_is_not_there(name: str) -> None:
    with pytest.raises(BundleError, match="no bundle"):
        bundle_path(name)


def test_a_changed_byte_in_any_file_is_noticed(copy: Path) -> None:
    for path in sorted(copy.iterdir()):
        if path.name == "bundle.json":
            continue
        content = path.read_bytes()
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
        with pytest.raises(BundleError, match=rf"{path.name} was changed"):
            Bundle.load(copy)
        path.write_bytes(content)
    Bundle.load(copy)


def test_a_file_cut_short_or_gone_is_noticed(copy: Path) -> None:
    path = copy / "network.safetensors"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(BundleError, match="was changed"):
        Bundle.load(copy)
    path.unlink()
    with pytest.raises(BundleError, match=r"network\.safetensors can't be read"):
        Bundle.load(copy)


@pytest.mark.parametrize("number", [0, 2, "1", None])
def test_another_format_is_refused(copy: Path, number: object) -> None:
    rewrite_head(copy, lambda head: head.update(format=number))
    with pytest.raises(BundleError, match="this version reads 1"):
        Bundle.load(copy)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 100_000, b"\x80\x04K\x01."])
def test_a_head_that_is_no_json_is_refused(copy: Path, content: bytes) -> None:
    (copy / "bundle.json").write_bytes(content)
    with pytest.raises(BundleError, match="can't be read"):
        Bundle.load(copy)


@pytest.mark.parametrize("content", [b"[]", b"1", b'"bundle"', b"null", b"{}"])
def test_a_head_of_another_kind_is_refused(copy: Path, content: bytes) -> None:
    (copy / "bundle.json").write_bytes(content)
    with pytest.raises(BundleError, match="format None"):
        Bundle.load(copy)


@pytest.mark.parametrize("files", [None, [], "all"])
def test_a_head_without_files_is_refused(copy: Path, files: object) -> None:
    rewrite_head(copy, lambda head: head.update(files=files))
    with pytest.raises(BundleError, match="lists no files"):
        Bundle.load(copy)


@pytest.mark.parametrize("name", ["../secret.json", "/etc/hostname", "sub/x.json", "..", "a\0b"])
def test_no_file_outside_the_bundle_is_read(copy: Path, name: str) -> None:
    (copy.parent / "secret.json").write_text("{}")
    sha = hashlib.sha256(b"{}").hexdigest()
    rewrite_head(copy, lambda head: head["files"].update({name: sha}))
    with pytest.raises(BundleError, match=r"outside the bundle|can't be read"):
        Bundle.load(copy)


@pytest.mark.parametrize(
    "key", ["name", "version", "onet_release", "mention_precision", "training"]
)
def test_a_head_that_lacks_something_is_refused(copy: Path, key: str) -> None:
    rewrite_head(copy, lambda head: head.pop(key))
    with pytest.raises(BundleError, match=f"don't fit together.*{key}"):
        Bundle.load(copy)


def test_a_file_that_the_head_does_not_list_is_not_read(copy: Path) -> None:
    rewrite_head(copy, lambda head: head["files"].pop("labels.json"))
    with pytest.raises(BundleError, match=r"don't fit together.*labels\.json"):
        Bundle.load(copy)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("labels.json", b"[]"),
        ("labels.json", b'{"elements": [{"threshold": 1}], "categories": []}'),
        ("occupations.json", b'[["35-3023.00", "Baristas"]]'),
        ("occupations.json", b"[1, 2, 3]"),
        ("technology.json", b'"none"'),
        ("tokenizer.json", b'{"words": ["coffee"]}'),
        ("tokenizer.json", b"[" * 100_000),
        ("network.safetensors", b"nothing"),
        ("README.md", b"\xff\xfe"),
    ],
)
def test_files_that_do_not_fit_are_refused(copy: Path, name: str, content: bytes) -> None:
    rewrite_file(copy, name, content)
    with pytest.raises(BundleError, match="don't fit together"):
        Bundle.load(copy)


@pytest.mark.parametrize(
    ("part", "array"),
    [
        ("encoder", "rows"),
        ("network", "prototypes"),
        ("network", "title_map"),
        ("neighbours", "rating_duals"),
        ("indexes", "title_starts"),
        ("indexes", "named.known"),
        ("calibration", "voices"),
        ("calibration", "width"),
        ("ratings", "importance"),
        ("ratings", "held"),
    ],
)
def test_an_array_of_another_shape_is_refused(copy: Path, part: str, array: str) -> None:
    name = f"{part}.safetensors"
    arrays = load((copy / name).read_bytes())
    arrays[array] = np.ascontiguousarray(arrays[array][..., :-1])
    rewrite_file(copy, name, save(arrays))
    with pytest.raises(BundleError, match="don't fit together"):
        Bundle.load(copy)


def test_an_array_that_is_missing_is_refused(copy: Path) -> None:
    arrays = load((copy / "ratings.safetensors").read_bytes())
    del arrays["level"]
    rewrite_file(copy, "ratings.safetensors", save(arrays))
    with pytest.raises(BundleError, match=r"don't fit together.*level"):
        Bundle.load(copy)


def test_saving_again_replaces_every_file(bundle: Bundle, copy: Path) -> None:
    replace(bundle, card="# Another\n").save(copy)
    assert Bundle.load(copy).card == "# Another\n"


def test_a_new_card_changes_nothing_but_itself(copy: Path) -> None:
    before = {path.name: path.read_bytes() for path in copy.iterdir()}
    write_card(copy, "# Another card\n")
    after = {path.name: path.read_bytes() for path in copy.iterdir()}
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"README.md", "bundle.json"}
    assert Bundle.load(copy).card == "# Another card\n"


def test_a_card_without_a_bundle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"bundle\.json can't be read"):
        write_card(tmp_path, "# Card\n")
