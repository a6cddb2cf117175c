const MAX_LINE_LENGTH = 200

/** Whole short lines that stand around articles, not in them. Each is linear: no open-ended repeats. */
const LINES: readonly RegExp[] = [
  /^advertisement\b|^sponsored\b|^promoted\b/i,
  /^(?:read|see|watch|listen|hear) (?:more|also|next|now)\b/i,
  /^(?:related|recommended|most read|most viewed|trending|more from|more on|topics|tags|share|follow us)\b.{0,60}$/i,
  /^(?:sign|signing) up (?:for|to)\b|^subscribe\b|^(?:already a )?subscriber\b|^log in\b|^create (?:an|your) account\b/i,
  /\b(?:our|free|daily|weekly|morning) newsletters?\b/i,
  /^(?:share|print|email|save|copy link|tweet|comment)s?(?: this)?(?: article| story)?$/i,
  /^(?:we|this (?:site|website)) uses? cookies\b|\bcookie (?:policy|settings|preferences)\b|^accept (?:all )?cookies\b/i,
  /^(?:©|\(c\)|copyright)|\ball rights reserved\b/i,
  /^(?:image|photo|picture|video) (?:caption|source|credit)\b|^getty images\b/i,
  /^(?:skip to|jump to|back to top|load more|show more|continue reading|click here)\b/i,
  /^\d{1,3} (?:min|minute)s? read$/i,
]

/** Paragraphs without those that stand on every page of a site. */
export function withoutBoilerplate(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.length > MAX_LINE_LENGTH || !isBoilerplate(line.trim()))
    .join('\n')
    .trim()
}

function isBoilerplate(line: string): boolean {
  return line !== '' && LINES.some((pattern) => pattern.test(line))
}
