"""The synced record types, one module per subject; ``journal.records`` lists them."""
