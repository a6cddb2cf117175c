import { decodeEntities } from './decode-entities.ts'

/** Characters that no reader sees: controls, zero width, direction marks, tags, private use, variation supplements. */
const INVISIBLE =
  /(?:(?![\n\t])[\p{Cc}\p{Cf}\p{Co}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\u2800])+/gu

/** A title or snippet of a provider as one line of plain text: tags, entities and invisible characters gone. Linear. */
export function cleanLine(text: string, maxLength: number): string {
  const plain = decodeTags(text.slice(0, maxLength * 4))
  return cleanText(plain, maxLength).replaceAll('\n', ' ')
}

/** Plain text with paragraphs kept: invisible characters gone, white space collapsed, cut to length. Linear. */
export function cleanText(text: string, maxLength: number): string {
  const visible = text
    .slice(0, maxLength * 4)
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll(INVISIBLE, '')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n[ \n]*/g, (gap) => (gap.indexOf('\n') === gap.lastIndexOf('\n') ? '\n' : '\n\n'))
    .trim()
  return visible.slice(0, maxLength).toWellFormed().trim()
}

function decodeTags(text: string): string {
  return decodeEntities(text.replaceAll(/<[^<>]{0,500}>/g, ' '))
}
