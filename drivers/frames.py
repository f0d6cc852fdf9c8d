"""What a camera gives. Apart from its interface, which is imported without numpy."""

import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]  # rows × columns, grey, 0 is black
