import { EXIT } from '../output/exit-code.ts'

/** Lets Ctrl+C end the process with 130 until it is disposed of; what was opened ends with the process. */
export function endOnInterrupt(): Disposable {
  const end = () => process.exit(EXIT.interrupted)
  process.once('SIGINT', end)
  return { [Symbol.dispose]: () => process.removeListener('SIGINT', end) }
}
