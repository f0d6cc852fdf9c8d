"""Phrases with options, alternatives and slots: `[cho tôi] (lấy|xin) số {service}`."""

from dialogs.templates.model import Template, spread
from dialogs.templates.parser import TemplateError, parse

__all__ = ["Template", "TemplateError", "parse", "spread"]
