// Keeps the page up to date: its own address, asked for as a stream, tells what it shows whenever that changes.
// Everything works without this script, too, but for that.

const AGAIN_MS = 10_000
const STATES = { live: 'live', waiting: 'reconnecting', paused: 'paused' }

const indicator = document.getElementById('live')
let stream = null
let again = 0

function say(state) {
  if (indicator === null || indicator.dataset.state === state) return
  indicator.dataset.state = state
  indicator.textContent = STATES[state]
}

/** Somebody who selects or types something there must not lose it. */
function isInUse(part) {
  const focused = document.activeElement
  if (focused?.matches('input, select, textarea') && part.contains(focused)) return true
  const selection = document.getSelection()
  return selection !== null && !selection.isCollapsed && part.contains(selection.anchorNode)
}

/** What had the focus is found again by its id, or by where it leads. */
function focusAgain(part, focused) {
  const same = [...part.querySelectorAll(focused.tagName)].find(
    (one) =>
      (focused.id !== '' && one.id === focused.id) ||
      (focused.getAttribute('href') !== null && one.getAttribute('href') === focused.getAttribute('href')) ||
      (focused.matches('.scroll, summary') && one.textContent === focused.textContent),
  )
  const target = same ?? (focused.matches('.scroll') ? part.querySelector('.scroll') : null)
  target?.focus({ preventScroll: true })
}

function replace(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null
  const scrolled = [...old.querySelectorAll('.scroll')].map(({ scrollLeft }) => scrollLeft)
  const open = new Set([...old.querySelectorAll('details[open][id]')].map(({ id }) => id))
  for (const one of fresh.querySelectorAll('details[id]')) one.open = open.has(one.id)
  old.replaceWith(fresh)
  for (const [index, one] of fresh.querySelectorAll('.scroll').entries())
    one.scrollLeft = scrolled[index] ?? 0
  if (focused !== null) focusAgain(fresh, focused)
}

function show(html) {
  // Nothing in a document that is parsed so runs or loads.
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  for (const part of parsed.querySelectorAll('[data-live][id]')) {
    const old = document.getElementById(part.id)
    if (old === null || isInUse(old)) continue
    const fresh = document.importNode(part, true)
    if (old.outerHTML !== fresh.outerHTML) replace(old, fresh)
  }
}

function open() {
  clearTimeout(again)
  stream?.close()
  stream = new EventSource(location.href)
  stream.addEventListener('open', () => say('live'))
  stream.addEventListener('page', (event) => show(event.data))
  stream.addEventListener('error', () => {
    say('waiting')
    // Refused or cut off for good: the browser does not try again by itself.
    if (stream?.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MS)
  })
}

function close() {
  clearTimeout(again)
  stream?.close()
  stream = null
  say('paused')
}

if (indicator !== null) {
  // A page that nobody sees costs nothing.
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()))
  addEventListener('pagehide', close)
  addEventListener('pageshow', (event) => event.persisted && open())
  if (!document.hidden) open()
}
