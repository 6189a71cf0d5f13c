"""Figures that matter to a person, each as a ratio against a yardstick in the same run."""
