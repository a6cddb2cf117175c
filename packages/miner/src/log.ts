/** Where the engine says what an operator should know. One line a call; values are plain data. */
export type Log = (
  level: 'debug' | 'info' | 'warn' | 'error',
  message: string,
  values?: Readonly<Record<string, unknown>>,
) => void
