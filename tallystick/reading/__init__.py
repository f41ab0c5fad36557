"""From a document to its claims: gate, clauses, attribution, commitments, deliveries, events, ground."""
