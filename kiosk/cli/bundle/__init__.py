"""The parts of a diagnostics bundle: figures without anybody in them, and texts that are redacted."""
