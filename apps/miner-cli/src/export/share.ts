/** Makes what stands in an export fit to be given to others. */
export type Share = (column: string, value: unknown) => unknown

const ADDRESS = /\bhttps?:\/\/[^\s"'<>)\]}]+/gi
const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g

/**
 * Callers get names that hold in one export only (`caller-1`), addresses of pages lose user, query and fragment, in
 * which keys and accounts stand, and mail addresses are masked.
 */
export function createShare(): Share {
  const callers = new Map<string, string>()
  return (column, value) => {
    if (column !== 'caller') return shareTexts(value)
    const name = callers.get(String(value)) ?? `caller-${callers.size + 1}`
    callers.set(String(value), name)
    return name
  }
}

function shareTexts(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(ADDRESS, plainAddress).replaceAll(MAIL, '********')
  if (Array.isArray(value)) return value.map(shareTexts)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, nested]) => [name, shareTexts(nested)]))
}

function plainAddress(address: string): string {
  if (!URL.canParse(address)) return '…'
  const { protocol, host, pathname } = new URL(address)
  return `${protocol}//${host}${pathname}`
}
