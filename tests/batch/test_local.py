import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from jobskills.batch import BatchOptions, Columns, score_file, unfinished
from jobskills.errors import JobskillsError, PostingError
from jobskills.prediction import Posting
from jobskills.scores import Scores
from jobskills.scoring.kernel import Scorer

Read = Callable[[Path], list[dict[str, Any]]]
OUTPUTS = ["scored.parquet", "scored.jsonl"]


def many(path: Path, n: int) -> Path:
    """Write n postings, every eleventh of which is empty."""
    rows = ({"id": i, "description": "" if i % 11 == 5 else "word " * (i + 1)} for i in range(n))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def contents(path: Path) -> bytes:
    return path.read_bytes()


@pytest.mark.parametrize("name", OUTPUTS)
def test_one_row_per_row_in_order_with_reasons(
    scorer: Scorer, postings: Path, tmp_path: Path, read: Read, name: str
) -> None:
    summary = score_file(scorer, postings, tmp_path / name)
    rows = read(tmp_path / name)

    assert [row["id"] for row in rows] == ["a", "b", "c", "d", "e"]
    assert [row["error"] for row in rows] == [
        None,
        "title and description are both empty",
        None,
        "title: expected text, got int",
        None,
    ]
    assert rows[4]["title"] == "Crêpe maker 🥞"
    assert (summary.rows, summary.errors) == (5, 2)
    assert summary.first_error is not None and summary.first_error.row == 2


@pytest.mark.parametrize("wide", [False, True])
def test_parquet_and_json_lines_hold_the_same(
    scorer: Scorer, postings: Path, tmp_path: Path, read: Read, wide: bool
) -> None:
    for name in OUTPUTS:
        score_file(scorer, postings, tmp_path / name, BatchOptions(wide=wide))

    parquet, lines = (read(tmp_path / name) for name in OUTPUTS)
    assert parquet == lines
    assert list(parquet[0]) == list(lines[0])


@pytest.mark.parametrize(
    ("ids", "expected", "kind"),
    [
        ([3, 1, -2], [3, 1, -2], "BIGINT"),
        ([3, None, 1], [3, None, 1], "BIGINT"),
        ([3, "x"], ["3", "x"], "VARCHAR"),
        (["007", "8"], ["007", "8"], "VARCHAR"),
        ([None, None], [None, None], "VARCHAR"),
        ([10**20, 1], [str(10**20), "1"], "VARCHAR"),
        ([["a", 1], {"b": "\ud800"}], ['["a", 1]', '{"b": "\\ud800"}'], "VARCHAR"),
    ],
)
def test_ids_of_json_lines_get_one_type_in_parquet(
    scorer: Scorer, tmp_path: Path, read: Read, ids: list[Any], expected: list[Any], kind: str
) -> None:
    source, output = tmp_path / "p.jsonl", tmp_path / "scored.parquet"
    source.write_text("".join(json.dumps({"id": i, "title": "Cook"}) + "\n" for i in ids))
    score_file(scorer, source, output)

    assert [row["id"] for row in read(output)] == expected
    assert _id_type(output) == kind


@pytest.mark.parametrize("kind", ["INTEGER", "VARCHAR", "UUID", "DATE", "BLOB", "DOUBLE"])
def test_ids_of_parquet_keep_their_type(
    scorer: Scorer, tmp_path: Path, read: Read, kind: str
) -> None:
    value = {
        "UUID": "'550e8400-e29b-41d4-a716-446655440000'",
        "DATE": "'2026-01-31'",
        "BLOB": r"'a\xFF'",
    }.get(kind, "17")
    source, output = tmp_path / "p.parquet", tmp_path / "scored.parquet"
    duckdb.connect().execute(f"COPY (SELECT {value}::{kind} AS id, 'Cook' AS title) TO '{source}'")
    score_file(scorer, source, output)

    assert _id_type(output) == kind
    assert read(output)[0]["id"] == read(source)[0]["id"]


def _id_type(path: Path) -> str:
    described = duckdb.connect().execute(f"DESCRIBE SELECT id FROM '{path}'").fetchone()
    assert described is not None
    return str(described[1])


