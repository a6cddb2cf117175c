import { Runnable, type RunnableConfig } from '@langchain/core/runnables'
import type { Forecast } from './forecast.ts'
import type { Question } from './question.ts'

/** Makes one forecast; `onForecast` is told the forecast as it stands after each stage. */
export type MakeForecast = (
  question: Question,
  config: RunnableConfig,
  onForecast?: (forecast: Forecast) => void,
) => Promise<Forecast>

/**
 * A forecaster as LangChain's `Runnable`. What `stream` gives are whole forecasts: after each stage the one that could
 * be made of what is known by then, at last the one that `invoke` gives.
 */
export class ForecasterRunnable extends Runnable<Question, Forecast> {
  override lc_namespace = ['ig', 'forecaster']
  readonly #make: MakeForecast

  constructor(make: MakeForecast) {
    super()
    this.#make = make
  }

  static override lc_name(): string {
    return 'Forecaster'
  }

  override invoke(question: Question, config?: Partial<RunnableConfig>): Promise<Forecast> {
    return this.#invoke(question, config)
  }

  override async *_streamIterator(
    question: Question,
    config?: Partial<RunnableConfig>,
  ): AsyncGenerator<Forecast> {
    const ready: Forecast[] = []
    let wake = () => {}
    const left = new AbortController()
    const signal = config?.signal ? AbortSignal.any([config.signal, left.signal]) : left.signal
    const making = this.#invoke(question, { ...config, signal }, (forecast) => {
      ready.push(forecast)
      wake()
    })
    let isOver = false
    const over = making.then(
      () => true,
      () => true,
    )
    try {
      while (!isOver) {
        const told = new Promise<boolean>((resolve) => {
          wake = () => resolve(false)
        })
        if (ready.length === 0) isOver = await Promise.race([over, told])
        yield* ready.splice(0)
      }
      yield await making
    } finally {
      // Who stops reading stops paying.
      left.abort()
    }
  }

  #invoke(
    question: Question,
    config?: Partial<RunnableConfig>,
    onForecast?: (forecast: Forecast) => void,
  ): Promise<Forecast> {
    return this._callWithConfig(
      (input: Question, inner, manager) =>
        this.#make(input, { ...inner, ...(manager && { callbacks: manager.getChild() }) }, onForecast),
      question,
      config,
    )
  }
}
