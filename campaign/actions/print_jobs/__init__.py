"""Print jobs: the documents for an evening or a delivery, made by a worker."""
