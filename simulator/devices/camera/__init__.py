"""A network camera: pictures of what is held before it, as an MJPEG stream while somebody watches."""
