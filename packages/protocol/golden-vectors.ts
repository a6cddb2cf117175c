import { readdirSync, readFileSync } from 'node:fs'

const folder = process.env.IG_VECTORS ?? new URL('vectors', import.meta.url).pathname

/** Every golden file whose name matches, from the folder `IG_VECTORS` or this package's own; never none. */
export function goldenVectors<Vectors>(name: RegExp): { file: string; vectors: Vectors }[] {
  const files = readdirSync(folder).filter((file) => name.test(file))
  if (files.length === 0) throw new Error(`No golden vectors match ${name} in ${folder}.`)
  return files.map((file) => ({
    file,
    vectors: JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Vectors,
  }))
}
