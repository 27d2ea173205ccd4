"""Synthetic postings: a job title, some tasks, and much that says nothing of the work.

O*NET's prose alone teaches a model to believe every sentence. Here each
training example hides a few tasks among runs of sentences from real postings
and from our own boilerplate, so that the gate has something to learn.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.static import StaticEncoder
from jobskills.models.profile import Occupation
from jobskills.models.reader.batches import Batch
from jobskills.models.reader.inputs import Inputs
from jobskills.models.reader.naming import NAMING, NAMING_OTHERS
from jobskills.prediction import Posting
from jobskills.text import SECTIONS, Section, read_posting

__all__ = ["Noise", "SentencePool", "boilerplate"]

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.intp]

_MOST_TASKS: Final = 8
_MOST_NOISE: Final = 24
_MODE_SHARES: Final = (0.35, 0.45, 0.20)
_DESCRIPTION_SHARE: Final = 0.25
_BOILERPLATE_SHARE: Final = 0.35
_WRITTEN_SHARE: Final = 0.5
_NAMING_SHARE: Final = 0.45
_NAMING_OTHERS_SHARE: Final = 0.15
#: A noise sentence may not be closer than this to the five tasks nearest to it.
_MOST_RELEVANT: Final = 0.57
_TASKS_COMPARED: Final = 4000
_DUTIES: Final = SECTIONS.index("duties")


@dataclass(frozen=True, slots=True, eq=False)
class Noise:
    """Sentences that say little of the work.

    Attributes
    ----------
    vectors : float32 [n, d]
    sections : intp [n]
    runs : intp [r, 2]
        Stretches of sentences that stood together in one posting.
    texts : tuple of str, length n
    """

    vectors: FloatArray
    sections: IntArray
    runs: IntArray
    texts: tuple[str, ...]

    @classmethod
    def gather(
        cls, unlabelled: Sequence[Posting], encoder: StaticEncoder, tasks: FloatArray
    ) -> "Noise":
        """Keep the sentences of unlabelled postings that are far from every task.

        Our own boilerplate comes first, each sentence a run of its own. Where its section is
        recognised the reader never hears it, so here it stands in none.
        """
        documents: list[list[tuple[str, Section]]] = [[(text, "none")] for text, _ in boilerplate()]
        # A few thousand tasks stand for all of them, at a fraction of the time.
        tasks = tasks[:: 1 + len(tasks) // _TASKS_COMPARED]
        few = min(5, len(tasks))
        for posting in unlabelled:
            units = read_posting(posting).telling
            vectors = encoder.encode([unit.text for unit in units])
            nearest = np.partition(vectors @ tasks.T, -few, axis=1)[:, -few:].mean(axis=1)
            documents.append(
                [
                    (unit.text, unit.section)
                    for unit, near in zip(units, nearest, strict=True)
                    if near < _MOST_RELEVANT
                ]
            )
        flat = [pair for document in documents for pair in document]
        ends = np.cumsum([len(document) for document in documents])
        starts = ends - [len(document) for document in documents]
        runs = np.stack([starts, ends], axis=1)
        return cls(
            vectors=encoder.encode([text for text, _ in flat]),
            sections=np.array([SECTIONS.index(section) for _, section in flat], np.intp),
            runs=runs[ends > starts],
            texts=tuple(text for text, _ in flat),
        )

    def draw(self, n: int, rng: np.random.Generator) -> list[int]:
        """Draw about n sentences: runs of real postings, mixed with boilerplate."""
        n_own = len(boilerplate())
        drawn: list[int] = []
        while len(drawn) < n:
            if len(self.runs) == n_own or rng.random() < _BOILERPLATE_SHARE:
                drawn.append(int(rng.integers(n_own)))
                continue
            start, end = self.runs[rng.integers(n_own, len(self.runs))]
            length = min(n - len(drawn), int(rng.integers(2, 10)), end - start)
            first = int(rng.integers(start, end - length + 1))
            drawn += range(first, first + length)
        return drawn


class SentencePool:
    """Everything synthetic postings are made of, encoded once.

    Parameters
    ----------
    occupations : sequence of Occupation, length o
    encoder : StaticEncoder
    unlabelled : sequence of Posting
        Where noise comes from, besides our own boilerplate.
    seed : int
    written : sequence of (int, Inputs)
        Postings in employers' words and the positions of their occupations: half of the bodies
        are made of them where there are any.
    """

    def __init__(
        self,
        occupations: Sequence[Occupation],
        encoder: StaticEncoder,
        unlabelled: Sequence[Posting],
        seed: int,
        written: Sequence[tuple[int, Inputs]] = (),
    ) -> None:
        titles = [one.names for one in occupations]
        self._tasks_end = np.cumsum([len(one.tasks) for one in occupations])
        self._titles_end = np.cumsum([len(names) for names in titles])
        tasks = encoder.encode([task for one in occupations for task in one.tasks])
        descriptions = encoder.encode([one.description for one in occupations])
        self.noise = Noise.gather(unlabelled, encoder, tasks)
        self._names = [name for names in titles for name in names]
        self.titles = encoder.encode(self._names)
        bodies = [(occupation, one) for occupation, one in written if len(one.units)]
        self.vectors = np.concatenate(
            [tasks, descriptions, self.noise.vectors, *(one.units for _, one in bodies)]
        )
        self._first_description = len(tasks)
        self._first_noise = len(tasks) + len(descriptions)
        first = self._first_noise + len(self.noise.vectors)
        self._written: dict[int, list[tuple[int, list[int]]]] = defaultdict(list)
        for occupation, one in bodies:
            self._written[occupation].append((first, one.sections.tolist()))
            first += len(one.units)
        self._encoder, self._rng = encoder, np.random.default_rng(seed)
        self.n_occupations = len(occupations)

    def prototypes(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return three starts for each occupation, [o, d] each: of all texts, of titles, of bodies.

        A body's is the mean task and the description, a title's the mean title.
        """
        d = self.vectors.shape[1]
        titles, bodies = (np.zeros((self.n_occupations, d), np.float32) for _ in range(2))
        for i in range(self.n_occupations):
            titles[i] = self.titles[self._titles(i)].mean(axis=0)
            tasks = self.vectors[self._tasks(i)]
            bodies[i] = self.vectors[self._first_description + i]
            if len(tasks):
                bodies[i] += tasks.mean(axis=0)
        return titles + bodies, titles, bodies

    def batch(self, n: int) -> Batch:
        """Make n synthetic postings of occupations drawn evenly."""
        rng = self._rng
        occupations = rng.integers(0, self.n_occupations, n)
        modes = rng.choice(3, n, p=_MODE_SHARES)
        batch = Batch.empty(n, self.vectors.shape[1], self.n_occupations)
        batch.target[np.arange(n), occupations] = 1
        for i, (occupation, mode) in enumerate(zip(occupations, modes, strict=True)):
            names = self._titles(int(occupation))
            name = int(rng.integers(names.start, names.stop))
            if mode != 1:
                batch.title[i] = self.titles[name]
            if mode != 2:
                mentions = self._encoder.encode(self._mentions(self._names[name]))
                rows, sections = self._body(int(occupation))
                units = np.concatenate([mentions, self.vectors[rows]])
                batch.fill(i, units, [0] * len(mentions) + sections)
        return batch

    def _mentions(self, name: str) -> list[str]:
        """Write sentences that name the job, or somebody else's; often none."""
        rng = self._rng
        written = []
        if rng.random() < _NAMING_SHARE:
            forms = rng.choice(len(NAMING), int(rng.integers(1, 3)), replace=False)
            written += [NAMING[i].format(name) for i in forms]
        if rng.random() < _NAMING_OTHERS_SHARE:
            other = self._names[rng.integers(len(self._names))]
            written.append(NAMING_OTHERS[rng.integers(len(NAMING_OTHERS))].format(other))
        return written

    def _body(self, occupation: int) -> tuple[list[int], list[int]]:
        rng = self._rng
        if occupation in self._written and rng.random() < _WRITTEN_SHARE:
            rows, kinds = self._employers_words(occupation)
        else:
            rows, kinds = self._dictionary_words(occupation)
        drawn = self.noise.draw(int(rng.integers(0, _MOST_NOISE + 1)), rng)
        rows += [self._first_noise + i for i in drawn]
        kinds += self.noise.sections[drawn].tolist()
        return rows, kinds

    def _employers_words(self, occupation: int) -> tuple[list[int], list[int]]:
        """Take some sentences of a written posting, at least two where it has so many."""
        rng, written = self._rng, self._written[occupation]
        first, sections = written[rng.integers(len(written))]
        n_all = len(sections)
        size = int(rng.integers(min(2, n_all), n_all + 1))
        kept = np.sort(rng.choice(n_all, size, replace=False)).tolist()
        return [first + i for i in kept], [sections[i] for i in kept]

    def _dictionary_words(self, occupation: int) -> tuple[list[int], list[int]]:
        """Take some tasks, now and then the description."""
        rng, tasks = self._rng, self._tasks(occupation)
        n_all = tasks.stop - tasks.start
        n_tasks = min(n_all, int(rng.integers(1, _MOST_TASKS + 1)))
        rows = (tasks.start + rng.choice(n_all, n_tasks, replace=False)).tolist() if n_all else []
        # Half of all employers write a heading over the duties.
        kinds = [_DUTIES if rng.random() < 0.5 else 0 for _ in rows]
        if not rows or rng.random() < _DESCRIPTION_SHARE:
            rows.append(self._first_description + occupation)
            kinds.append(0)
        return rows, kinds

    def _tasks(self, occupation: int) -> slice:
        start = self._tasks_end[occupation - 1] if occupation else 0
        return slice(int(start), int(self._tasks_end[occupation]))

    def _titles(self, occupation: int) -> slice:
        start = self._titles_end[occupation - 1] if occupation else 0
        return slice(int(start), int(self._titles_end[occupation]))


@cache
def boilerplate() -> tuple[tuple[str, str], ...]:
    """Return our own boilerplate sentences, each with the section it stands in."""
    text = resources.files(__package__).joinpath("boilerplate.txt").read_text("utf-8")
    found, section = [], "none"
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            found.append((line, section))
    return tuple(found)
