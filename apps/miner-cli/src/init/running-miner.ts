import { IgError } from '@ig/errors'
import { z } from 'zod'
import { askControl } from '../process/control.ts'
import { dataFolder } from '../process/data-folder.ts'

const status = z.looseObject({ pid: z.int() })

/** A miner that runs with the data folder. */
export interface RunningMiner {
  readonly pid: number
}

/** The miner of a data folder; null where none runs. */
export async function runningMiner(path: string): Promise<RunningMiner | null> {
  const folder = dataFolder(path)
  try {
    const { pid } = await askControl(folder.control, folder.path, status)
    return { pid }
  } catch (error) {
    if (IgError.isInstance(error) && error.code === 'E_NOT_RUNNING') return null
    throw error
  }
}
