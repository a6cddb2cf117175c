const HALVINGS = 200

/** Where a rising function crosses 0 between two points; the nearer point where it does not. */
export function bisect(rising: (x: number) => number, from: number, to: number): number {
  let low = from
  let high = to
  for (let step = 0; step < HALVINGS && low < high; step++) {
    const middle = (low + high) / 2
    // Neighbouring numbers: nothing lies between them.
    if (middle === low || middle === high) break
    if (rising(middle) < 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}
