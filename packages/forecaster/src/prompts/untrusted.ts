/** The marks around untrusted text. The characters are taken out of the text, so it cannot close them. */
const OPEN = '⟦'
const CLOSE = '⟧'

/**
 * Characters that a reader does not see and a model does: controls but tab and newline, zero-width and direction
 * marks, tags, variation selectors. Lone surrogates would not survive the way to the model.
 */
const UNSEEN = /(?![\t\n])\p{Cc}|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Variation_Selector}]/gu

/** The text without what nobody would see. */
export function visible(text: string): string {
  return text.replace(UNSEEN, '')
}

/**
 * Text from outside between marks that it cannot close: `⟦label⟧` … `⟦end of label⟧`. Unseen characters are
 * taken out and the text is cut to `maxLength` characters.
 */
export function untrusted(label: string, text: string, maxLength: number): string {
  const shown = text
    // Before the cleaning as well: however much is hidden, what is looked at is bounded.
    .slice(0, 4 * maxLength)
    .replace(UNSEEN, '')
    .replaceAll(OPEN, '[')
    .replaceAll(CLOSE, ']')
    .slice(0, maxLength)
    .trim()
  // A cut may leave half a pair.
  const whole = shown.replace(/\p{Surrogate}$/u, '')
  return `${OPEN}${label}${CLOSE}\n${whole}\n${OPEN}end of ${label}${CLOSE}`
}
