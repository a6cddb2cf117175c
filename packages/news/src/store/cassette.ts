import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { IgError } from '@ig/errors'
import { z } from 'zod'
import type { AnswerStore } from './answer-store.ts'

const LINE = z.object({ key: z.string(), value: z.unknown() })

/**
 * A run kept in a file, one JSON object a line: every answer of every provider and every article page, failures
 * among them. `record` begins the file anew, `replay` asks nobody and throws for what is not in it, `auto` records
 * what is missing. A last line that a crash cut is left out, and recorded again.
 *
 * @throws IgError `E_NEWS_CASSETTE` for a file that is missing (`replay`) or is no cassette
 */
export function openCassette(settings: {
  readonly path: string
  readonly mode: 'record' | 'replay' | 'auto'
}): AnswerStore {
  const { path, mode } = settings
  if (mode === 'replay' && !existsSync(path)) throw bad(path, 'there is no such file')
  const answers = mode !== 'record' && existsSync(path) ? readLines(path) : new Map<string, string>()
  let file: number | null = null
  if (mode !== 'replay') {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    // Rewritten from what was read: a line that was cut would spoil the next one.
    writeFileSync(path, [...answers].map(toLine).join(''), { mode: 0o600 })
    file = openSync(path, 'a', 0o600)
  }
  return {
    isCassette: true,
    get(key) {
      const value = answers.get(key) ?? null
      if (value === null && mode === 'replay') throw notRecorded(path, key)
      return value
    },
    set(key, value) {
      answers.set(key, value)
      if (file !== null) appendFileSync(file, toLine([key, value]))
    },
    close() {
      if (file === null) return
      fsyncSync(file)
      closeSync(file)
      file = null
    },
  }
}

function toLine([key, value]: readonly [string, string]): string {
  return `{"key":${JSON.stringify(key)},"value":${value}}\n`
}

function readLines(path: string): Map<string, string> {
  const answers = new Map<string, string>()
  const text = readFileSync(path, 'utf8')
  const lines = text.split('\n')
  // What follows the last line feed is nothing, or a line that was cut.
  for (const [index, line] of lines.slice(0, -1).entries()) {
    const parsed = LINE.safeParse(parseLine(line))
    if (!parsed.success) throw bad(path, `line ${index + 1} is no answer`)
    answers.set(parsed.data.key, JSON.stringify(parsed.data.value))
  }
  return answers
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function bad(path: string, reason: string): IgError {
  return new IgError({
    code: 'E_NEWS_CASSETTE',
    message: 'A cassette cannot be read.',
    values: { path, reason },
  })
}

function notRecorded(path: string, key: string): IgError {
  return new IgError({
    code: 'E_NEWS_NOT_RECORDED',
    message: 'The cassette does not hold an answer to this search.',
    values: { path, key },
    hint: 'Replay the same searches with the same as-of time and providers, or open the cassette with mode auto.',
  })
}