def test_an_input_without_rows_gives_an_output_without_rows(
    scorer: Scorer, tmp_path: Path, read: Read
) -> None:
    source = tmp_path / "p.csv"
    source.write_text("id,title\n")

    for name in OUTPUTS:
        assert score_file(scorer, source, tmp_path / name).rows == 0
        assert read(tmp_path / name) == []


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("name", OUTPUTS)
def test_workers_change_nothing(scorer: Scorer, tmp_path: Path, name: str) -> None:
    source = many(tmp_path / "p.jsonl", 37)
    outputs = [tmp_path / f"{n}-{name}" for n in (1, 3)]
    for workers, output in zip((1, 3), outputs, strict=True):
        score_file(scorer, source, output, BatchOptions(workers=workers))

    assert contents(outputs[0]) == contents(outputs[1])


@pytest.mark.usefixtures("small_parts")
def test_nothing_is_left_beside_the_output(scorer: Scorer, tmp_path: Path) -> None:
    source = many(tmp_path / "p.jsonl", 5)
    score_file(scorer, source, tmp_path / "out.parquet", BatchOptions(workers=2))

    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.parquet", "p.jsonl"]


@pytest.mark.usefixtures("small_parts")
def test_the_errors_file_names_rows_ids_and_reasons(
    scorer: Scorer, postings: Path, tmp_path: Path
) -> None:
    errors = tmp_path / "errors.jsonl"
    score_file(scorer, postings, tmp_path / "out.parquet", BatchOptions(errors=errors))

    assert [json.loads(line) for line in errors.read_text().splitlines()] == [
        {"row": 2, "id": "b", "error": "title and description are both empty"},
        {"row": 4, "id": "d", "error": "title: expected text, got int"},
    ]


