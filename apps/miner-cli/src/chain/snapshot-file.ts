import { readFileSync, renameSync } from 'node:fs'
import { z } from 'zod'
import { replaceFile } from '../process/replace-file.ts'
import { type SubnetSnapshot, subnetSnapshot } from './subnet-snapshot.ts'

/** What was found where the last metagraph is kept. */
export interface StoredSnapshot {
  readonly snapshot: SubnetSnapshot | null
  /** Where a damaged file was put aside, with what was wrong with it; null where there was none. */
  readonly damaged: { readonly path: string; readonly reason: string } | null
}

/**
 * Reads the last good metagraph. That of another network or subnet counts as none; a damaged one is set aside, so
 * that it can be looked at and does not stand in the way.
 */
export function readSnapshotFile(
  path: string,
  { network, netuid, nowMs }: { readonly network: string; readonly netuid: number; readonly nowMs: number },
): StoredSnapshot {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { snapshot: null, damaged: null }
    return { snapshot: null, damaged: { path, reason: String((error as NodeJS.ErrnoException).code) } }
  }
  try {
    const snapshot = subnetSnapshot.parse(JSON.parse(text))
    const isOurs = snapshot.network === network && snapshot.netuid === netuid
    return { snapshot: isOurs ? snapshot : null, damaged: null }
  } catch (error) {
    return { snapshot: null, damaged: { path: setAside(path, nowMs), reason: reasonOf(error) } }
  }
}

/** Replaces the file as a whole. Throws what the disk throws. */
export function writeSnapshotFile(path: string, snapshot: SubnetSnapshot): void {
  replaceFile(path, JSON.stringify(subnetSnapshot.encode(snapshot)))
}

function setAside(path: string, nowMs: number): string {
  const aside = `${path}.damaged-${new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')}`
  try {
    renameSync(path, aside)
    return aside
  } catch {
    // On a read-only disk it stays where it is; nothing is read from it.
    return path
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error).split('\n').slice(0, 2).join(' ')
  return error instanceof Error ? error.message.slice(0, 200) : String(error)
}
