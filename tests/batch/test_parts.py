"""The folder of finished parts: what it refuses, and what it must never cost its owner."""

from pathlib import Path

import pytest

from jobskills.batch import BatchOptions, score_file, unfinished
from jobskills.batch.parts import PartFolder, PartReport
from jobskills.errors import PostingError
from jobskills.scoring.kernel import Scorer


@pytest.fixture
def folder(tmp_path: Path) -> PartFolder:
    """A job's folder with one part done."""
    folder = PartFolder.beside(tmp_path / "out.jsonl", ".jsonl")
    folder.begin({"top": 3}, resume=False)
    aside = folder.aside(0)
    aside.write_text("{}\n")
    folder.finish(0, aside, PartReport(1))
    return folder


def test_somebody_elses_folder_of_that_name_is_left_alone(
    scorer: Scorer, postings: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "out.jsonl.parts" / "notes.txt"
    theirs.parent.mkdir()
    theirs.write_text("kept")
    with pytest.raises(PostingError, match=r"out\.jsonl\.parts: is in the way"):
        score_file(scorer, postings, tmp_path / "out.jsonl")
    assert theirs.read_text() == "kept"
    assert not unfinished(tmp_path / "out.jsonl")


def test_a_file_of_that_name_is_left_alone(scorer: Scorer, postings: Path, tmp_path: Path) -> None:
    (tmp_path / "out.jsonl.parts").write_text("kept")
    with pytest.raises(PostingError, match=r"out\.jsonl\.parts: is in the way"):
        score_file(scorer, postings, tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl.parts").read_text() == "kept"


@pytest.mark.parametrize("plan", ["{cut", "[]", ""])
def test_a_broken_plan_is_not_resumed_but_started_anew(
    scorer: Scorer, postings: Path, tmp_path: Path, folder: PartFolder, plan: str
) -> None:
    (folder.path / "plan.json").write_text(plan)
    output = tmp_path / "out.jsonl"
    with pytest.raises(PostingError, match=r"plan\.json: is broken; leave out --resume"):
        score_file(scorer, postings, output, BatchOptions(resume=True))
    assert folder.part(0).exists()
    assert score_file(scorer, postings, output).rows == 5
    assert not folder.path.exists()


@pytest.mark.parametrize("report", ["{cut", "[]", "{}", None])
def test_a_part_without_its_report_is_done_anew(folder: PartFolder, report: str | None) -> None:
    assert folder.report(0) == PartReport(1)
    path = folder.path / "part-0000000.report.json"
    path.unlink() if report is None else path.write_text(report)
    assert folder.report(0) is None


def test_a_part_that_lost_its_content_is_done_anew(folder: PartFolder) -> None:
    folder.part(0).write_text("")
    assert folder.report(0) is None


def test_a_run_killed_before_its_plan_was_written_is_in_nobodys_way(tmp_path: Path) -> None:
    folder = PartFolder.beside(tmp_path / "out.jsonl", ".jsonl")
    folder.path.mkdir()
    folder.begin({}, resume=True)
    assert (folder.path / "plan.json").exists()
