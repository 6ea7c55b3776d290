/** A direction or a position: x, y, z. */
export type Vector = readonly [x: number, y: number, z: number];

/**
 * Positions of the detectors, in metres from the centre of the Earth: Hanford, Livingston and Virgo (LIGO Scientific
 * Collaboration, LIGO-T980044 and the geodetic data of the sites). The x axis points to the Greenwich meridian.
 */
export const detectors: readonly Vector[] = [
  [-2161414.92636, -3834695.17889, 4600350.22664],
  [-74276.0447238, -5496283.71971, 3224257.01744],
  [4546374.099, 842989.697626, 4378576.96241],
];

const SPEED_OF_LIGHT = 299792458;

/** Returns the unit vector to a position on the sky, in radians, when right ascension 0 is over Greenwich. */
export function directionTo(ra: number, dec: number): Vector {
  const c = Math.cos(dec);
  return [c * Math.cos(ra), c * Math.sin(ra), Math.sin(dec)];
}

/** Returns when a wave from this direction arrives at each detector, in milliseconds relative to the centre of the Earth. */
export function arrivalTimes(direction: Vector): number[] {
  return detectors.map((place) => (-1000 * dot(place, direction)) / SPEED_OF_LIGHT);
}

/** Returns the side of the detectors' plane, 1 or −1: timing cannot distinguish a source from its mirror image. */
export const side = (direction: Vector): number => Math.sign(dot(normalOfPlane, direction));

const [a, b, c] = detectors as readonly [Vector, Vector, Vector];
const normalOfPlane = cross(minus(b, a), minus(c, a));

/** Returns the scalar product. */
export function dot(u: Vector, v: Vector): number {
  return u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
}

function minus(u: Vector, v: Vector): Vector {
  return [u[0] - v[0], u[1] - v[1], u[2] - v[2]];
}

function cross(u: Vector, v: Vector): Vector {
  return [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
}
