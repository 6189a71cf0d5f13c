"""What only a running session needs: its two views, its keys and its words."""
