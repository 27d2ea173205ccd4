"""The default model: reads the sentences of a posting and weighs them.

Serving files (`network`, `inputs`, `model`, `uncertainty`, `fusion`) need
numpy alone; `fit`, `synthetic` and `tuning` are the training side.
"""
