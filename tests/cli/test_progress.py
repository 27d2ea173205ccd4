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
