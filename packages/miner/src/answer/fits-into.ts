/**
 * True where a JSON value has at most so many characters of text, a value that is no text counting as eight. It
 * looks no further than it must, so that a small value costs next to nothing and a huge one no more than the limit.
 */
export function fitsInto(value: unknown, maxCharacters: number): boolean {
  return roomLeft(value, maxCharacters) >= 0
}

const CHARACTERS_OF_A_VALUE = 8

function roomLeft(value: unknown, room: number): number {
  if (typeof value === 'string') return room - value.length
  let left = room - CHARACTERS_OF_A_VALUE
  if (typeof value !== 'object' || value === null) return left
  for (const key in value) {
    if (left < 0) return left
    left = roomLeft((value as Record<string, unknown>)[key], left - key.length)
  }
  return left
}
