/** Where a picture is drawn anew again and again. */
export interface Screen {
  draw(text: string): void
  /** Gives the terminal back as it was, with the last picture on it. */
  close(): void
}

const OWN_SCREEN = '\u001b[?1049h'
const FORMER_SCREEN = '\u001b[?1049l'
const TO_TOP = '\u001b[H'
const ERASE_BELOW = '\u001b[J'
const ERASE_LINE_END = '\u001b[K'

/**
 * A screen on a terminal, beside what stands there; what is too long for its rows is cut. Elsewhere one picture after
 * the other.
 */
export function openScreen(stdout: {
  write(text: string): void
  readonly isTerminal?: boolean
  readonly rows?: number
}): Screen {
  if (stdout.isTerminal !== true) return { draw: (text) => stdout.write(text), close: () => {} }
  let last = ''
  stdout.write(OWN_SCREEN)
  return {
    draw(text) {
      last = text
      const shown = text
        .trimEnd()
        .split('\n')
        .slice(0, Math.max(1, (stdout.rows ?? 24) - 1))
      // Erased line by line after it is written: an empty screen in between would flicker.
      stdout.write(`${TO_TOP}${shown.map((line) => `${line}${ERASE_LINE_END}\n`).join('')}${ERASE_BELOW}`)
    },
    close: () => stdout.write(`${FORMER_SCREEN}${last}`),
  }
}

/** Looks and draws until the end is wanted. */
export async function watchStatus({
  look,
  draw,
  wait,
}: {
  readonly look: () => Promise<string>
  readonly draw: (text: string) => void
  /** Resolves with true at the end, with false when it is time to look again. */
  readonly wait: () => Promise<boolean>
}): Promise<void> {
  do draw(await look())
  while (!(await wait()))
}
