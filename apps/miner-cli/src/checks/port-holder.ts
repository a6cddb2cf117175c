import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

const LISTENING = '0A'

/**
 * The pid of the process that listens on a TCP port of this machine; null where the system does not tell: on systems
 * without `/proc`, and for other users' processes.
 */
export function portHolder(port: number): number | null {
  const inodes = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => inodesOf(readText(table), port)),
  )
  if (inodes.size === 0) return null
  for (const pid of namesIn('/proc').filter((name) => /^\d+$/.test(name))) {
    const folder = `/proc/${pid}/fd`
    if (namesIn(folder).some((name) => inodes.has(linkOf(`${folder}/${name}`)))) return Number(pid)
  }
  return null
}

/** `socket:[inode]` of what listens on a port, by a table as `/proc/net/tcp` has it. */
export function inodesOf(table: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTENING && local?.endsWith(`:${wanted}`))
    .map((fields) => `socket:[${fields[9]}]`)
}

function readText(path: string): string {
  return orNothing(() => readFileSync(path, 'utf8'), '')
}

function namesIn(folder: string): string[] {
  return orNothing(() => readdirSync(folder), [])
}

function linkOf(path: string): string {
  return orNothing(() => readlinkSync(path), '')
}

/** Processes end and descriptors close while they are looked at; others' may not be looked at. */
function orNothing<T>(read: () => T, nothing: T): T {
  try {
    return read()
  } catch {
    return nothing
  }
}
