"""What the robot says and shows about procedures: the data, their source and their day, and nothing else."""

from dialogs.advice.advice import Advice
from dialogs.advice.card import Card, CardLine, Section
from dialogs.advice.saying import Saying

__all__ = ["Advice", "Card", "CardLine", "Saying", "Section"]
