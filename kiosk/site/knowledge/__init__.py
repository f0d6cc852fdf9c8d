"""What the robot knows, of the files staff write: procedures, what people say, and examples."""

from dialogs.knowledge import Example, Knowledge
from kiosk.site.knowledge.loading import load_knowledge

__all__ = ["Example", "Knowledge", "load_knowledge"]
