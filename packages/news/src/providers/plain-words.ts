/** A query without the marks that some providers take for operators, and answer by an error. */
export function plainWords(query: string): string {
  return query
    .replaceAll(/[^\p{L}\p{M}\p{N}' -]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
}
