"""The device layer: scanners and receipt printers, and the keeper that keeps them alive."""
