const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
]
/** Short words that are frequent in one language and rare in its neighbours. */
const WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: words('the and of to is was that with for said has were which from by this are'),
  de: words('der die und das nicht ist mit auf ein eine von sich auch dem wird bei nach für'),
  fr: words('le les des est une dans pour qui pas sur avec aux du et ont cette selon été'),
  es: words('el los las una por con para del que más según como está fue sus este y ha'),
  it: words('il che di per una con non sono del della gli alla nel più anche dei ha è'),
  pt: words('o os um uma não para com dos das mais foi em ao pela pelo são que à'),
  nl: words('het een van dat niet voor met zijn aan door ook bij naar wordt de heeft werd'),
}
const MAX_LENGTH = 4_000
const MIN_HITS = 3

/**
 * The language of a text as ISO 639-1, by its script and its small words; null where they do not tell. Of languages
 * that share a script other than Latin the most read one stands for all.
 */
export function detectLanguage(text: string): string | null {
  const start = text.slice(0, MAX_LENGTH)
  const letters = start.match(/\p{L}/gu)?.length ?? 0
  if (letters === 0) return null
  for (const [language, script] of SCRIPTS) {
    // Japanese is told by its kana, of which some are enough.
    const share = (start.match(script)?.length ?? 0) / letters
    if (share > (language === 'ja' ? 0.1 : 0.4)) return language
  }
  const found = start.toLowerCase().match(/[\p{L}\p{M}]{1,20}/gu) ?? []
  const hits = Object.entries(WORDS)
    .map(([language, known]) => ({ language, count: found.filter((word) => known.has(word)).length }))
    .sort((one, other) => other.count - one.count)
  const [best, next] = hits
  if (!best || best.count < MIN_HITS || best.count < 1.3 * (next?.count ?? 0)) return null
  return best.language
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}
