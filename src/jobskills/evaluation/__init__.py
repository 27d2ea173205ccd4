"""One model over one split to a report: beside baselines, with intervals; it ships nothing."""
