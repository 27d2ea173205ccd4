from dataclasses import replace

import numpy as np
import pytest

from jobskills.evaluation.comparison import lead_of_hits, leads, leads_table
from jobskills.evaluation.ratings import RatedAnswers, score_domains


def _answers(noise: float) -> RatedAnswers:
    rng = np.random.default_rng(0)
    truth = rng.uniform(1, 5, (60, 4))
    said = truth + noise * rng.normal(0, 1, truth.shape)
    return RatedAnswers(
        domains=("skills", "skills", "knowledge", "knowledge"),
        truth=truth,
        on=(truth >= 3).astype(np.float64),
        importance=said,
        low=said - 1,
        high=said + 1,
        probability=np.clip(said / 5, 0, 1),
        informed=np.ones(4, dtype=np.bool_),
    )


def test_the_better_model_leads_by_the_difference_of_r() -> None:
    good, bad = _answers(0.5), _answers(2.0)
    by_domain = leads(good, bad)
    one, other = score_domains(good), score_domains(bad)
    for domain, lead in by_domain.items():
        assert lead.value == pytest.approx(one[domain].r - other[domain].r)
        assert 0 < lead.interval[0] < lead.value < lead.interval[1]
    assert leads(bad, good)["skills"].value == pytest.approx(-by_domain["skills"].value)


def test_a_paired_interval_is_narrower_than_the_two_beside_each_other() -> None:
    good = _answers(1.0)
    nearly = replace(good, importance=good.importance + 0.01 * _answers(1.0).truth ** 2)
    low, high = leads(good, nearly)["skills"].interval
    alone = score_domains(good)["skills"].r_interval
    assert high - low < 0.2 * (alone[1] - alone[0])


def test_without_an_r_there_is_no_lead() -> None:
    good = _answers(0.5)
    mute = replace(good, informed=np.zeros(4, dtype=np.bool_))
    lead = leads(good, mute)["skills"]
    assert np.isnan([lead.value, *lead.interval]).all()


def test_hits_on_the_same_rows_are_compared_row_by_row() -> None:
    first = np.arange(200) % 4 > 0
    lead = lead_of_hits(first, first)
    assert (lead.value, lead.interval) == (0, (0, 0))
    assert lead_of_hits(first, ~first).value == pytest.approx(0.5)


def test_the_table_shows_the_sign() -> None:
    table = leads_table({"of tfidf": leads(_answers(0.5), _answers(2.0))}, ["Skills", "Knowledge"])
    [[what, skills, _]] = table.rows
    assert what == "of tfidf"
    assert str(skills).startswith("+0.")
