import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from '../process/make-folder.ts'
import { olderLogFile } from './log-files.ts'

/** A file of lines that never stops whoever writes to it. */
export interface RotatingFile {
  /** Writes a line; it is lost where the disk does not take it. */
  write(line: string): void
  /** Opens the path anew, as after somebody else has moved the file away. */
  reopen(): void
  close(): void
}

/** What the disk refuses: lines, or to make room by moving a full file on. */
export interface LogTrouble {
  readonly with: 'writing' | 'rotating'
  /** The system's code; null when it is over. */
  readonly reason: string | null
}

export interface RotatingFileOptions {
  readonly path: string
  readonly maxBytes: number
  /** How many there are in all, the one that is written to included. */
  readonly files: number
  readonly nowMs: () => number
  /** Told once when a trouble begins and once when it is over. */
  readonly onTrouble: (trouble: LogTrouble) => void
  /** Another than Node's for a test of a disk that is full. */
  readonly write?: (file: number, bytes: Uint8Array) => number
}

/** A disk that refuses is not asked again for every line. */
const RETRY_MS = 5_000
const LINE_FEED = 10

/**
 * Appends lines to a file, mode 0600. A file that is full becomes `<path>.1`, what was that `<path>.2` and so on; the
 * oldest goes. Where another process has moved the file on, the new one is taken. Lines that the disk does not take
 * are lost; where it only refuses to move a full file, that one grows on.
 */
export function openRotatingFile(options: RotatingFileOptions): RotatingFile {
  const { path, maxBytes, files, nowMs, onTrouble, write = writeSync } = options
  const writing = createAttempt((reason) => onTrouble({ with: 'writing', reason }), nowMs)
  const rotating = createAttempt((reason) => onTrouble({ with: 'rotating', reason }), nowMs)
  let file: number | null = null
  let bytes = 0
  /** A line was cut off, by a full disk or a lost process, so the next one has to begin on a line of its own. */
  let isCut = false

  function open(): number {
    makeFolder(dirname(path))
    file = openSync(path, 'a+', 0o600)
    bytes = fstatSync(file).size
    isCut = bytes > 0 && lastByte(file, bytes) !== LINE_FEED
    return file
  }

  function close(): void {
    if (file !== null) closeSync(file)
    file = null
  }

  /** The file with room for so many bytes, as far as there can be one. */
  function withRoom(length: number): number {
    const opened = file ?? open()
    if (bytes === 0 || bytes + length <= maxBytes) return opened
    return rotating.run(() => rotate(opened, length)) ?? file ?? open()
  }

  function rotate(opened: number, length: number): number {
    // Others may have emptied the file, or moved it on themselves.
    bytes = fstatSync(opened).size
    const isOurs = statSync(path, { throwIfNoEntry: false })?.ino === fstatSync(opened).ino
    if (isOurs && bytes + length <= maxBytes) return opened
    close()
    if (isOurs) shift(path, files)
    return open()
  }

  function writeAll(line: string): void {
    let left: Uint8Array = Buffer.from(`${line}\n`)
    const opened = withRoom(left.length)
    if (isCut) left = Buffer.from(`\n${line}\n`)
    try {
      while (left.length > 0) {
        const written = write(opened, left)
        bytes += written
        isCut = written < left.length
        left = left.subarray(written)
      }
    } catch (error) {
      close()
      throw error
    }
  }

  return { write: (line) => void writing.run(() => writeAll(line)), reopen: close, close }
}

/** Tries things that may fail: after a failure not for a while, and told once. */
function createAttempt(onChange: (reason: string | null) => void, nowMs: () => number) {
  let failedAtMs: number | null = null
  return {
    run<T>(what: () => T): T | null {
      if (failedAtMs !== null && nowMs() - failedAtMs < RETRY_MS) return null
      try {
        const result = what()
        if (failedAtMs !== null) onChange(null)
        failedAtMs = null
        return result
      } catch (error) {
        if (failedAtMs === null) onChange((error as NodeJS.ErrnoException).code ?? String(error))
        failedAtMs = nowMs()
        return null
      }
    },
  }
}

function lastByte(file: number, size: number): number | undefined {
  const byte = Buffer.alloc(1)
  readSync(file, byte, 0, 1, size - 1)
  return byte[0]
}

function shift(path: string, files: number): void {
  rmSync(olderLogFile(path, files - 1), { force: true })
  for (let age = files - 2; age >= 1; age -= 1) {
    const older = olderLogFile(path, age)
    if (statSync(older, { throwIfNoEntry: false })) renameSync(older, olderLogFile(path, age + 1))
  }
  if (files > 1) renameSync(path, olderLogFile(path, 1))
  else rmSync(path)
}
