import type { IgError } from '@ig/errors'

const byCode: Readonly<Record<string, string>> = {
  E_CHAIN_UNREACHABLE: 'Another endpoint is named by --subtensor.chain_endpoint.',
  E_STORE_FOREIGN: 'Another data folder is named by --data-dir.',
  E_STORE_NEWER: 'Another data folder is named by --data-dir.',
}

/** Of `E_CHAIN_REFUSED`, by the runtime's name for it. */
const byRefusal: Readonly<Record<string, string>> = {
  InvalidIpAddress: 'It is named by --axon.external_ip.',
  InvalidPort: 'It is named by --axon.external_port.',
}

/** The flag of this command line that a library's hint comes down to; null where the hint says it all. */
export function flagHint({ code, values }: Pick<IgError, 'code' | 'values'>): string | null {
  if (code === 'E_CHAIN_REFUSED') return byRefusal[String(values.error)] ?? null
  return byCode[code] ?? null
}

/** The error's message with that flag. */
export function messageWithFlag(error: IgError): string {
  return [error.message, flagHint(error)].filter(Boolean).join(' ')
}
