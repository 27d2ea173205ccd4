"""A task over a stream of items in several processes, results in order, few items in flight.

Processes are forked after the model is loaded, where the system can fork, so
that its memory is shared. Nothing here knows what the task does.
"""

import gc
import multiprocessing
import os
import signal
import threading
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Final, TypeVar

from jobskills.errors import JobskillsError

__all__ = ["ordered_map"]

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_IN_FLIGHT_PER_WORKER: Final = 2

#: The task of a worker process, set when it starts.
_task: Callable[[Any], Any] | None = None


def ordered_map(
    task: Callable[[_Item], _Result], items: Iterable[_Item], workers: int
) -> Iterator[_Result]:
    """Yield ``task(item)`` for each item, in order.

    With one worker the work is done in this process. `items` is read only as
    far ahead as keeps the workers busy.

    Raises
    ------
    JobskillsError
        If the system ends a worker.
    """
    if workers == 1:
        yield from map(task, items)
        return
    # What is there before the fork, the model above all, is left alone by the collector:
    # it would write a mark into every object, and so copy the pages that are shared.
    gc.freeze()
    executor = _executor(task, workers)
    waiting: deque[Future[_Result]] = deque()
    try:
        for item in items:
            waiting.append(executor.submit(_run, item))
            if len(waiting) >= workers * _IN_FLIGHT_PER_WORKER:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise JobskillsError(
            "a worker process was ended by the system, often for want of memory: "
            "use fewer workers, and resume to keep what is done"
        ) from error
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
        gc.unfreeze()


def _executor(task: Callable[[Any], Any], workers: int) -> ProcessPoolExecutor:
    """Return a pool whose processes are running."""
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    executor = ProcessPoolExecutor(
        workers, multiprocessing.get_context(method), _start, (task, os.getpid())
    )
    with warnings.catch_warnings():
        # Python 3.12 warns of forking with threads about; here they are those
        # of the linear algebra library, which restarts them in the child.
        warnings.simplefilter("ignore", DeprecationWarning)
        executor.submit(os.getpid).result()
    return executor


def _start(task: Callable[[Any], Any], parent: int) -> None:
    global _task
    _task = task
    # The parent hears Ctrl-C and decides; a worker finishes its part.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process when its parent was killed, for nobody else would."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _run(item: Any) -> Any:
    assert _task is not None  # noqa: S101 - set by _start
    return _task(item)
