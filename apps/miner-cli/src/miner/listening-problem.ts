import { IgError } from '@ig/errors'
import type { MinerContext } from './miner-context.ts'

/** The same error; where a port or an address cannot be had, with the settings that name them and where they stand. */
export function withListeningSettings(error: unknown, { sources }: Pick<MinerContext, 'sources'>): unknown {
  if (!IgError.isInstance(error) || !['E_PORT_TAKEN', 'E_LISTEN'].includes(error.code)) return error
  const reason = (error.cause as NodeJS.ErrnoException | undefined)?.code
  const isReserved = reason === 'EACCES'
  return new IgError({
    code: error.code as `E_${string}`,
    message: error.summary,
    values: {
      ...error.values,
      setting: 'axon.port',
      source: sources.get('axon.port') ?? 'default',
      ...(error.code === 'E_LISTEN' && { reason, ipSource: sources.get('axon.ip') ?? 'default' }),
    },
    hint: isReserved
      ? 'Ports below 1024 are for the system alone: take a higher one with --axon.port, or `pnpm miner config set axon.port 8091`.'
      : `${error.hint ?? ''} It is named by --axon.port, and written by \`pnpm miner config set axon.port NUMBER\`.`.trim(),
    cause: error,
  })
}
