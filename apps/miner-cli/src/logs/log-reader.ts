import { closeSync, fstatSync, openSync } from 'node:fs'
import { currentLogFile, existingLogFiles } from '../output/log-files.ts'
import { linesBackwards, linesForwards } from './file-lines.ts'
import { isWanted, type LineFilter } from './line-filter.ts'
import { type LogLine, lineTimeMs, parseLogLine } from './log-line.ts'

/** Reads the log of a folder: what there is, then what is added, across files that are moved on. */
export interface LogReader extends Disposable {
  /** False where there has never been a log here. */
  readonly exists: boolean
  /** The last `count` lines that are wanted, oldest first; all of them for infinity. An unfinished one only if asked for. */
  last(count: number, filter: LineFilter, options: { readonly unfinished: boolean }): Generator<LogLine>
  /** The lines added since they were last read, whole ones only. */
  added(filter: LineFilter): Generator<LogLine>
}

interface OpenLogFile {
  readonly file: number
  readonly inode: number
  /** Up to where it has been read. */
  readUpTo: number
}

/** Opens what there is, so that a file that is moved on or deleted meanwhile is read to its end all the same. */
export function openLogReader(folder: string): LogReader {
  // None is closed while it is there: its inode would be given to another file.
  let files: OpenLogFile[] = existingLogFiles(folder).flatMap(openFile)
  const exists = files.length > 0

  /** Files that have come since, oldest first. */
  function takeNewFiles(): readonly OpenLogFile[] {
    const there = existingLogFiles(folder).flatMap(openFile)
    const known = new Map(files.map((one) => [one.inode, one]))
    const now = there.map((one) => {
      const old = known.get(one.inode)
      if (old) closeSync(one.file)
      known.delete(one.inode)
      return old ?? one
    })
    for (const { file } of known.values()) closeSync(file)
    const fresh = now.filter((one) => !files.includes(one))
    files = now
    return fresh
  }

  function* readOn(one: OpenLogFile, filter: LineFilter, { unfinished }: { readonly unfinished: boolean }) {
    // A file that was emptied begins anew.
    if (fstatSync(one.file).size < one.readUpTo) one.readUpTo = 0
    for (const { text, end, isWhole } of linesForwards(one.file, one.readUpTo)) {
      if (!isWhole && !unfinished) return
      one.readUpTo = end
      const line = parseLogLine(text)
      if (isWanted(line, filter)) yield line
    }
  }

  return {
    exists,
    *last(count, filter, { unfinished }) {
      const from = startOf(files, count, filter)
      const wanted = files.slice(from.index)
      for (const one of files) one.readUpTo = fstatSync(one.file).size
      for (const one of wanted) one.readUpTo = 0
      if (wanted[0]) wanted[0].readUpTo = from.start
      for (const one of wanted) yield* readOn(one, filter, { unfinished })
    },
    *added(filter) {
      const current = files.at(-1)
      if (current) yield* readOn(current, filter, { unfinished: false })
      const inode = inodeOf(currentLogFile(folder))
      if (inode === null || inode === current?.inode) return
      // Between the look above and its being moved on something may have been added.
      if (current) yield* readOn(current, filter, { unfinished: false })
      for (const one of takeNewFiles()) yield* readOn(one, filter, { unfinished: false })
    },
    [Symbol.dispose]() {
      for (const { file } of files) closeSync(file)
    },
  }
}

/** In which file and where the wanted lines begin, found from the end, so that a big log costs no more than a small one. */
function startOf(files: readonly OpenLogFile[], count: number, filter: LineFilter) {
  let found = { index: files.length, start: 0 }
  let left = count
  for (const [index, { file }] of [...files.entries()].toReversed()) {
    for (const { text, start } of linesBackwards(file, fstatSync(file).size)) {
      if (left <= 0) return found
      const line = parseLogLine(text)
      const timeMs = lineTimeMs(line)
      if (filter.sinceMs !== null && timeMs !== null && timeMs < filter.sinceMs) return found
      if (!isWanted(line, filter)) continue
      found = { index, start }
      left -= 1
    }
  }
  return found
}

function openFile(path: string): OpenLogFile[] {
  try {
    const file = openSync(path, 'r')
    return [{ file, inode: fstatSync(file).ino, readUpTo: 0 }]
  } catch (error) {
    // It was moved on since it was listed, and is read under its next name.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function inodeOf(path: string): number | null {
  const [one] = openFile(path)
  if (one === undefined) return null
  closeSync(one.file)
  return one.inode
}
