import type { z } from 'zod'

/** What a default may be derived from: the settings above it in the table, and the user's home folder. */
export interface DefaultContext {
  readonly values: Readonly<Record<string, unknown>>
  readonly home: string
}

/**
 * One setting as data. Flags, environment names, keys of the configuration file, `config explain` and
 * docs/configuration.md are all derived from these, so a new setting is one entry in the table.
 */
export interface Setting<Name extends string = string, Schema extends z.ZodType = z.ZodType> {
  /** Dotted, in snake case: the key in `ig.toml`, and `--<name>` on the command line. */
  readonly name: Name
  /** How text of a flag or variable becomes a value. A `strategy` is a name or the path of a file, a `list` has commas. */
  readonly kind: 'text' | 'number' | 'switch' | 'path' | 'strategy' | 'list'
  readonly schema: Schema
  readonly default: z.output<Schema> | ((context: DefaultContext) => z.output<Schema>)
  /** How the default reads in the documentation, where it is derived. */
  readonly defaultShown?: string
  /** What is accepted, to complete "must be ...". */
  readonly accepts: string
  /** One sentence: what it does. */
  readonly doc: string
  /** Further flags without dashes; `.`, `_` and `-` count as the same. */
  readonly aliases?: readonly string[]
  /** One letter, as in `-H`. */
  readonly short?: string
  /** Further environment names, after `IG_<NAME>`, in order of precedence. */
  readonly env?: readonly string[]
  /** Never by flag, masked wherever it is shown. */
  readonly secret?: true
}

/** Keeps the literal name and the schema of a setting, so that the values of the whole table are typed. */
export function defineSetting<const Name extends string, Schema extends z.ZodType>(
  setting: Setting<Name, Schema>,
): Setting<Name, Schema> {
  return setting
}

/** `axon.external_ip`, `axon-external-ip` and `axon_external_ip` are one flag. */
export function flagKey(flag: string): string {
  return flag.replaceAll(/[._]/g, '-').toLowerCase()
}

/** The environment names of a setting, first in precedence first. */
export function environmentNames(setting: Setting): readonly string[] {
  return [`IG_${setting.name.replaceAll('.', '_').toUpperCase()}`, ...(setting.env ?? [])]
}

/** The flag of a setting as it is shown to people. A switch that is on is shown as the flag that turns it off. */
export function shownFlag({ name, kind, default: byDefault }: Setting): string {
  if (kind === 'switch' && byDefault === true) return `--no-${flagKey(name)}`
  return name.includes('.') ? `--${name}` : `--${flagKey(name)}`
}
