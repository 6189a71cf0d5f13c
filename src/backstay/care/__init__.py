"""Looking after the person's data as a whole: checked, recovered, restored, or taken all away."""
