"""The layouts of the glass. Each draws one kind of view; the same one reflows on tall, wide and small glass."""
