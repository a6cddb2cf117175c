import { existsSync } from 'node:fs'
import { openStoreReader, type StoreReader } from '@ig/miner'

/** Opens the reader of a store when it is first asked for. */
export interface StoreHolder extends Disposable {
  /** Null where there is no store yet; throws where it cannot be opened. */
  reader(): StoreReader | null
  /** Has the next one opened anew, after this one failed. */
  drop(): void
}

export function holdStore(database: string): StoreHolder {
  let open: StoreReader | null = null
  function drop(): void {
    open?.close()
    open = null
  }
  return {
    reader() {
      if (open === null && existsSync(database)) open = openStoreReader(database)
      return open
    },
    drop,
    [Symbol.dispose]: drop,
  }
}
