import { hash } from 'node:crypto'

/**
 * What makes two wordings of an event the same revision: SHA-256 (hex) of the description in Unicode normal
 * form C with every run of white space as one space, and of the cutoff.
 */
export function textHash(description: string, cutoffUnixSeconds: number | null): string {
  const text = description.normalize('NFC').replace(/\s+/g, ' ').trim()
  return hash('sha256', `${cutoffUnixSeconds}\n${text}`, 'hex')
}
