import { accountErrorNotes } from './account-error-notes.ts'
import type { ErrorNote, ErrorNotes } from './error-note.ts'
import { poolErrorNotes } from './pool-error-notes.ts'
import { registrationErrorNotes } from './registration-error-notes.ts'
import { servingErrorNotes } from './serving-error-notes.ts'
import { stakeErrorNotes } from './stake-error-notes.ts'

const notes: ErrorNotes = {
  ...accountErrorNotes,
  ...poolErrorNotes,
  ...registrationErrorNotes,
  ...servingErrorNotes,
  ...stakeErrorNotes,
}

/** What an error of this name means and what to do about it; null for one that is not among those users meet. */
export function runtimeErrorNote(name: string): ErrorNote | null {
  return Object.hasOwn(notes, name) ? (notes[name] ?? null) : null
}
