"""Texts to vectors and terms. Serving imports the numpy files of this room only."""
