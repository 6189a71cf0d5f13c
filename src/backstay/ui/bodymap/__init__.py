"""Where it hurts, pointed at on a drawn body instead of looked for in a list."""
