/** What stands on a terminal after all that was written to it: its lines, those that scrolled away included. */
export function terminalScreen(written: string): readonly string[] {
  const lines: string[][] = [[]]
  let row = 0
  let column = 0
  const line = () => {
    while (lines.length <= row) lines.push([])
    return lines[row] as string[]
  }
  const put = (character: string) => {
    const cells = line()
    while (cells.length < column) cells.push(' ')
    cells[column++] = character
  }
  const control = (parameters: string, letter: string) => {
    const count = Number(parameters || 1)
    if (letter === 'A') row = Math.max(0, row - count)
    else if (letter === 'B') row += count
    else if (letter === 'C') column += count
    else if (letter === 'D') column = Math.max(0, column - count)
    else if (letter === 'G') column = count - 1
    else if (letter === 'K') line().splice(parameters === '2' ? 0 : column)
    else if (letter === 'J') {
      line().splice(column)
      lines.splice(row + 1)
    }
  }
  for (const [text, parameters = '', letter] of written.matchAll(WRITTEN)) {
    if (letter !== undefined) control(parameters, letter)
    else if (text === '\n') row++
    else if (text === '\r') column = 0
    else if (text === '\b') column = Math.max(0, column - 1)
    else if (text >= ' ') put(text)
  }
  return lines.map((cells) => cells.join('').trimEnd())
}

/** The lines as a picture of 100 columns, longer ones broken as a terminal does: text that stays text, on a dark ground. */
export function screenSvg(written: readonly string[], { title }: { readonly title: string }): string {
  const lines = written.flatMap((line) => line.match(BROKEN) ?? [''])
  const [width, height] = [COLUMNS * CELL_WIDTH + 2 * MARGIN, lines.length * CELL_HEIGHT + 2 * MARGIN]
  const rows = lines.flatMap((line, index) => {
    if (line === '') return []
    const y = MARGIN + (index + 1) * CELL_HEIGHT - 5
    return [`  <text x="${MARGIN}" y="${y}"${colourOf(line)} xml:space="preserve">${escaped(line)}</text>`]
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">
  <title>${escaped(title)}</title>
  <rect width="100%" height="100%" rx="8" fill="#14181f"/>
  <g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13" fill="#d8dee9">
${rows.join('\n')}
  </g>
</svg>
`
}

const ESCAPE = String.fromCharCode(27)
/** A control sequence, any other escape, or one character. */
const WRITTEN = new RegExp(`${ESCAPE}\\[\\??([\\d;]*)([A-Za-z])|${ESCAPE}.|[^]`, 'gu')

const COLUMNS = 100
const BROKEN = new RegExp(`.{1,${COLUMNS}}`, 'gu')
const CELL_WIDTH = 7.9
const CELL_HEIGHT = 18
const MARGIN = 16

function colourOf(line: string): string {
  if (/^[✓✅]/u.test(line)) return ' fill="#8fd19e"'
  if (/^◇/.test(line)) return ' fill="#88c0d0"'
  return line.startsWith('$') ? ' fill="#ffffff" font-weight="bold"' : ''
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
