import type { Forecaster } from '@ig/forecaster'

/** A forecaster that the settings name. */
export interface ChosenForecaster {
  readonly name: string
  /** It may cost money, so it runs for payable events only. */
  readonly paid: boolean
  readonly forecaster: Forecaster
}
