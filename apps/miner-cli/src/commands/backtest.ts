import { IgError } from '@ig/errors'
import { type Judgement, judgeMethods } from '../backtest/judge-methods.ts'
import { judgementText } from '../backtest/judgement-text.ts'
import { marketMethods } from '../backtest/market-methods.ts'
import { predictionMethods } from '../backtest/prediction-methods.ts'
import { predictionRow } from '../backtest/prediction-row.ts'
import { questionRow } from '../backtest/question-row.ts'
import { readRows } from '../backtest/read-rows.ts'
import { EXIT } from '../output/exit-code.ts'
import type { CommandContext, RunCommand } from './command-list.ts'

/** Judges stored predictions, or the market's price on resolved questions, against what came true. */
export const run: RunCommand = async (context) => {
  const judgement = judge(context)
  const { json, terminal } = context
  terminal.stdout.write(
    json ? `${JSON.stringify({ schemaVersion: 1, ...judgement })}\n` : judgementText(judgement),
  )
  return EXIT.ok
}

function judge({ flags, settings }: CommandContext): Judgement {
  const predictions = flags.get('predictions')
  const questions = flags.get('questions')
  const fit = flags.get('fit')
  if (typeof predictions === 'string' && questions === undefined) {
    const fitRows = typeof fit === 'string' ? readRows(fit, predictionRow) : null
    return judgeMethods(predictionMethods, readRows(predictions, predictionRow), fitRows)
  }
  if (typeof questions === 'string' && predictions === undefined) {
    if (settings.forecaster !== 'market') throw onlyMarket(settings.forecaster)
    const fitRows = typeof fit === 'string' ? readRows(fit, questionRow) : null
    return judgeMethods(
      marketMethods({ isFitted: fitRows !== null }),
      readRows(questions, questionRow),
      fitRows,
    )
  }
  throw new IgError({
    code: 'E_ARGUMENT',
    message: 'A backtest takes one file: stored predictions, or questions.',
    values: { predictions, questions },
    hint: 'Give --predictions FILE or --questions FILE, and --fit FILE for what is to be fitted.',
  })
}

function onlyMarket(forecaster: string): IgError {
  return new IgError({
    code: 'E_ARGUMENT',
    message: 'Questions are judged with the market as the forecaster only.',
    values: { forecaster },
    hint: 'Add `--forecaster market`.',
  })
}
