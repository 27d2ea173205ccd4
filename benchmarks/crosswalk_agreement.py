"""How well ratings that were carried over the 2010 to 2019 crosswalk agree with the new ones.

Abilities of 23.2 (O*NET-SOC 2010) are carried to 2019 and set against those of 29.3:

    python benchmarks/crosswalk_agreement.py ../shared/data
"""

import sys
from pathlib import Path

import polars as pl

from jobskills.dataset.ratings import one_per_element, rating_rows
from jobskills.onet import read_crosswalk, read_release


def main(data: Path) -> None:
    onet = data / "onet"
    walk = read_crosswalk(onet / "2010_to_2019_Crosswalk.csv")
    old, new = (
        rating_rows(read_release(onet / name).tables["abilities"], "abilities")
        for name in ("supplement_23_2_excel.zip", "supplement_29_3_abilities.zip")
    )
    carried = walk.carry(old, "2019")
    both = new.join(one_per_element(carried), on=["code", "element_id"], suffix="_carried")
    rows = carried.group_by("code", "element_id").len()
    merged = pl.col("code").is_in(rows.filter(pl.col("len") > 1)["code"].implode())
    for name, part in (("one", both.filter(~merged)), ("several", both.filter(merged))):
        r = part.select(pl.corr("importance", "importance_carried")).item()
        print(f"{name} predecessor(s): {part['code'].n_unique()} occupations, r = {r:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
