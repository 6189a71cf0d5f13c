"""What broke, without a word of what the person wrote: noted when it happens, told at the next start."""
