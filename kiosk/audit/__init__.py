"""The audit: every screen in every language, theme, size and direction, held against the checklist of accessibility."""
