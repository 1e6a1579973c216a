"""Beginnings that an editor fills in: a chapter, a note, a person, a witness; knows the corpus and the book's files, not Sphinx."""
