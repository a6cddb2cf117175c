import { IgError } from '@ig/errors'
import type { CommandContext } from '../commands/command.ts'
import type { Dialogue } from './open-chain.ts'
import { NOTICE_FLAG, noticeBeforePaying } from './subnet-notice.ts'

const MAX_NETUID = 65_535

/** The netuid of the settings, or null where it is nobody's choice but the default. */
export function givenNetuid({ settings, sources }: CommandContext): number | null {
  return sources.get('netuid') === 'default' ? null : settings.netuid
}

/** The netuid of the settings; where they name none, people are asked, as btcli does. */
export async function chooseNetuid(context: CommandContext, { prompter }: Dialogue): Promise<number> {
  const given = givenNetuid(context)
  if (given !== null) return given
  const answer = await prompter.text({
    message: 'Enter netuid',
    flag: '--netuid NUMBER',
    validate: (text) => (isNetuid(text) ? undefined : `A netuid is a number from 0 to ${MAX_NETUID}.`),
  })
  return Number(answer)
}

/**
 * Shows the notice of the subnets that call no axons any more, and asks whether to go on. `--yes` is no answer to
 * that; where nothing would be paid, nothing is asked.
 *
 * @throws IgError `E_PROMPT` where nobody can be asked, `E_INTERRUPTED` where the answer is no.
 */
export async function acceptNotice(
  dialogue: Dialogue,
  { flags }: Pick<CommandContext, 'flags'>,
  { netuid, pays }: { netuid: number; pays: boolean },
): Promise<void> {
  const notice = noticeBeforePaying(netuid)
  if (notice === null) return
  for (const line of notice) dialogue.say(line)
  if (!pays || flags.get(NOTICE_FLAG) === true) return
  const accepted = await dialogue.prompter.confirm({
    message: 'Register there all the same?',
    flag: `--${NOTICE_FLAG} to register there all the same`,
  })
  if (accepted) return
  throw new IgError({ code: 'E_INTERRUPTED', message: 'Not registered; nothing was spent.' })
}

function isNetuid(text: string): boolean {
  return /^\d{1,5}$/.test(text.trim()) && Number(text) <= MAX_NETUID
}
