"""The default model: reads the sentences of a posting and weighs them.

The training side is `fit`, `batches`, `synthetic`, `teaching` and `tuning`; all
other files serve, and need numpy alone.
"""
