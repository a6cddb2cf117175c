import { checkPort, portOurs } from '../checks/check-port.ts'
import { type RunningMiner, runningMiner } from './running-miner.ts'
import type { Wizard } from './wizard.ts'

/** Settles the axon's port, which is tried. Gives the miner of this data folder that runs already, if there is one. */
export async function settlePort(wizard: Wizard): Promise<RunningMiner | null> {
  const running = await runningMiner(wizard.context.settings.data_dir)
  if (running !== null) {
    wizard.tell(portOurs(wizard.context.settings['axon.port'], running.pid))
    return running
  }
  if (!wizard.isGiven('axon.port')) await askPort(wizard)
  for (;;) {
    const { 'axon.ip': ip, 'axon.port': port } = wizard.context.settings
    const check = await checkPort({ ip, port })
    wizard.tell(check)
    if (check.state !== 'fail' || wizard.unattended) return null
    wizard.takeBack(check)
    await askPort(wizard)
  }
}

async function askPort(wizard: Wizard): Promise<void> {
  const initial = wizard.context.settings['axon.port']
  if (wizard.unattended) return wizard.keep({ 'axon.port': initial })
  const answer = await wizard.prompter.text({
    message: 'The port that validators reach this miner by',
    flag: '--axon.port NUMBER',
    initial: String(initial),
    validate: (text) =>
      /^\d{1,5}$/.test(text.trim()) && Number(text) <= 65_535
        ? undefined
        : 'A port is a whole number up to 65535.',
  })
  wizard.keep({ 'axon.port': Number(answer) })
}
