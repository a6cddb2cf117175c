import { createHash } from 'node:crypto'
import type { ProviderRequest } from '../providers/news-provider.ts'

/** The key of a request: a hash of all of it but its secrets. */
export function requestKey(provider: string, { method, url, headers, body = '' }: ProviderRequest): string {
  return hashKey('search', provider, method, url, JSON.stringify(headers), body)
}

/** SHA-256 of texts, in hexadecimal; the same texts divided otherwise have another. */
export function hashKey(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
