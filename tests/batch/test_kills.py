"""Jobs that are killed, run out of room or lose a worker: at every step, and at random ones.

Each job runs in a process of its own, forked from this one. It must leave no output, or
all of it, and parts from which the same job goes on to the file of an uninterrupted run.
"""

import os
import random
import resource
import signal
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import pytest

from jobskills.batch import BatchOptions, score_file, unfinished
from jobskills.errors import JobskillsError
from jobskills.prediction import Posting
from jobskills.scores import Scores
from jobskills.scoring.kernel import Scorer

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="forks"),
    pytest.mark.usefixtures("small_parts"),
]

#: What Python says it is about to do with files.
FILE_EVENTS = {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.rmtree"}
OUTPUTS = ["out.parquet", "out.jsonl"]


class Slow:
    """A scorer that takes its time, so that there is some to be killed in."""

    def __init__(self, scorer: Scorer, seconds: float) -> None:
        self._scorer, self._seconds = scorer, seconds
        self.info, self.digest = scorer.info, scorer.digest
        self.elements, self.occupations = scorer.elements, scorer.occupations

    def scores(self, postings: Sequence[Posting], /, *, explain: bool = True) -> Scores:
        time.sleep(self._seconds)
        return self._scorer.scores(postings, explain=explain)


def postings(path: Path, n: int) -> Path:
    """Write postings, every eleventh of which is empty; ids change their type on the way."""
    path.write_text(
        "".join(
            f"{number if number < n // 2 else f'x{number}'},{'word ' * (number % 11)}\n"
            for number in range(n)
        ).join(("id,description\n", ""))
    )
    return path


def in_a_process(work: Callable[[], object]) -> int:
    """Start work in a process forked from this one; return its id."""
    with warnings.catch_warnings():
        # Python 3.12 warns of forking with threads about: those of the array library.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child:
        return child
    try:
        work()
        os._exit(0)
    except JobskillsError as error:
        # Where a test catches what is said, that is a file too.
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        os.write(2, str(error).encode())
        os._exit(3)
    finally:
        os._exit(4)


def ended(child: int) -> int:
    """Wait for a process; return its exit code, negative for the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_at(step: int, folder: Path) -> None:
    """End this process when it is about to do its nth thing with files of a folder."""
    left = iter(range(step, -1, -1))

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        inside = event in FILE_EVENTS and str(arguments[0]).startswith(str(folder))
        if inside and next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def n_parts(output: Path) -> int:
    """Return how many parts of an output are done."""
    parts = output.with_name(f"{output.name}.parts")
    try:
        return len(list(parts.glob(f"part-*{output.suffix}")))
    except FileNotFoundError:  # the job ended and took its folder along
        return 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for outputs."""
    path = tmp_path / "outputs"
    path.mkdir()
    return path


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_job_may_be_killed_at_every_step(
    scorer: Scorer, tmp_path: Path, folder: Path, name: str
) -> None:
    source, output = postings(tmp_path / "p.csv", 5), folder / name
    score_file(scorer, source, tmp_path / name)
    whole = (tmp_path / name).read_bytes()

    def job(step: int) -> None:
        kill_at(step, folder)
        score_file(scorer, source, output)

    for step in count():
        code = ended(in_a_process(lambda step=step: job(step)))  # type: ignore[misc]
        if code == 0:
            break
        assert code == -signal.SIGKILL
        # Under its name stands nothing, or all of it.
        assert not output.exists() or output.read_bytes() == whole
        score_file(scorer, source, output, BatchOptions(resume=True))
        assert output.read_bytes() == whole
        assert [path.name for path in folder.iterdir()] == [name]
        output.unlink()
    assert step > 15


@pytest.mark.parametrize(("name", "workers", "seed"), [(OUTPUTS[0], 2, 1), (OUTPUTS[1], 1, 2)])
def test_a_job_may_be_killed_again_and_again(
    scorer: Scorer, tmp_path: Path, folder: Path, name: str, workers: int, seed: int
) -> None:
    source, output, chance = postings(tmp_path / "p.csv", 120), folder / name, random.Random(seed)
    score_file(scorer, source, tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    options = BatchOptions(workers=workers, resume=True)
    kills = 0
    while True:
        slow = Slow(scorer, 0.01)
        child = in_a_process(lambda slow=slow: score_file(slow, source, output, options))  # type: ignore[misc]
        goal = n_parts(output) + chance.randint(1, 15)
        while os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            if n_parts(output) >= goal:
                time.sleep(chance.uniform(0, 0.03))
                os.kill(child, signal.SIGKILL)
                break
            time.sleep(0.001)
        if (code := ended(child)) == 0:
            break
        assert code == -signal.SIGKILL
        kills += 1
        assert not output.exists() or output.read_bytes() == whole

    assert kills >= 3
    assert output.read_bytes() == whole


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("share", [0.001, 0.9], ids=["a part", "the whole"])
def test_a_full_disk_is_a_clear_end_and_room_lets_the_job_go_on(
    scorer: Scorer,
    tmp_path: Path,
    folder: Path,
    name: str,
    share: float,
    capfd: pytest.CaptureFixture[str],
) -> None:
    source, output = postings(tmp_path / "p.csv", 60), folder / name
    score_file(scorer, source, tmp_path / name)
    room = round((tmp_path / name).stat().st_size * share)

    def job() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        score_file(scorer, source, output)

    assert ended(in_a_process(job)) == 3
    said = capfd.readouterr().err
    assert "can't be written: " in said and "File too large" in said and "exception" not in said
    assert not output.exists()
    assert unfinished(output) == (share > 0.5)
    summary = score_file(scorer, source, output, BatchOptions(resume=True))
    assert summary.resumed == (60 if share > 0.5 else 0)
    assert output.read_bytes() == (tmp_path / name).read_bytes()
