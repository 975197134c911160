"""Pages that belong to no floor below: home, log-in, receipts."""
