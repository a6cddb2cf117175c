import type { KnownSecrets } from '../output/redact.ts'
import type { ToWorker } from './worker-messages.ts'

/**
 * The same way to the dashboard's thread, on which it learns of further secrets before whatever may hold one of them: a
 * reload brings new ones, and none is ever forgotten.
 *
 * @param told what it knows from its start
 */
export function tellSecrets(
  post: (message: ToWorker) => void,
  { known, told }: { readonly known: () => KnownSecrets; readonly told: KnownSecrets },
): (message: ToWorker) => void {
  let count = countOf(told)
  return (message) => {
    const now = known()
    if (countOf(now) !== count) post({ kind: 'known', known: now })
    count = countOf(now)
    post(message)
  }
}

function countOf({ secrets, fingerprints }: KnownSecrets): number {
  return secrets.length + fingerprints.length
}
