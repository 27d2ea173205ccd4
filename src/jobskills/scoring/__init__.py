"""Rows of postings in, rows of scores out, as Arrow: what every door for many postings shares.

`rows` checks what may be scored, `columns` says which columns are read and written,
`kernel` scores a batch, `tables` and `arrow` lay it out, `selecting` leaves lines out,
`frames` does it for a table in memory. Nothing here knows a model, a file, a process or an
engine: a `Scorer` is handed in. That is why this room lies below the predictor.
"""
