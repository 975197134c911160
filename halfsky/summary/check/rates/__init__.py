"""Rules of what must divide: shares, completions, growth, averages, targets."""
