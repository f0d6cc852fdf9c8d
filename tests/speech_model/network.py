"""A small ReLU network with a softmax output, trained with Adam, in numpy."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np


class Network:
    """Frames → likelihoods of phones."""

    def __init__(self, sizes: list[int], rng: np.random.Generator) -> None:
        self.weights = [
            rng.standard_normal((a, b)).astype(np.float32) * np.float32(np.sqrt(2 / a))
            for a, b in pairwise(sizes)
        ]
        self.biases = [np.zeros(b, np.float32) for b in sizes[1:]]
        self._m = [np.zeros_like(p) for p in self._parameters()]
        self._v = [np.zeros_like(p) for p in self._parameters()]
        self._steps = 0

    def _parameters(self) -> list[np.ndarray]:
        return self.weights + self.biases

    def forward(self, x: np.ndarray) -> list[np.ndarray]:
        """The values of every layer, the input first."""
        layers = [x]
        for i, (w, b) in enumerate(zip(self.weights, self.biases, strict=True)):
            x = x @ w + b
            if i < len(self.weights) - 1:
                x = np.maximum(x, 0)
            layers.append(x)
        return layers

    def step(self, x: np.ndarray, y: np.ndarray, rate: float) -> None:
        """Learn that `x` are the phones `y`."""
        layers = self.forward(x)
        logits = layers[-1] - layers[-1].max(1, keepdims=True)
        delta = np.exp(logits)
        delta /= delta.sum(1, keepdims=True)
        delta[np.arange(len(y)), y] -= 1
        delta /= len(y)
        weights, biases = [], []
        for weight, bias in self._gradients(layers, delta):
            weights.insert(0, weight)
            biases.insert(0, bias)
        self._adam(weights + biases, rate)

    def _gradients(
        self, layers: list[np.ndarray], delta: np.ndarray
    ) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Of weights and biases, the last layer first."""
        for i in range(len(self.weights) - 1, -1, -1):
            yield layers[i].T @ delta, delta.sum(0)
            if i:
                delta = (delta @ self.weights[i].T) * (layers[i] > 0)

    def _adam(self, gradients: list[np.ndarray], rate: float) -> None:
        self._steps += 1
        for p, g, m, v in zip(self._parameters(), gradients, self._m, self._v, strict=True):
            m += 0.1 * (g - m)
            v += 0.001 * (g * g - v)
            p -= rate * (m / (1 - 0.9**self._steps)) / (np.sqrt(v / (1 - 0.999**self._steps)) + 1e-8)
