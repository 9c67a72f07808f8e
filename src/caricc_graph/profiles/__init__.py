"""Profiles: what the pages of a build show of entities and bulletins, kept ready by the build and read a page at a time."""

from __future__ import annotations

from caricc_graph.profiles.bulletin import BulletinProfile, Passage, Piece
from caricc_graph.profiles.entity import EntityProfile, Post
from caricc_graph.profiles.index import write_index
from caricc_graph.profiles.lines import Group, Line, Party
from caricc_graph.profiles.profiles import Contents, Profiles, UnknownPage
from caricc_graph.profiles.references import Reference
from caricc_graph.profiles.sentences import Sentence

__all__ = [
    "BulletinProfile", "Contents", "EntityProfile", "Group", "Line", "Party", "Passage", "Piece", "Post", "Profiles", "Reference", "Sentence",
    "UnknownPage", "write_index",
]  # fmt: skip
