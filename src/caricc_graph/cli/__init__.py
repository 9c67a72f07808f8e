"""The commands: each parses, calls one function and prints."""

from __future__ import annotations

import sys

import click

from caricc_graph.cli import asking, building, curating, measuring, serving, tracing, writing
from caricc_graph.cli.common import commands
from caricc_graph.model import CariccGraphError

__all__ = ["asking", "building", "commands", "curating", "main", "measuring", "serving", "tracing", "writing"]


def main() -> None:
    """Run the command line; an error that the project explains ends with exit code 2."""
    try:
        commands(standalone_mode=True)
    except CariccGraphError as error:
        click.echo(f"caricc-graph: {error}", err=True)
        sys.exit(2)
