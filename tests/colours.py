"""How colours look to people who see fewer of them, and how far two colours are apart."""

import math

# G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A physiologically-based model for simulation of color vision
# deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (2009) 1291-1298, table of matrices, severity
# 1.0; they apply to linear light.
SIGHTS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "all colours": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}
# IEC 61966-2-1, sRGB to XYZ under D65.
_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)


def seen(colour, sight):
    """A colour ("#005f97") as L*a*b* with one of ``SIGHTS``."""
    light = [_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    light = [min(1.0, max(0.0, part)) for part in _times(SIGHTS[sight], light)]
    x, y, z = (_cube_root(part / white) for part, white in zip(_times(_XYZ, light), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one, other):
    """CIEDE2000 between two colours as L*a*b*.

    G. Sharma, W. Wu and E. N. Dalal, "The CIEDE2000 color-difference formula", Color Research and Application 30 (2005)
    21-30; the numbers behind the lines are its equations.
    """
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2  # 3
    g = (1 - math.sqrt(mean**7 / (mean**7 + 25**7))) / 2  # 4
    a1, a2 = a1 * (1 + g), a2 * (1 + g)  # 5
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)  # 6
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))  # 7
    turn = h2 - h1 if c1 * c2 else 0.0  # 10
    turn += 360 if turn < -180 else -360 if turn > 180 else 0
    d_hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))  # 11
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2  # 12, 13
    hue = h1 + h2  # 14
    if c1 * c2:
        hue = hue / 2 if abs(h1 - h2) <= 180 else (hue + (360 if hue < 360 else -360)) / 2
    t = (
        1 - 0.17 * _cos(hue - 30) + 0.24 * _cos(2 * hue) + 0.32 * _cos(3 * hue + 6) - 0.2 * _cos(4 * hue - 63)
    )  # 15
    s_light = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2)  # 18
    s_chroma, s_hue = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t  # 19, 20
    rotation = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))  # 17
    rotation *= math.sin(math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2))))  # 16, 21
    parts = (l2 - l1) / s_light, (c2 - c1) / s_chroma, d_hue / s_hue
    return math.sqrt(sum(part**2 for part in parts) + rotation * parts[1] * parts[2])  # 22


def contrast(one, other):
    """The contrast of two colours ("#005f97") as WCAG 2.2 defines it, from 1 to 21."""
    darker, lighter = sorted(
        _times(_XYZ, [_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)])[1]
        for colour in (one, other)
    )
    return (lighter + 0.05) / (darker + 0.05)


def _times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _linear(part):
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _cube_root(part):
    return part ** (1 / 3) if part > (6 / 29) ** 3 else part / (3 * (6 / 29) ** 2) + 4 / 29


def _cos(degrees):
    return math.cos(math.radians(degrees))
