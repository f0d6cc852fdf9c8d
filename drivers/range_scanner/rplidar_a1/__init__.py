"""RPLIDAR A1, which turns when it is told."""
