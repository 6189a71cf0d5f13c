"""Copies of the journal, checked before they count, and which of them stay."""
