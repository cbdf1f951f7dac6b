"""Bundles ``.qab``: what people hand each other (EXCHANGE.md, Bundle; docs/bundle-format.md)."""
