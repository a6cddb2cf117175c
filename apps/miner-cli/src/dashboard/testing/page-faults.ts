/**
 * What is wrong with a page for whoever looks at it, as a script that a browser evaluates to a list: text too faint
 * (WCAG 2: 4.5 : 1, large text 3 : 1), fields and links without a name, figures without a text, labels that a
 * figure cuts off, ids that stand twice, more width than the window has.
 */
export const PAGE_FAULTS = `(() => {
  const faults = []
  const channels = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number)
  const luminance = ([red, green, blue]) => {
    const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
  const contrast = (a, b) => {
    const [low, high] = [luminance(channels(a)), luminance(channels(b))].sort((x, y) => x - y)
    return (high + 0.05) / (low + 0.05)
  }
  const background = (element) => {
    for (let one = element; one !== null; one = one.parentElement) {
      const { backgroundColor } = getComputedStyle(one)
      const [, , , alpha = 1] = channels(backgroundColor)
      if (alpha > 0) return backgroundColor
    }
    return 'rgb(255, 255, 255)'
  }
  const named = (element) => element.tagName.toLowerCase() + (element.className ? '.' + (element.className.baseVal ?? element.className) : '')
  for (const element of document.body.querySelectorAll('*')) {
    const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join('')
    if (text === '' || element.closest('.hidden, .skip, [aria-disabled], option') || element.getClientRects().length === 0) continue
    const style = getComputedStyle(element)
    const ratio = contrast(element.closest('svg') ? style.fill : style.color, background(element))
    const isLarge = parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 600
    if (ratio < (isLarge ? 3 : 4.5)) faults.push('faint ' + ratio.toFixed(2) + ': ' + named(element) + ' ' + text.slice(0, 30))
  }
  for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
    if (field.labels.length === 0 && !field.getAttribute('aria-label')) faults.push('no label: ' + named(field))
  for (const one of document.querySelectorAll('a, button, summary'))
    if (one.textContent.trim() === '' && !one.getAttribute('aria-label')) faults.push('no name: ' + named(one))
  for (const svg of document.querySelectorAll('svg:not([aria-hidden])'))
    if (svg.parentElement.closest('svg') === null && !svg.getAttribute('aria-label')) faults.push('no text: ' + named(svg))
  for (const text of document.querySelectorAll('svg text')) {
    // What lies to the left of a box that cuts or scrolls is out of reach.
    let box = text.ownerSVGElement
    while (box !== null && getComputedStyle(box).overflowX === 'visible') box = box.parentElement
    const edge = box?.getBoundingClientRect().left ?? 0
    const { left, width } = text.getBoundingClientRect()
    if (width > 0 && left < edge - 0.5) faults.push('cut off: ' + text.textContent)
  }
  for (const table of document.querySelectorAll('table')) if (table.caption === null) faults.push('no caption')
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
  for (const id of new Set(ids)) if (ids.filter((one) => one === id).length > 1) faults.push('twice: #' + id)
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth > clientWidth) faults.push('wider than the window by ' + (scrollWidth - clientWidth))
  if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1')
  if (document.querySelector('script:not([src]), style, [style], [onerror], [onclick]') !== null) faults.push('inline script or style')
  if (window.broken !== undefined) faults.push('a stranger\\'s script has run')
  return faults
})()`
