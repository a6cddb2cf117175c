import { IgError } from '@ig/errors'

/** The environment that passwords may stand in. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The name of the environment variable for the password of a key file, as the SDK spells it: `BT_PW_` and the
 * file's absolute path in capitals, with `_` for `/` and `.`.
 *
 * @example
 * passwordVariable('/home/me/.bittensor/wallets/miner/coldkey') // BT_PW__HOME_ME__BITTENSOR_WALLETS_MINER_COLDKEY
 */
export function passwordVariable(file: string): string {
  return `BT_PW_${file.replaceAll(/[/.]/g, '_').toUpperCase()}`
}

/** What the variable is set to: base64 of the password's UTF-8, each byte XOR one of the variable's name. */
export function encodeEnvironmentPassword(variable: string, password: string): string {
  return xor(Buffer.from(password), variable).toString('base64')
}

/** The password that a variable's value stands for, or null where it stands for none. */
export function decodeEnvironmentPassword(variable: string, value: string): string | null {
  const bytes = Buffer.from(value, 'base64')
  // Buffer.from takes any text whatever.
  if (bytes.length === 0 || bytes.toString('base64').replace(/=+$/, '') !== value.trim().replace(/=+$/, ''))
    return null
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(xor(bytes, variable))
  } catch {
    return null
  }
}

/**
 * The password of a key file from the environment, or null where its variable is not set.
 *
 * Throws `E_WALLET_PASSWORD_VARIABLE` where it is set to something else.
 */
export function environmentPassword(file: string, env: Environment): string | null {
  const variable = passwordVariable(file)
  const value = env[variable]
  if (!value) return null
  const password = decodeEnvironmentPassword(variable, value)
  if (password !== null) return password
  throw new IgError({
    code: 'E_WALLET_PASSWORD_VARIABLE',
    message: 'The variable does not hold a password as the SDK writes it.',
    values: { variable },
    hint: 'Its value is base64 of the password XOR the name of the variable.',
  })
}

function xor(bytes: Uint8Array, variable: string): Buffer {
  const name = Buffer.from(variable)
  return Buffer.from(bytes.map((byte, i) => byte ^ (name[i % name.length] ?? 0)))
}
