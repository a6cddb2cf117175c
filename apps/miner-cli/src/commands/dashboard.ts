import { existsSync } from 'node:fs'
import { IgError } from '@ig/errors'
import { z } from 'zod'
import { type FolderSource, openFolderSource } from '../dashboard/folder-source.ts'
import { pages } from '../dashboard/pages.ts'
import { requireToken } from '../dashboard/require-token.ts'
import { readAssets } from '../dashboard/server/assets.ts'
import { createDashboardApp } from '../dashboard/server/create-app.tsx'
import {
  type DashboardServer,
  dashboardUrl,
  listenForPages,
  notListening,
} from '../dashboard/server/listen.ts'
import type { MinerStatusJson } from '../miner/miner-status-json.ts'
import { createLog } from '../output/create-log.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { askControl } from '../process/control.ts'
import { type DataFolder, dataFolder } from '../process/data-folder.ts'
import { untilInterrupted } from '../process/until-interrupted.ts'
import { isGiven } from '../settings/blacklist-settings.ts'
import type { CommandContext, RunCommand } from './command.ts'

const ownStatus = z.looseObject({ dashboard: z.string().nullable() })

/**
 * Prints where the running miner's dashboard is. Where none runs, or one without a dashboard, serves it from the data
 * folder until Ctrl+C, and changes nothing there. Exit 4 where there is neither a miner nor anything stored.
 */
export const run: RunCommand = async (context) => {
  const { settings, terminal } = context
  const folder = dataFolder(settings.data_dir)
  const running = await askMiner(folder)
  const url = running === null ? null : running.dashboard
  if (url !== null) {
    sayWhere(context, url, 'miner')
    return EXIT.ok
  }
  using interruption = untilInterrupted()
  using open = openFolderSource(folder, {
    nowMs: Date.now,
    logs: settings['logging.logging_dir'] ?? folder.logs,
    askStatus: () =>
      askControl(folder.control, folder.path).catch(() => null) as Promise<MinerStatusJson | null>,
  })
  const server = await serveFolder(context, open)
  sayWhere(context, dashboardUrl(server), 'command')
  const why =
    running === null
      ? 'No miner is running here: this shows what is stored'
      : 'The miner runs without a dashboard: this one stands in'
  terminal.stderr.write(`${why}. Ctrl+C ends it.\n`)
  await interruption.interrupted
  server.close()
  return EXIT.ok
}

/** What the miner of a folder says; null where none runs, but something is stored. */
async function askMiner({ control, path, database }: DataFolder): Promise<z.output<typeof ownStatus> | null> {
  try {
    return await askControl(control, path, ownStatus)
  } catch (error) {
    if (IgError.isInstance(error) && error.code === 'E_NOT_RUNNING' && existsSync(database)) return null
    throw error
  }
}

async function serveFolder(
  { settings, sources, redact, terminal }: CommandContext,
  { source, store }: FolderSource,
): Promise<DashboardServer> {
  requireToken(settings)
  const { 'dashboard.ip': ip, 'dashboard.port': wanted } = settings
  const log = createLog(settings, redact, terminal.stderr)
  let port = wanted
  const app = createDashboardApp({
    pages,
    source,
    assets: readAssets(),
    token: settings['dashboard.token'],
    hosts: settings['dashboard.hosts'],
    ip,
    port: () => port,
    redact,
    nowMs: Date.now,
    onError(error) {
      store.drop()
      log.error({ error }, 'The dashboard could not show something.')
    },
  })
  try {
    const server = await listenForPages(app, { ip, port, mayMove: !isGiven(sources, 'dashboard.port') })
    port = server.port
    return server
  } catch (error) {
    throw notListening((error as NodeJS.ErrnoException).code ?? String(error), { ip, port })
  }
}

function sayWhere({ json, terminal }: CommandContext, url: string, servedBy: 'miner' | 'command'): void {
  terminal.stdout.write(json ? jsonLine({ url, servedBy }) : `${url}\n`)
}
