"""Models: texts in, probabilities and ratings out; `fit`, `predict`, and a fixed label order."""
