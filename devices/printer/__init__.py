"""Receipt printers: from a slip to dots to bytes to proof."""
