// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is for
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Text from strangers on one line that a terminal cannot mistake for its own codes. */
export function escapeControl(text: string): string {
  return text.replaceAll(controls, (character) => {
    if (character === '\n') return '\\n'
    if (character === '\r') return '\\r'
    if (character === '\t') return '\\t'
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
