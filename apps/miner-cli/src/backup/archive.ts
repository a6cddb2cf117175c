import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { IgError } from '@ig/errors'

/** A backup in one file is a `tar` of the files that it would be in a folder. */
export function isArchive(path: string): boolean {
  return path.endsWith('.tar')
}

/** Packs all of a folder into a new file of mode 0600, and compares it with the folder afterwards. */
export function pack(folder: string, file: string): void {
  closeSync(openSync(file, 'wx', 0o600))
  tar(['--create', `--file=${file}`, `--directory=${folder}`, '.'], file)
  tar(['--compare', `--file=${file}`, `--directory=${folder}`], file)
}

/** Unpacks a file into a new folder of mode 0700. */
export function unpack(file: string, folder: string): void {
  mkdirSync(folder, { mode: 0o700 })
  tar(['--extract', '--no-same-owner', `--file=${file}`, `--directory=${folder}`], file)
}

function tar(words: readonly string[], file: string): void {
  // A colon in a name is no other machine.
  const { error, status, stderr } = spawnSync('tar', ['--force-local', ...words], { encoding: 'utf8' })
  if (status === 0) return
  throw new IgError({
    code: 'E_BACKUP',
    message: 'The file of the backup cannot be packed or read by `tar`.',
    values: { file, reason: error?.message ?? stderr.trim().split('\n')[0] },
    hint: 'Name a folder in its place, which needs no other program.',
    ...(error && { cause: error }),
  })
}
