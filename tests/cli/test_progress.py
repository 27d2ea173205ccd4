"""Progress off a terminal: plain lines on stderr, and few of them."""

import pytest

from jobskills.cli.progress import progress


def test_the_end_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Scoring") as show:
        for done in range(1, 4):
            show(done, 3)
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "Scoring: 3 of 3 (0 s)\n")


def test_an_unknown_end_is_not_said_over_and_over(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Downloading") as show:
        for done in range(100):
            show(done, 0)
    assert capsys.readouterr().err == ""


def test_long_work_is_heard_of_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter([0.0, 4.0, 11.0, 12.0])
    monkeypatch.setattr("jobskills.cli.progress.time.monotonic", lambda: next(seconds))
    with progress("Downloading") as show:
        show(10, 0)
        show(20, 0)
        show(30, 0)
    assert capsys.readouterr().err == "Downloading: 20 (11 s)\n"


@pytest.mark.parametrize(
    ("second", "done", "total", "said"),
    [
        (10.0, 50, 1000, "Scoring: 50 of 1000 rows, 5 a second, 3 min 10 s left (10 s)\n"),
        (20.0, 900, 1000, "Scoring: 900 of 1000 rows, 45 a second, 2 s left (20 s)\n"),
        (10.0, 10, 50_000, "Scoring: 10 of 50000 rows, 1 a second, 13 h 53 min left (10 s)\n"),
        (10.0, 50, 0, "Scoring: 50 rows, 5 a second (10 s)\n"),
        (4.0, 8, 8, "Scoring: 8 of 8 rows, 2 a second (4 s)\n"),
        (10.0, 0, 9, "Scoring: 0 of 9 rows, 0 a second (10 s)\n"),
    ],
)
def test_counted_units_have_a_rate_and_a_time_left(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    second: float,
    done: int,
    total: int,
    said: str,
) -> None:
    seconds = iter([0.0, second])
    monkeypatch.setattr("jobskills.cli.progress.time.monotonic", lambda: next(seconds))
    with progress("Scoring", "rows") as show:
        show(done, total)
    assert capsys.readouterr().err == said


def test_the_rate_forgets_what_went_by_at_another(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter([0.0, 1.0, 50.0, 100.0, 120.0])
    monkeypatch.setattr("jobskills.cli.progress.time.monotonic", lambda: next(seconds))
    with progress("Scoring", "rows") as show:
        for done in (10_000, 10_050, 10_100, 10_120):
            show(done, 10_220)
    assert "10120 of 10220 rows, 1 a second, 1 min 40 s left" in capsys.readouterr().err


def test_a_terminal_shows_a_bar_with_rate_and_time_left(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    now = iter(float(second) for second in range(0, 1000, 10))
    monkeypatch.setattr("jobskills.cli.progress.time.monotonic", lambda: next(now))
    with progress("Scoring", "rows") as show:
        show(100, 400)
        show(200, 400)
    shown = capsys.readouterr().err
    assert "200/400   50%  10 rows/s, 20 s left" in shown
