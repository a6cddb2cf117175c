/** What the prompts, the progress and our own lines draw with, and what stands for it where only ASCII can be shown. */
const SIGNS: Readonly<Record<string, string>> = {
  '…': '...',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '→': '->',
  '↑': 'up',
  '↓': 'down',
  '█': '_',
  τ: 'TAO',
  '≥': '>=',
  '≤': '<=',
  '±': '+-',
  '×': 'x',
  '➡': '->',
  '✓': 'v',
  '✔': 'v',
  '✅': 'OK',
  '✗': 'x',
  '✖': 'x',
  '◼': '#',
  '◆': '*',
  '◇': 'o',
  '■': 'x',
  '▲': '!',
  '●': '>',
  '○': ' ',
  '◻': '[ ]',
  '▪': '*',
  '•': '*',
  '│': '|',
  '─': '-',
  '├': '+',
  '╮': '+',
  '╯': '+',
  '╰': '+',
  '╭': '+',
  '┌': 'T',
  '└': '-',
  '┐': '+',
  '┘': '+',
}
const BRAILLE_OR_CIRCLE = /[\u2800-\u28ff◐-◓]/
const NOT_ASCII = /[^\0-\u007f]/gu
const ACCENTS = /\p{M}/gu

/** A text for a terminal that shows ASCII alone: signs get look-alikes, letters lose their accents, others become `?`. */
export function plainLetters(text: string): string {
  return text.replaceAll(NOT_ASCII, (sign) => {
    const alike = SIGNS[sign]
    if (alike !== undefined) return alike
    if (BRAILLE_OR_CIRCLE.test(sign)) return '*'
    const bare = sign.normalize('NFKD').replaceAll(ACCENTS, '')
    return /^[\0-\u007f]+$/.test(bare) ? bare : '?'
  })
}

/** False where the locale says that the terminal takes no UTF-8; where it says nothing, it is taken to. */
export function takesUtf8(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG
  return !locale || /utf-?8/i.test(locale)
}
