"""A program: a JSON list of Vietnamese words in, espeak-ng's phonemes out; `(en)` where it changes voice."""

import ctypes
import json
import sys

import espeakng_loader

UTF8, RETRIEVAL = 1, 1


def main() -> None:
    espeak = ctypes.CDLL(espeakng_loader.get_library_path())
    espeak.espeak_TextToPhonemes.restype = ctypes.c_char_p
    if espeak.espeak_Initialize(RETRIEVAL, 0, espeakng_loader.get_data_path().encode(), 0) < 0:
        raise SystemExit("espeak-ng did not begin")
    espeak.espeak_SetVoiceByName(b"vi")
    print(json.dumps([phonemes(espeak, word) for word in json.load(sys.stdin)]))


def phonemes(espeak: ctypes.CDLL, word: str) -> str:
    text = ctypes.c_char_p(word.encode())
    rest = ctypes.pointer(ctypes.cast(text, ctypes.c_void_p))
    return str(espeak.espeak_TextToPhonemes(rest, UTF8, 0).decode())


if __name__ == "__main__":
    main()
