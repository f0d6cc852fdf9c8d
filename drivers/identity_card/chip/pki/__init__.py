"""What signs a card: DER, public keys, signatures, certificates, signed data; strict and bounded."""
