"""An interval for a share, honest for few cases and for shares of 0 and 1."""

from __future__ import annotations

from math import sqrt

# Two-sided 95 % of the normal distribution.
Z_95 = 1.959964


def wilson(right: int, total: int) -> tuple[float, float]:
    """The 95 % score interval of `right` successes in `total` trials, within [0, 1].

    Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22.
    Raises ValueError without trials.
    """
    if not 0 <= right <= total or total == 0:
        raise ValueError(f"{right} of {total} is no share")
    share, spread = right / total, Z_95**2 / total
    middle = (share + spread / 2) / (1 + spread)
    half = sqrt(share * (1 - share) * spread + spread**2 / 4) / (1 + spread)
    # At 0 and at 1 the bound is exact; only rounding could move it.
    return (
        0.0 if right == 0 else max(0.0, middle - half),
        1.0 if right == total else min(1.0, middle + half),
    )
