"""Words → sound: sentences, a worker with pyttsx3 over espeak-ng, a cache, recorded prompts, small sounds."""
