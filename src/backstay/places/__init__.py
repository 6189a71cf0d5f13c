"""Where the sessions stand that are not over: a small file for each, written beside the session."""
