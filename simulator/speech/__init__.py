"""Citizens who speak: what they say and how, espeak-ng in a process of its own, the room they say it in."""
