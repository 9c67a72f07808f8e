"""Mentions and claims of one bulletin, by rules, gazetteers and dictionaries."""
