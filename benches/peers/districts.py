"""210 districts that tile the region: a shaken grid whose shared edges are fractal. Not responsible for files."""

import numpy as np

COLUMNS, ROWS = 14, 15
WEST, EAST, SOUTH, NORTH = 57.0, 67.0, 22.0, 33.0
SHAKE = 0.25
"""Inner corners move by up to a quarter of a cell: edges bulge by a tenth of theirs, so none meet."""
DIGITS = 7


def corners(rng):
    """The grid's corners, row by row; the outer ones stay on the rectangle."""
    at = np.stack(np.meshgrid(np.linspace(WEST, EAST, COLUMNS + 1), np.linspace(SOUTH, NORTH, ROWS + 1)), axis=-1)
    step = np.array([(EAST - WEST) / COLUMNS, (NORTH - SOUTH) / ROWS])
    shift = rng.uniform(-SHAKE, SHAKE, at.shape) * step
    shift[:, [0, -1], 0] = 0.0
    shift[[0, -1], :, 1] = 0.0
    return at + shift


def noise(rng, count):
    """Fractal noise in -1..1."""
    frequency = np.fft.rfftfreq(2 * count)
    loudness = np.zeros_like(frequency)
    loudness[1:] = frequency[1:] ** -1.4
    wave = np.fft.irfft(loudness * np.exp(2j * np.pi * rng.random(len(frequency))), 2 * count)[:count]
    return wave / np.abs(wave).max()


def fractal_edge(rng, start, end):
    """An edge of 250 to 2,500 pieces, the median 900."""
    pieces = int(np.clip(np.exp(rng.normal(np.log(900.0), 0.6)), 250, 2_499))
    share = np.linspace(0.0, 1.0, pieces + 1)
    ahead = end - start
    aside = np.array([-ahead[1], ahead[0]])
    calm = np.sin(np.pi * share)
    edge = start + np.outer(share + noise(rng, pieces + 1) * calm * 0.02, ahead)
    edge += np.outer(noise(rng, pieces + 1) * calm * 0.09, aside)
    edge[0], edge[-1] = start, end
    return np.round(edge, DIGITS)


def districts(seed):
    """The closed rings, row by row, counter-clockwise; neighbours share their vertices to the last digit."""
    rng = np.random.default_rng(seed)
    at = corners(rng)
    flat = [[fractal_edge(rng, at[j, i], at[j, i + 1]) for i in range(COLUMNS)] for j in range(ROWS + 1)]
    steep = [[fractal_edge(rng, at[j, i], at[j + 1, i]) for i in range(COLUMNS + 1)] for j in range(ROWS)]
    for j in range(ROWS):
        for i in range(COLUMNS):
            sides = flat[j][i][:-1], steep[j][i + 1][:-1], flat[j + 1][i][:0:-1], steep[j][i][::-1]
            yield np.concatenate(sides)
