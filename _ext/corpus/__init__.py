"""What the letters are: sources in, a frozen Corpus out; imports neither Sphinx nor docutils."""

from .commentary import Person
from .corpus import load, source_map, text_of
from .model import Corpus, Message, Note, Thread
from .problems import Problem, Problems

__all__ = ["Corpus", "Message", "Note", "Person", "Problem", "Problems", "Thread", "load", "source_map", "text_of"]
