const brand = Symbol.for('@ig/errors.IgError')

/** What an `IgError` is made of. */
export interface IgErrorOptions {
  /** Stable, for programs: `E_` and capitals. */
  readonly code: `E_${string}`
  /** One sentence without values: what failed and why. */
  readonly message: string
  /** The values that were seen; they are printed after the message, so never a secret. */
  readonly values?: Readonly<Record<string, unknown>>
  /** What to do about it, as an imperative sentence. */
  readonly hint?: string
  readonly cause?: unknown
  /** True where the same call may succeed later without a change. Default false. */
  readonly retryable?: boolean
}

/**
 * The one error that the `@ig` libraries throw: what failed with the values seen, what to do, and whether a
 * retry can help.
 *
 * @example
 * throw new IgError({
 *   code: 'E_PORT_TAKEN',
 *   message: 'The axon port is in use by another process.',
 *   values: { port: 8091 },
 *   hint: 'Pass another one with --axon.port.',
 * })
 */
export class IgError extends Error {
  readonly code: string
  /** The message without values and hint. */
  readonly summary: string
  readonly values: Readonly<Record<string, unknown>>
  readonly hint: string | undefined
  readonly retryable: boolean

  constructor(options: IgErrorOptions) {
    super(formatMessage(options), options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'IgError'
    this.code = options.code
    this.summary = options.message
    this.values = options.values ?? {}
    this.hint = options.hint
    this.retryable = options.retryable ?? false
    Object.defineProperty(this, brand, { value: true })
  }

  /** True for an `IgError` of any installed copy of this package, where `instanceof` would fail. */
  static isInstance(value: unknown): value is IgError {
    return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[brand] === true
  }
}

function formatMessage({ message, values, hint }: IgErrorOptions): string {
  const shown = Object.entries(values ?? {})
    .map(([name, value]) => `${name}: ${formatValue(value)}`)
    .join(', ')
  return [shown ? `${message} (${shown})` : message, hint].filter(Boolean).join(' ')
}

const MAX_VALUE_LENGTH = 200

/** Values come from untrusted input: one line, of bounded length, whatever they are. */
function formatValue(value: unknown): string {
  let text: string
  try {
    text =
      typeof value === 'bigint'
        ? String(value)
        : (JSON.stringify(value, (_key, nested) => (typeof nested === 'bigint' ? String(nested) : nested)) ??
          String(value))
  } catch {
    text = Object.prototype.toString.call(value)
  }
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text
}