@pytest.mark.usefixtures("small_parts")
def test_progress_grows_to_the_number_of_rows(scorer: Scorer, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    source = many(tmp_path / "p.jsonl", 7)
    score_file(scorer, source, tmp_path / "o.jsonl", on_progress=lambda *step: seen.append(step))

    assert [done for done, _ in seen] == [2, 4, 6, 7]
    assert seen[-1] == (7, 7)
    assert all(done <= total for done, total in seen)


@pytest.mark.parametrize("name", ["out.xlsx", "out", "missing/out.parquet", "."])
def test_an_output_that_cannot_be_is_refused_before_anything_is_read(
    scorer: Scorer, tmp_path: Path, name: str
) -> None:
    with pytest.raises(PostingError):
        score_file(scorer, tmp_path / "never-read.csv", tmp_path / name)


def test_the_input_is_never_overwritten(scorer: Scorer, postings: Path) -> None:
    before = contents(postings)

    with pytest.raises(PostingError, match="is the input"):
        score_file(scorer, postings, postings.parent / "." / postings.name)
    assert contents(postings) == before


def test_an_output_among_the_files_of_a_folder_is_refused(scorer: Scorer, postings: Path) -> None:
    with pytest.raises(PostingError, match=r"scored\.jsonl: lies in the input's folder"):
        score_file(scorer, postings.parent, postings.parent / "scored.jsonl")
    assert list(postings.parent.iterdir()) == [postings]


@pytest.mark.parametrize("ids", [["7", "007"], [7, 8]])
@pytest.mark.usefixtures("small_parts")
def test_a_folder_of_many_kinds_is_one_output(
    scorer: Scorer, tmp_path: Path, read: Read, ids: list[Any]
) -> None:
    folder = tmp_path / "ads"
    folder.mkdir()
    many(folder / "1.jsonl", 3)
    (folder / "2.csv").write_text('description,ref,title\r\n"a\r\nb",x,"Cook ""A"""\r\n')
    query = f"SELECT unnest({ids}) AS id, 'Baker' AS title"
    duckdb.connect().execute(f"COPY ({query}) TO '{folder}/3.parquet'")
    summary = score_file(scorer, folder, tmp_path / "out.parquet")
    rows = read(tmp_path / "out.parquet")

    assert summary.rows == 6
    # Two kinds of files have ids of two types: all of them become text.
    assert [row["id"] for row in rows] == ["0", "1", "2", None, *map(str, ids)]
    assert [row["title"] for row in rows][3:] == ['Cook "A"', "Baker", "Baker"]


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
@pytest.mark.usefixtures("small_parts")
def test_a_limit_scores_the_first_rows(scorer: Scorer, tmp_path: Path, limit: int) -> None:
    source, seen = many(tmp_path / "p.jsonl", 7), []
    for name, most in (("some.jsonl", limit), ("all.jsonl", None)):
        score_file(
            scorer,
            source,
            tmp_path / name,
            BatchOptions(limit=most),
            lambda *step: seen.append(step),
        )
    lines = contents(tmp_path / "all.jsonl").splitlines(keepends=True)

    assert contents(tmp_path / "some.jsonl") == b"".join(lines[:limit])
    assert (min(limit, 7), min(limit, 7)) in seen


def test_texts_that_are_very_long_make_smaller_parts(
    scorer: Scorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobskills.batch.cutting._MOST_TEXT", 100)
    steps: list[int] = []
    score_file(
        scorer,
        many(tmp_path / "p.jsonl", 30),
        tmp_path / "out.jsonl",
        on_progress=lambda done, _: steps.append(done),
    )

    assert steps[:2] == [7, 10] and steps[-1] == 30


@pytest.mark.parametrize("name", ["postings.jsonl", "out.jsonl", "missing/errors.jsonl", "."])
def test_an_errors_file_that_cannot_be_is_refused_before_the_work(
    scorer: Scorer, postings: Path, name: str
) -> None:
    folder = postings.parent

    with pytest.raises(PostingError):
        score_file(scorer, postings, folder / "out.jsonl", BatchOptions(errors=folder / name))
    assert list(folder.iterdir()) == [postings]


def test_a_failed_run_leaves_the_old_output_alone(scorer: Scorer, tmp_path: Path) -> None:
    output, source = tmp_path / "out.jsonl", tmp_path / "p.csv"
    output.write_text("old")
    source.write_text("id,text\n1,Cook\n")

    with pytest.raises(PostingError, match="no column 'title'"):
        score_file(scorer, source, output)
    assert output.read_text() == "old"
    assert not unfinished(output)


class Interrupted:
    """A scorer that is interrupted at its n-th call, as Ctrl-C would."""

    def __init__(self, scorer: Scorer, calls: int) -> None:
        self._scorer, self._calls = scorer, calls
        self.info, self.digest = scorer.info, scorer.digest
        self.elements, self.occupations = scorer.elements, scorer.occupations

    def scores(self, postings: Sequence[Posting], /, *, explain: bool = True) -> Scores:
        self._calls -= 1
        if self._calls < 0:
            raise KeyboardInterrupt
        return self._scorer.scores(postings, explain=explain)


@pytest.fixture
def stopped(scorer: Scorer, tmp_path: Path, small_parts: None) -> tuple[Path, Path]:
    """A run over nine postings that was interrupted in its fourth part."""
    source, output = many(tmp_path / "p.jsonl", 9), tmp_path / "out.parquet"
    with pytest.raises(KeyboardInterrupt):
        score_file(Interrupted(scorer, 3), source, output)
    return source, output


def test_a_stopped_run_resumes_to_the_same_file(
    scorer: Scorer, stopped: tuple[Path, Path], tmp_path: Path
) -> None:
    source, output = stopped
    assert unfinished(output) and not output.exists()
    errors = tmp_path / "errors.jsonl"
    summary = score_file(scorer, source, output, BatchOptions(resume=True, errors=errors))

    score_file(scorer, source, tmp_path / "whole.parquet", BatchOptions())
    assert contents(output) == contents(tmp_path / "whole.parquet")
    assert (summary.rows, summary.resumed, summary.errors) == (9, 6, 1)
    assert [json.loads(line)["row"] for line in errors.read_text().splitlines()] == [6]


def test_without_resume_a_stopped_run_starts_anew(
    scorer: Scorer, stopped: tuple[Path, Path]
) -> None:
    assert score_file(scorer, *stopped).resumed == 0


@pytest.mark.parametrize(
    ("options", "difference"),
    [
        (BatchOptions(top=3), "top was null and is 3 now"),
        (BatchOptions(wide=True), "wide was false and is true now"),
        (BatchOptions(evidence=False), "evidence was true and is false now"),
        (BatchOptions(columns=Columns(title="job")), 'columns title was null and is "job" now'),
        (BatchOptions(threshold=0.5), "threshold was 0.0 and is 0.5 now"),
        (BatchOptions(limit=8), "limit was null and is 8 now"),
    ],
)
def test_other_options_cannot_resume(
    scorer: Scorer, stopped: tuple[Path, Path], options: BatchOptions, difference: str
) -> None:
    with pytest.raises(PostingError, match=difference):
        score_file(scorer, *stopped, replace(options, resume=True))
    # Refusing must not cost the parts.
    assert score_file(scorer, *stopped, BatchOptions(resume=True)).resumed == 6


def test_a_changed_input_cannot_resume(scorer: Scorer, stopped: tuple[Path, Path]) -> None:
    source, output = stopped
    many(source, 10)

    with pytest.raises(
        PostingError, match=r"input .*p\.jsonl bytes was \d+ and is \d+ now; leave out --resume"
    ):
        score_file(scorer, source, output, BatchOptions(resume=True))


def test_another_number_of_workers_can_resume(scorer: Scorer, stopped: tuple[Path, Path]) -> None:
    assert score_file(scorer, *stopped, BatchOptions(resume=True, workers=2)).resumed == 6


class Deadly:
    """A scorer whose process the system ends when it reads a certain word."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self.info, self.digest = scorer.info, scorer.digest
        self.elements, self.occupations = scorer.elements, scorer.occupations

    def scores(self, postings: Sequence[Posting], /, *, explain: bool = True) -> Scores:
        if any(len(posting.description.split()) == 20 for posting in postings):
            os.kill(os.getpid(), signal.SIGKILL)
        return self._scorer.scores(postings, explain=explain)


@pytest.mark.usefixtures("small_parts")
def test_a_killed_worker_is_a_clear_end_that_can_be_resumed(scorer: Scorer, tmp_path: Path) -> None:
    source, output = many(tmp_path / "p.jsonl", 60), tmp_path / "out.jsonl"

    with pytest.raises(JobskillsError, match="a worker process was ended by the system"):
        score_file(Deadly(scorer), source, output, BatchOptions(workers=2))
    assert not output.exists()
    assert score_file(scorer, source, output, BatchOptions(resume=True)).resumed > 0


@pytest.mark.usefixtures("small_parts")
@pytest.mark.skipif(not Path("/proc").exists(), reason="reads a process's children from /proc")
def test_a_killed_job_resumes_and_its_workers_end(scorer: Scorer, tmp_path: Path) -> None:
    source, output = many(tmp_path / "p.jsonl", 400), tmp_path / "out.jsonl"
    script = tmp_path / "job.py"
    script.write_text(
        textwrap.dedent(f"""
        import sys, time
        from pathlib import Path
        sys.path.insert(0, {str(Path(__file__).parents[1])!r})
        import conftest, jobskills.batch.cutting as cutting
        from jobskills.batch import BatchOptions, score_file
        cutting._FEWEST = cutting._MOST = 2
        class Slow(conftest.CountingScorer):
            def scores(self, postings, explain):
                time.sleep(0.01)
                return super().scores(postings, explain=explain)
        score_file(Slow(), Path({str(source)!r}), Path({str(output)!r}), BatchOptions(workers=2))
        """)
    )
    job = subprocess.Popen([sys.executable, str(script)])
    parts = output.with_name("out.jsonl.parts")
    _wait(lambda: len(list(parts.glob("part-*.jsonl"))) > 5)
    workers = _children(job.pid)
    job.kill()
    job.wait()

    assert len(workers) == 2
    _wait(lambda: not any(_alive(pid) for pid in workers))
    assert not output.exists()

    summary = score_file(scorer, source, output, BatchOptions(resume=True))
    score_file(scorer, source, tmp_path / "whole.jsonl")
    assert summary.resumed >= 10
    assert contents(output) == contents(tmp_path / "whole.jsonl")


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in listed.split()]


def _alive(pid: int) -> bool:
    try:
        # A zombie that nobody has reaped yet is as good as gone.
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def _wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
