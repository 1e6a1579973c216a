"""Beginnings that an editor fills in: a chapter, a note, a person, a witness; knows the book's files, and no Sphinx."""
