import { IgError } from '@ig/errors'
import type { SubnetSummary } from '@ig/subtensor-client'
import { formatTao } from '../chain-commands/tao.ts'
import type { Wizard } from './wizard.ts'

const ROOT_NETUID = 0
/** More of them are for `pnpm miner subnets`. */
const LISTED = 6

/**
 * Settles the subnet; one that is not there is asked for again.
 *
 * @throws IgError where nobody can be asked: `E_PROMPT` without one, `E_CHAIN_SUBNET` with one that is not there.
 */
export async function settleSubnet(wizard: Wizard, subnets: readonly SubnetSummary[]): Promise<void> {
  if (wizard.isGiven('netuid')) {
    const { netuid } = wizard.context.settings
    const problem = problemOf(String(netuid), subnets)
    if (problem === undefined) return wizard.say(`✓ subnet: ${netuid} (${wizard.sourceOf('netuid')})`)
    const wrong = new IgError({
      code: 'E_CHAIN_SUBNET',
      message: problem,
      values: { netuid, source: wizard.sourceOf('netuid') },
      hint: 'Name another one with --netuid.',
    })
    if (wizard.unattended) throw wrong
    // It may stand in the file by now, where it would end every further run.
    wizard.say(`✗ ${wrong.message}`)
  } else if (wizard.unattended) {
    throw new IgError({
      code: 'E_PROMPT',
      message: 'No subnet is named, and none is a default.',
      hint: 'Add --netuid NUMBER; `pnpm miner subnets` lists them.',
    })
  }
  const open = subnets.filter(
    ({ netuid, registrationAllowed }) => registrationAllowed && netuid !== ROOT_NETUID,
  )
  const some = open
    .slice(0, LISTED)
    .map(({ netuid, name, burnRao }) => `  ${netuid}  ${name}  ${formatTao(burnRao)}`)
  wizard.say(
    `${open.length} of ${subnets.length} subnets take registrations${open.length > LISTED ? ', among them' : ''}:`,
  )
  for (const line of some) wizard.say(line)
  const [only] = open.length === 1 ? open : []
  const answer = await wizard.prompter.text({
    message: 'Which subnet (netuid)?',
    flag: '--netuid NUMBER',
    ...(only && { initial: String(only.netuid) }),
    validate: (text) => problemOf(text, subnets),
  })
  wizard.keep({ netuid: Number(answer) })
}

function problemOf(text: string, subnets: readonly SubnetSummary[]): string | undefined {
  const netuid = /^\d{1,5}$/.test(text.trim()) ? Number(text) : null
  if (netuid === null) return 'A netuid is a whole number.'
  if (netuid === ROOT_NETUID) return 'The root network has no miners.'
  return subnets.some((subnet) => subnet.netuid === netuid)
    ? undefined
    : `There is no subnet ${netuid} on this network.`
}
