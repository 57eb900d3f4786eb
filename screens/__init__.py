"""The glass: shows views and reports touches. No rule of the library lives here."""
