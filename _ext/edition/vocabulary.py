"""Which directives and roles an author can write in this build; knows none of them by name."""

from __future__ import annotations

from types import ModuleType

from docutils.parsers.rst import directives, roles
from sphinx.environment import BuildEnvironment

#: Domains whose own names need no prefix, with that of the edition.
SHORT = ("std", "edition")


def known_directives(env: BuildEnvironment) -> set[str]:
    """The names of all directives, as an author may write them."""
    named = {f"{domain.name}:{name}" for domain in env.domains.sorted() for name in domain.directives}
    short = {name for domain in SHORT for name in env.domains[domain].directives}
    return {*named, *short, *_names(directives, "_directive_registry", "_directives")}


def known_roles(env: BuildEnvironment) -> set[str]:
    """The names of all roles, as an author may write them."""
    named = {f"{domain.name}:{name}" for domain in env.domains.sorted() for name in domain.roles}
    short = {name for domain in SHORT for name in env.domains[domain].roles}
    return {*named, *short, *_names(roles, "_role_registry", "_roles")}


def _names(module: ModuleType, *tables: str) -> set[str]:
    """The names that docutils keeps in tables of its own."""
    return {name for table in tables for name in getattr(module, table)}
