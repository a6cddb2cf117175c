import { resolve } from 'node:path'
import { IgError } from '@ig/errors'
import { badFile, readBenchFile } from '../forecastbench/bench-file.ts'
import { forecastSet } from '../forecastbench/forecast-set.ts'
import { readQuestionSet, singleQuestions } from '../forecastbench/question-set.ts'
import { resolutionSet, scoreSets } from '../forecastbench/score-sets.ts'
import { benchText } from '../forecastbench/score-text.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import type { RunCommand } from './command.ts'

const DRAWS = { draws: 1_000, seed: 1 }

/** Scores forecast sets against what came true; exit 1 where nothing of them is decided. */
export const run: RunCommand = async ({ flags, cwd, json, terminal }) => {
  const files = (name: string, isNeeded: boolean) => {
    const value = flags.get(name)
    if (typeof value === 'string') return value.split(',').map((path) => resolve(cwd, path.trim()))
    if (!isNeeded) return []
    throw new IgError({
      code: 'E_ARGUMENT',
      message: 'A flag is missing.',
      values: { flag: `--${name}` },
      hint: 'Give --forecasts FILE and --resolutions FILE, of several rounds with commas between.',
    })
  }
  const resolutions = files('resolutions', true).map((path) => readBenchFile(path, resolutionSet))
  const sets = files('forecasts', true).map((path) => {
    const forecasts = readBenchFile(path, forecastSet)
    const own = resolutions.find((one) => one.question_set === forecasts.question_set)
    if (own) return { forecasts, resolutions: own }
    const rounds = resolutions.map((one) => one.question_set)
    const message = 'A forecast set has no resolutions of its round.'
    throw badFile(message, { file: path, round: forecasts.question_set, resolutions: rounds })
  })
  const questions = new Map(
    files('questions', false).map((path) => {
      const set = readQuestionSet(path)
      return [set.question_set, singleQuestions(set).single] as const
    }),
  )
  const report = scoreSets(sets, questions, DRAWS)
  terminal.stdout.write(json ? jsonLine({ ...report }) : benchText(report))
  return report.market || report.dataset ? EXIT.ok : EXIT.failed
}
