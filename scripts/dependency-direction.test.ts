import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Which libraries each library may know. `docs/architecture.md` shows it as a picture. */
const allowed: Record<string, readonly string[]> = {
  errors: [],
  sr25519: ['errors'],
  protocol: ['errors'],
  axon: ['errors', 'protocol', 'sr25519'],
  wallet: ['errors', 'protocol', 'sr25519'],
  'subtensor-client': ['errors', 'protocol', 'sr25519', 'wallet'],
  markets: ['errors', 'scoring'],
  news: ['errors'],
  forecaster: ['errors', 'scoring'],
  scoring: ['errors'],
  miner: ['errors', 'protocol', 'scoring'],
}

const packageJson = (name: string): { dependencies?: Record<string, string> } =>
  JSON.parse(readFileSync(new URL(`../packages/${name}/package.json`, import.meta.url), 'utf8'))

test('every library is in the table', () => {
  expect(readdirSync(new URL('../packages', import.meta.url)).toSorted()).toEqual(
    Object.keys(allowed).toSorted(),
  )
})

test.each(Object.entries(allowed))('@ig/%s depends on nothing above it', (name, mayKnow) => {
  const known = Object.keys(packageJson(name).dependencies ?? {})
    .filter((dependency) => dependency.startsWith('@ig/'))
    .map((dependency) => dependency.slice('@ig/'.length))
  expect(mayKnow).toEqual(expect.arrayContaining(known))
})
