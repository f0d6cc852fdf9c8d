from tests.support.speech_model import speech_model

__all__ = ["speech_model"]
