const END_OF_THOUGHTS = '</think>'

/** Local reasoning models print their thoughts, drafts of the answer included, before the answer. */
export function withoutThoughts(text: string): string {
  const end = text.lastIndexOf(END_OF_THOUGHTS)
  return end < 0 ? text : text.slice(end + END_OF_THOUGHTS.length)
}
