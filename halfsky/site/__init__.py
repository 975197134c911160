"""The site: base pages, log-in, the policy of every route, and the gate that holds it."""
