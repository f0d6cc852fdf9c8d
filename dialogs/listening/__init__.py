"""Sound becomes text: voice activity, where an utterance ends, and a recogniser in a process of its own."""
