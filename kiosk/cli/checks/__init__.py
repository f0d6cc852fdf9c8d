"""What `kiosk doctor` looks at: small functions, each with one finding."""
