import { systemClock } from '@ig/miner'
import type { MinerContext } from '../miner/miner-context.ts'
import type { Engine } from '../miner/open-engine.ts'
import type { DataFolder } from '../process/data-folder.ts'
import { createClockSamples } from './clock-samples.ts'
import type { MachinePart } from './machine-json.ts'
import { createProviderBook } from './provider-book.ts'
import { modelsOfForecast } from './tell-providers.ts'
import { watchDisk } from './watch-disk.ts'
import { watchHttpDates } from './watch-http-dates.ts'

/** Watches what a miner stands on, until it ends; gives what there is to say of it now. */
export function watchMachine(
  { happenings, cleanup }: Pick<MinerContext, 'happenings' | 'cleanup'>,
  { folder, engine }: { readonly folder: DataFolder; readonly engine: Engine },
): () => MachinePart {
  const disk = watchDisk({ path: folder.path, database: folder.database, clock: systemClock })
  const clock = createClockSamples(Date.now)
  const providers = createProviderBook(Date.now)
  cleanup.defer(disk.stop)
  cleanup.defer(watchHttpDates(clock))
  cleanup.defer(happenings.provider.listen(providers.saw))
  cleanup.defer(
    happenings.forecast.listen((happening) => {
      for (const model of modelsOfForecast(happening)) happenings.provider.tell(model)
    }),
  )
  return () => ({
    store: engine.store.health(),
    disk: disk.current(),
    clock: clock.offset(),
    providers: providers.states(),
  })
}
