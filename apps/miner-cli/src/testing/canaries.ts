import { encodeEnvironmentPassword, passwordVariable } from '@ig/wallet'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { environmentNames, type Setting } from '../settings/setting.ts'
import { settingsTable } from '../settings/settings-table.ts'

/** Secrets that no output may hold, and the variables that plant them. */
export interface Canaries {
  readonly env: Readonly<Record<string, string>>
  /** What to look for, with where each was planted. */
  readonly secrets: readonly { readonly name: string; readonly text: string }[]
}

/** Nobody's key: its checksum is wrong. */
const PHRASE = wordlist.slice(700, 712).join(' ')

/**
 * A canary for every setting that is a secret, whatever settings there come to be, and for a password in the variable
 * that btcli takes it from.
 *
 * @param coldkeyFile whose password that is
 */
export function plantCanaries(coldkeyFile: string): Canaries {
  const secretSettings = (settingsTable as readonly Setting[]).filter(({ secret }) => secret)
  const planted = secretSettings.map((setting, index) => ({ setting, ...canaryFor(setting, index) }))
  const variable = passwordVariable(coldkeyFile)
  const password = 'canary-btcli-password'
  return {
    env: {
      ...Object.fromEntries(planted.map(({ setting, value }) => [environmentNames(setting)[0] ?? '', value])),
      [variable]: encodeEnvironmentPassword(variable, password),
    },
    secrets: [
      ...planted.map(({ setting, text }) => ({ name: setting.name, text })),
      { name: variable, text: password },
      { name: `${variable} as it is written`, text: encodeEnvironmentPassword(variable, password) },
    ],
  }
}

/** A value that the setting takes, and what of it must never be seen. */
function canaryFor(setting: Setting, index: number): { readonly value: string; readonly text: string } {
  const text = `canary${index}x${setting.name.replaceAll(/\W|_/g, '')}`
  const values =
    setting.name === 'wallet.mnemonic'
      ? [PHRASE]
      : [text, `http://127.0.0.1:9/hooks/${text}`, `x-key=${text},a=b`]
  const value = values.find((one) => setting.schema.safeParse(one).success)
  if (value === undefined)
    throw new Error(`No canary is known that ${setting.name} takes: think of one here.`)
  return { value, text: value === PHRASE ? PHRASE : text }
}

/** The names of the secrets that stand in a text. */
export function foundIn(text: string, { secrets }: Pick<Canaries, 'secrets'>): string[] {
  const forms = (secret: string) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
  ]
  return secrets
    .filter((secret) => forms(secret.text).some((form) => text.includes(form)))
    .map(({ name }) => name)
}
