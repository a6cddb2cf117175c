/** Parts that hold no text at all, or none of the article. */
export const SILENT =
  'script,style,template,svg,math,canvas,iframe,object,embed,audio,video,select,button,input'

/** Parts whose text readers do not see: by their kind, or by the classes of common style sheets. */
export const UNSEEN =
  'noscript,textarea,[hidden],[aria-hidden="true"],dialog:not([open]),details:not([open]),.hidden,.d-none,.is-hidden,.hide,.invisible,.sr-only,.visually-hidden,.visuallyhidden,.screen-reader-text,.screen-reader-only,.a11y-hidden,.u-hidden'

/** Declarations that keep text from the reader's eye. Linear: no open-ended repeats. */
const HIDING =
  /(?:^|[;{\s])(?:display ?: ?none|visibility ?: ?(?:hidden|collapse)|opacity ?: ?0?\.?0{1,3}(?:[;}!\s]|$)|font-size ?: ?0(?:\.0{1,3})?(?:px|em|rem|pt|%)?(?:[;}!\s]|$)|(?:max-)?(?:height|width) ?: ?0(?:px)?(?:[;}!\s]|$)|text-indent ?: ?-\d{3}|(?:left|right|top|bottom|margin-left) ?: ?-\d{3}|clip ?: ?rect\( ?(?:0|1px)|clip-path ?: ?(?:inset\( ?(?:50|100)%|circle\( ?0)|color ?: ?transparent|transform ?: ?scale\( ?0 ?\))/i

const MAX_STYLE_LENGTH = 200_000
const MAX_RULES = 5_000
const MAX_SELECTORS = 500

/** True where an element's own style hides it. */
export function isHidingStyle(style: string): boolean {
  return HIDING.test(style.slice(0, 2_000).replaceAll(/\s{1,50}/g, ' '))
}

/** Selectors of single classes and ids that a page's style sheet hides. */
export function hiddenSelectors(css: string): string[] {
  const found = new Set<string>()
  const rules = css.slice(0, MAX_STYLE_LENGTH).split('}', MAX_RULES)
  for (const rule of rules) {
    const open = rule.lastIndexOf('{')
    if (open === -1 || !isHidingStyle(rule.slice(open + 1))) continue
    const before = rule.slice(0, open)
    const selectors = before.slice(before.lastIndexOf('{') + 1).split(',', 50)
    for (const selector of selectors) {
      const name = selector.trim()
      // A selector for states (`.menu:hover`) or media does not hide the text as such.
      if (/^[a-z]{0,10}[.#][\w-]{1,80}$/i.test(name)) found.add(name)
      if (found.size >= MAX_SELECTORS) return [...found]
    }
  }
  return [...found]
}
