/** Directions in which texts are compared: enough that collisions are rare, few enough to be cheap. */
const DIMENSIONS = 1_024
const MAX_LENGTH = 1_500
const WORD_WEIGHT = 2
const GRAM = 4
/** From here on scripts write no spaces between words, and two signs say as much as four letters. */
const FIRST_IDEOGRAPH = 0x2e80
const IDEOGRAPH_GRAM = 2

/** A text as a vector of length 1 by its hashed words and letters: related texts point the same way, in any script. */
export function hashedVector(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS)
  const words =
    text
      .slice(0, MAX_LENGTH)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  for (const word of words) {
    add(vector, hash(word, 0, word.length), WORD_WEIGHT)
    const gram = word.charCodeAt(0) < FIRST_IDEOGRAPH ? GRAM : IDEOGRAPH_GRAM
    for (let at = 0; at + gram <= word.length; at++) add(vector, hash(word, at, at + gram), 1)
  }
  // A word said ten times says little more than one said thrice.
  let squares = 0
  for (let at = 0; at < DIMENSIONS; at++) {
    const value = Math.sqrt(vector[at] as number)
    vector[at] = value
    squares += value * value
  }
  if (squares > 0)
    for (let at = 0; at < DIMENSIONS; at++) vector[at] = (vector[at] as number) / Math.sqrt(squares)
  return vector
}

/** The cosine of the angle between two vectors, -1 to 1; 0 where one has no direction or the lengths differ. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return 0
  let dot = 0
  let squaresOfA = 0
  let squaresOfB = 0
  for (let at = 0; at < a.length; at++) {
    const x = a[at] as number
    const y = b[at] as number
    dot += x * y
    squaresOfA += x * x
    squaresOfB += y * y
  }
  const size = Math.sqrt(squaresOfA * squaresOfB)
  return size > 0 && Number.isFinite(dot / size) ? dot / size : 0
}

function add(vector: Float32Array, index: number, weight: number): void {
  vector[index] = (vector[index] as number) + weight
}

/** FNV-1a over the code units of a span. */
function hash(text: string, start: number, end: number): number {
  let value = 0x811c9dc5
  for (let at = start; at < end; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return (value >>> 0) % DIMENSIONS
}
