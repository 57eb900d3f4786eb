"""What our pages may ask for."""
