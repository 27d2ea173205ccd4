"""Fit how the reader fuses its voices, on postings whose occupation is known.

A few dozen figures in all, so that a few hundred texts are enough. Training side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from jobskills.encoders.static import StaticEncoder, WordRows
from jobskills.models.profile import ProfileData
from jobskills.models.reader.inputs import MODES, Inputs, encode_readings
from jobskills.models.reader.model import Reader
from jobskills.models.reader.odds import posterior
from jobskills.models.reader.synthetic import Noise
from jobskills.models.reader.uncertainty import Calibration
from jobskills.prediction import Posting
from jobskills.text import read_posting

__all__ = ["LabelledPosting", "TuningTexts", "as_mode", "hold_out", "tune", "with_noise"]

FloatArray = NDArray[np.float32]

_MOST_NOISE: Final = 24
_NOISE_RATIO: Final = 2
#: The fused posterior is as likely as can be at 1. Labelled texts with several codes would have
#: it flatter for their ratings; an advertisement is for one job.
_POWERS: Final = np.arange(1.0, 3.01, 0.1, dtype=np.float32)
#: A code is right to tell if so large a part of the annotators would choose it.
_ACCEPTED: Final = 0.2
#: What is told of an occupation may also be too bold.
_TEMPERATURES: Final = np.arange(0.5, 3.01, 0.05, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class LabelledPosting:
    """A posting and the occupations that it may be for.

    Attributes
    ----------
    posting : Posting
    codes : tuple of str
    right : tuple of float
        How likely each of the codes is right, 0-1; without any, all of them are.
    weight : float
        How much it counts beside others of its kind.
    """

    posting: Posting
    codes: tuple[str, ...]
    right: tuple[float, ...] = ()
    weight: float = 1.0

    def rightness(self, row: Mapping[str, int]) -> FloatArray:
        """Return how likely each of the occupations is right, [o]; `row` tells their places."""
        right = np.zeros(len(row), np.float32)
        for code, likely in zip(self.codes, self.right or (1.0,) * len(self.codes), strict=True):
            if code in row:
                right[row[code]] = likely
        return right


def hold_out(
    data: ProfileData, rng: np.random.Generator
) -> tuple[ProfileData, list[LabelledPosting]]:
    """Take a job title and a quarter of the tasks from each occupation that has several.

    For tuning where no labelled text is at hand: what was taken out becomes one
    posting per occupation, and must not be learned from otherwise.
    """
    kept, postings = [], []
    for one in data.occupations:
        titles = [name for name in one.job_titles if name != one.title]
        if len(titles) < 3 or len(one.tasks) < 4:
            kept.append(one)
            continue
        title = titles[rng.integers(len(titles))]
        out = set(rng.choice(len(one.tasks), len(one.tasks) // 4, replace=False).tolist())
        description = "\n".join(one.tasks[i] for i in sorted(out))
        postings.append(LabelledPosting(Posting(title, description), (one.code,)))
        tasks = tuple(task for i, task in enumerate(one.tasks) if i not in out)
        left = tuple(name for name in one.job_titles if name != title)
        kept.append(replace(one, tasks=tasks, job_titles=left))
    return replace(data, occupations=tuple(kept)), postings


def with_noise(
    posting: Posting, noise: Noise, rng: np.random.Generator, most: int | None = None
) -> Posting:
    """Return the posting with sentences that say little of the work around it.

    Up to `most`; if it isn't given up to twice as many as the posting's own, for so much stands
    in real advertisements.
    """
    if most is None:
        most = min(_MOST_NOISE, _NOISE_RATIO * len(read_posting(posting).units))
    drawn = [noise.texts[i] for i in noise.draw(int(rng.integers(0, most + 1)), rng)]
    cut = int(rng.integers(0, len(drawn) + 1))
    lines = [*drawn[:cut], posting.description, *drawn[cut:]]
    return replace(posting, description="\n".join(lines))


@dataclass(frozen=True, slots=True, eq=False)
class TuningTexts:
    """Texts to fit the fusion on, n of them, each of one of the reader's occupations at least.

    Attributes
    ----------
    inputs : list of Inputs
    right : float32 [n, o]
        How likely each occupation is right, 0-1.
    weight : float32 [n]
    """

    inputs: list[Inputs]
    right: FloatArray
    weight: FloatArray

    @classmethod
    def gather(
        cls,
        kinds: Sequence[Sequence[LabelledPosting]],
        codes: Sequence[str],
        encoder: StaticEncoder,
    ) -> "TuningTexts":
        """Read the postings; each kind counts as much as another, however many it has."""
        row = {code: i for i, code in enumerate(codes)}
        flat = [one for kind in kinds for one in kind]
        weights = [np.array([one.weight for one in kind], np.float32) for kind in kinds if kind]
        return cls(
            inputs=encode_readings([read_posting(one.posting) for one in flat], encoder),
            right=np.array([one.rightness(row) for one in flat], np.float32).reshape(-1, len(row)),
            weight=np.concatenate(
                [np.zeros(0, np.float32), *(each / each.sum() for each in weights)]
            ),
        )


def tune(reader: Reader, texts: TuningTexts) -> Calibration:
    """Fit fusion weights, sharpness and temperature; the reader's own calibration is not looked at.

    Parameters
    ----------
    reader : Reader
    texts : TuningTexts
    """
    right = texts.right
    truth = right / right.sum(axis=1, keepdims=True)
    neutral = Calibration.neutral(len(reader.elements))
    voices, sharpness = neutral.voices.copy(), neutral.sharpness.copy()
    temperature = neutral.temperature.copy()
    for mode in range(len(MODES)):
        seen = [as_mode(one, mode) for one in texts.inputs]
        usable = [i for i, one in enumerate(seen) if one is not None and one.mode == mode]
        if usable:
            ready = [one for one in seen if one is not None and one.mode == mode]
            heard = np.stack([reader.hear(one).voices[:, 0].T for one in ready])
            share = texts.weight[usable] / texts.weight[usable].sum()
            voices[mode] = _fuse(heard, right[usable], share)
            gold = truth[usable] @ reader.tables.importance_filled
            sharpness[mode] = _sharpen(reader, heard @ voices[mode], gold, share)
            temperature[mode] = _honest(heard @ voices[mode], right[usable] >= _ACCEPTED, share)
    return replace(neutral, voices=voices, sharpness=sharpness, temperature=temperature)


def as_mode(inputs: Inputs, mode: int) -> Inputs | None:
    """Hide the title or the body; None where what is left would be nothing."""
    if MODES[mode] == "description":
        inputs = replace(inputs, title=None)
    if MODES[mode] == "title":
        inputs = replace(
            inputs,
            units=inputs.units[:0],
            headings=inputs.headings[:0],
            sections=inputs.sections[:0],
            words=WordRows(inputs.words.rows[:0], inputs.words.lengths[:0]),
        )
    return None if inputs.title is None and not len(inputs.units) else inputs


def _fuse(heard: FloatArray, right: FloatArray, share: FloatArray) -> FloatArray:
    """Fit the voices' weights, most probable a posteriori: heard [n, o, v], right [n, o] -> [v].

    Before any text is read every voice is trusted once, give or take one.
    """
    voices, allowed = torch.from_numpy(heard), torch.log(torch.from_numpy(right))
    shares = torch.from_numpy(share)
    weights = torch.ones(heard.shape[2], requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        likely = torch.log_softmax(voices @ weights, dim=1)
        prior = (weights - 1).square().sum() / (2 * len(voices))
        loss = prior - shares @ torch.logsumexp(likely + allowed, dim=1)
        torch.autograd.backward(loss)
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    return np.asarray(weights.detach().numpy(), np.float32)


def _honest(scores: FloatArray, right: NDArray[np.bool_], share: FloatArray) -> np.float32:
    """Find the power at which the first occupation is as probable as it is often right."""
    first = scores.argmax(axis=1)
    seen = share @ right[np.arange(len(scores)), first]
    said = [share @ posterior(power * scores)[0].max(axis=1) for power in _TEMPERATURES]
    return np.float32(_TEMPERATURES[int(np.argmin(np.abs(np.array(said) - seen)))])


def _sharpen(reader: Reader, scores: FloatArray, gold: FloatArray, share: FloatArray) -> np.float32:
    """Find the power of the posterior whose mixture comes nearest to the gold ratings."""
    tables = reader.tables
    errors = []
    for power in _POWERS:
        off = (posterior(power * scores)[0] @ tables.importance_filled - gold) / tables.spread
        errors.append(float(share @ np.square(off).mean(axis=1)))
    return np.float32(_POWERS[int(np.argmin(errors))])
