"""The Corpus in other people's formats; each module one format, none of them Sphinx's."""
