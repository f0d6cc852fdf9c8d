"""The loudspeaker: sound from a wire into the air, and what a person beside it would have heard."""
