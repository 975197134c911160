"""Long work: a queue in the database and a worker beside the site.

Why it is our own: docs/decisions/0019-queue.md.
"""
