import { IgError } from '@ig/errors'
import type { EmbedPort, MarketPort, Reserve } from '@ig/forecaster'
import type { Sources } from '../sources/open-sources.ts'

/**
 * Lets what was asked be answered and kept, and asks nothing more: an answer that is paid for and not kept would be
 * paid for twice.
 */
export interface Interruption {
  stop(): void
  readonly isStopped: boolean
  /** How often something was to be asked since: what is made after that is made of less than it should be. */
  readonly refused: number
  /** The spend cap, through which every model call goes. */
  reserve(reserve: Reserve): Reserve
  sources(sources: Sources): Sources
}

export function createInterruption(): Interruption {
  let isStopped = false
  let refused = 0
  const pass = () => {
    if (!isStopped) return
    refused += 1
    throw interrupted()
  }
  return {
    stop() {
      isStopped = true
    },
    get isStopped() {
      return isStopped
    },
    get refused() {
      return refused
    },
    reserve: (reserve) => (worstCaseUsd, purpose) => {
      pass()
      return reserve(worstCaseUsd, purpose)
    },
    sources(sources) {
      const { market, news, embed } = sources
      return {
        ...sources,
        market: market && guardMarket(market, pass),
        news: news && {
          ...news,
          search: async (search) => {
            pass()
            return news.search(search)
          },
        },
        embed: embed && guardEmbed(embed, pass),
      }
    },
  }
}

function guardMarket(market: MarketPort, pass: () => void): MarketPort {
  return {
    price: async (question, options) => {
      pass()
      return market.price(question, options)
    },
  }
}

function guardEmbed(embed: EmbedPort, pass: () => void): EmbedPort {
  return {
    embed: async (texts, options) => {
      pass()
      return embed.embed(texts, options)
    },
  }
}

/** What ends the questions that are left. */
export function interrupted(): IgError {
  return new IgError({ code: 'E_INTERRUPTED', message: 'The backtest was interrupted.' })
}
