import { IgError } from '@ig/errors'
import { chosenNetwork } from '../chain-commands/chosen-network.ts'
import { finish } from '../init/finish.ts'
import { settleBudget } from '../init/settle-budget.ts'
import { settleNetwork } from '../init/settle-network.ts'
import { settlePort } from '../init/settle-port.ts'
import { requireLimitForInit, settleRegistration } from '../init/settle-registration.ts'
import { settleServices } from '../init/settle-services.ts'
import { settleSubnet } from '../init/settle-subnet.ts'
import { settleWallet } from '../init/settle-wallet.ts'
import { keepFlags, openWizard, type Wizard } from '../init/wizard.ts'
import type { RunCommand } from './command.ts'

/**
 * Settles all that a miner needs, one step after the other: what is there already is said and passed over, what people
 * answer is in the file at once, so that whoever stops can go on from there.
 */
export const run: RunCommand = async (context) => {
  const wizard = openWizard(context)
  requireSomebody(wizard)
  try {
    return await settleAll(wizard)
  } catch (error) {
    wizard.say(`What is settled stands in ${wizard.fileShown}; \`pnpm miner init\` goes on from there.`)
    throw error
  }
}

async function settleAll(wizard: Wizard): Promise<number> {
  wizard.say(`Setting up a miner. Answers go to ${wizard.fileShown}; Ctrl+C stops, and nothing is lost.`)
  keepFlags(wizard)
  const given = chosenNetwork(wizard.context.settings)
  if (given !== null) requireLimitForInit(wizard, given)
  const subnets = await settleNetwork(wizard)
  if (subnets !== null) {
    await settleSubnet(wizard, subnets)
    await settleWallet(wizard)
  }
  const running = await settlePort(wizard)
  await settleServices(wizard)
  await settleBudget(wizard)
  const registration = await settleRegistration(wizard)
  return finish(wizard, { registration, running })
}

/** Without a terminal every question needs its flag: said at once, for all of them. */
function requireSomebody({ prompter, unattended, isGiven }: Wizard): void {
  if (prompter.interactive || unattended) return
  const flags = (
    [
      ['subtensor.network', '--subtensor.network NAME (or --subtensor.chain_endpoint ADDRESS)'],
      ['netuid', '--netuid NUMBER'],
      ['wallet.name', '--wallet.name NAME and --wallet create, import or use'],
      ['axon.port', '--axon.port NUMBER'],
      ['models.reason', '--models.reason NAME'],
      ['budget.max_cost_usd_per_day', '--budget.max_cost_usd_per_day USD'],
    ] as const
  ).flatMap(([name, flag]) => (isGiven(name) ? [] : [flag]))
  throw new IgError({
    code: 'E_PROMPT',
    message: 'There is nobody to ask: this is no terminal.',
    hint: `Add -y, which takes what flags and environment say and defaults for the rest: ${flags.join(', ')}; keys by OPENAI_API_KEY and the like, the wallet's password by IG_WALLET_COLDKEY_PASSWORD (or --no-password); --max-cost TAO off local networks, or --no-register.`,
  })
}
