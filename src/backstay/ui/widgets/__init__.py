"""The small parts every page is made of, in one hand."""
