"""From a picture to the text of its QR code, or to none; never to a wrong one. No camera, no event loop."""
