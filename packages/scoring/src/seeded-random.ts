/** Numbers from 0 up to, not including, 1: the same for the same seed, on every machine. */
export type Random = () => number

/** A small generator of good quality (sfc32 by Chris Doty-Humphrey), for simulations: not for secrets. */
export function seededRandom(seed: number): Random {
  let a = 0
  let b = seed | 0
  let c = Math.floor(seed / 2 ** 32) | 0
  let counter = 1
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
  // Seeds that differ by a bit have parted by then.
  for (let step = 0; step < 15; step++) next()
  return next
}
