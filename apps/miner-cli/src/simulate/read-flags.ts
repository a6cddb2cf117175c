import { IgError } from '@ig/errors'
import type { CommandContext } from '../commands/command.ts'

/** A whole number of a flag between two bounds, or what stands for it where the flag is absent. */
export function readCount(
  flags: CommandContext['flags'],
  name: string,
  { least, most, absent }: { readonly least: number; readonly most: number; readonly absent: number },
): number {
  const given = flags.get(name)
  const count = given === undefined ? absent : Number(given)
  if (Number.isInteger(count) && count >= least && count <= most && given !== '') return count
  throw new IgError({
    code: 'E_ARGUMENT',
    message: `The flag takes a whole number from ${least} to ${most}.`,
    values: { flag: `--${name}`, value: given },
    hint: `Write --${name} ${absent}, for instance.`,
  })
}

/** The text of a flag; null where it is absent. */
export function readText(flags: CommandContext['flags'], name: string): string | null {
  const given = flags.get(name)
  return typeof given === 'string' ? given : null
}
