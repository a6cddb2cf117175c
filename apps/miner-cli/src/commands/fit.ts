import { resolve } from 'node:path'
import { asFitFile } from '../fit/as-fit-file.ts'
import { type Fit, fitAll } from '../fit/fit-all.ts'
import { writeFitFile } from '../fit/fit-file.ts'
import { fitPath } from '../fit/fit-in-use.ts'
import { countQuestions } from '../fit/fit-row.ts'
import { fitText, refusal } from '../fit/fit-text.ts'
import { nameOf, readFitRows, requireEnough } from '../fit/read-fit-rows.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import type { RunCommand } from './command.ts'

/**
 * Fits what outcomes can teach and writes what is proven to be better than the defaults: exit 0 where there is such a
 * part, 1 where there is none, and then nothing is written.
 */
export const run: RunCommand = async ({ settings, flags, cwd, json, terminal }) => {
  const from = flags.get('from')
  const out = flags.get('out')
  const { rows, source } = readFitRows({
    file: typeof from === 'string' ? resolve(cwd, from) : null,
    dataDir: settings.data_dir,
  })
  const fit = fitAll(rows, { source: nameOf(source) })
  requireEnough(fit, source)
  const kept = asFitFile(fit, { rows, source, fittedAt: new Date() })
  const file = typeof out === 'string' ? resolve(cwd, out) : fitPath(settings)
  const isWritten = kept !== null && flags.get('dry-run') !== true
  if (isWritten) writeFitFile(file, kept)

  if (json) {
    const about = { kind: source.kind, path: source.path, rows: rows.length, questions: countQuestions(rows) }
    terminal.stdout.write(jsonLine({ source: about, parts: fit, written: isWritten, file: kept && file }))
  } else terminal.stdout.write(fitText(fit))
  if (kept === null) {
    terminal.stderr.write(`${notWritten(fit)}\n`)
    return EXIT.failed
  }
  terminal.stderr.write(`${isWritten ? 'written to' : 'dry run: not written to'} ${file}\n`)
  return EXIT.ok
}

function notWritten(fit: Fit): string {
  const reasons = (Object.keys(fit) as (keyof Fit)[]).map((name) => refusal(name, fit[name]))
  return `nothing was written, since no gain is proven (${reasons.join('; ')}); parameters that are there stay as they are`
}
