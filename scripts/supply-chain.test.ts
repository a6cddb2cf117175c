import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

/** The lines indented below a top-level key of a YAML file. */
function section(yaml: string, key: string): string[] {
  const [, block = ''] = new RegExp(`^${key}:\\n((?:(?: .*)?\\n)*)`, 'm').exec(yaml) ?? []
  return block.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
}

test('row 56: every package of the lockfile comes from the registry and is held to its SHA-512', () => {
  const lockfile = read('pnpm-lock.yaml')
  const packages = section(lockfile, 'packages').join('\n')
  const names = packages.match(/^ {2}\S.*:$/gm) ?? []
  const resolutions = packages.match(/^ {4}resolution: .*$/gm) ?? []
  expect(names.length).toBeGreaterThan(100)
  expect(resolutions).toHaveLength(names.length)
  for (const line of resolutions) expect(line).toMatch(/^ {4}resolution: \{integrity: sha512-[\w+/]{86}==\}$/)
})

test('row 56: of what is installed, only Node runs a script', () => {
  const allowed = section(read('pnpm-workspace.yaml'), 'allowBuilds')
  expect(allowed.filter((line) => line.endsWith(': true'))).toEqual(['  node: true'])
})

test('row 56: every dependency has one exact version', () => {
  for (const line of section(read('pnpm-workspace.yaml'), 'catalog')) expect(line).toMatch(/: \d+\.\d+\.\d+$/)
  for (const folder of ['packages', 'apps', 'examples']) {
    for (const name of readdirSync(new URL(`../${folder}`, import.meta.url))) {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(read(`${folder}/${name}/package.json`))
      for (const version of Object.values({ ...dependencies, ...devDependencies }))
        expect(version).toMatch(/^(catalog:|workspace:\*)$/)
    }
  }
})

test('row 56: what CI installs is what the lockfile says, and what is published says who built it', () => {
  expect(read('.ci/run')).toContain('pnpm install --frozen-lockfile')
  for (const name of readdirSync(new URL('../packages', import.meta.url))) {
    const { publishConfig } = JSON.parse(read(`packages/${name}/package.json`))
    expect(publishConfig).toMatchObject({ access: 'public', provenance: true })
  }
})
