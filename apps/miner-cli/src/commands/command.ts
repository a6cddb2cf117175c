import type { KnownSecrets } from '../output/redact.ts'
import type { Surroundings } from '../process/surroundings.ts'
import type { OwnFlag } from '../settings/parse-command-line.ts'
import type { ResolvedSettings } from '../settings/resolve-settings.ts'
import type { Settings } from '../settings/settings-table.ts'
import type { SettingNames } from './command-settings.ts'

/** What a command is given. */
export interface CommandContext extends Surroundings {
  readonly settings: Settings
  /** Where each setting's value came from. */
  readonly sources: ReadonlyMap<string, string>
  /**
   * Reads the settings again as they were read: files may have changed. Those that are named count as the files say,
   * whatever flags and environment hold. Throws what the first reading would.
   */
  readonly reread: (byFilesAlone?: ReadonlySet<string>) => ResolvedSettings
  /** The words after the command's name. */
  readonly words: readonly string[]
  readonly flags: ReadonlyMap<string, string | boolean>
  readonly json: boolean
  readonly redact: (text: string) => string
  /** What `redact` masks by now, for another thread. */
  readonly knownSecrets: () => KnownSecrets
  /** Makes `redact` mask what has one of these fingerprints, too: keys, which nobody keeps as text. */
  readonly recognise: (fingerprints: readonly string[]) => void
}

/** Runs to its end and gives the exit code. */
export type RunCommand = (context: CommandContext) => Promise<number>

/** A command as data; its code is loaded when it is called, so that none pays for another's libraries. */
export interface Command {
  readonly name: string
  /** What stands after the name. */
  readonly usage: string
  readonly doc: string
  /** The command that this is another name of; the list of commands leaves it out. */
  readonly sameAs?: string
  /** Lines for its own help. */
  readonly notes?: readonly string[]
  /** Whole command lines for its own help, the most usual first; a test holds that each can be parsed. */
  readonly examples: readonly string[]
  readonly flags: readonly OwnFlag[]
  /** The settings that its help shows: those that it uses. Every command takes all of them. */
  readonly settings: SettingNames
  /**
   * `written`: the file of --config may be missing. `unread`: it works whatever the settings are, on defaults. `judged`:
   * the same where they cannot be read, which it finds out by `reread`.
   */
  readonly configuration?: 'written' | 'unread' | 'judged'
  readonly load: () => Promise<{ readonly run: RunCommand }>
}
