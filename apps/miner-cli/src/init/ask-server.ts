import { isLoopback } from '../settings/loopback.ts'
import { MODEL_PRICE } from '../settings/model-settings.ts'
import { askAfterFailure, tryModel } from './try-service.ts'
import type { Wizard } from './wizard.ts'

const NOTHING = '0/0'

/** Asks for an OpenAI-compatible server, its model and what that costs, and tries it. */
export async function askServer(wizard: Wizard): Promise<void> {
  const { prompter } = wizard
  let isFirst = true
  for (;;) {
    const address = await prompter.text({
      message: 'The address of the server',
      flag: '--openai.base_url ADDRESS',
      initial: wizard.context.settings['openai.base_url'] ?? 'http://127.0.0.1:11434/v1',
      validate: (answer) => (isHttp(answer) ? undefined : 'It begins with http:// or https://.'),
    })
    const model = await prompter.text({
      message: 'The name of its model',
      flag: '--models.reason NAME',
      validate: (answer) => (/\s|=/.test(answer) ? 'A name has no spaces.' : undefined),
    })
    const isOwn = isLoopback(new URL(address.trim()).hostname)
    // A server on this machine mostly takes no key: it is asked for one where it refused to answer without.
    const key = isOwn && isFirst ? '' : await askKeyOfServer(wizard)
    isFirst = false
    // One that takes a key may be a proxy to a service that is paid for.
    const price = isOwn && key === '' ? NOTHING : await askPrice(wizard, model, isOwn ? NOTHING : undefined)
    if (price === NOTHING)
      wizard.say(
        `  It counts as free. If it hands questions on to who is paid: --models.prices ${model}=0.4/1.6`,
      )
    const changes = {
      'openai.base_url': address.trim(),
      'models.reason': model.trim(),
      'models.prices': [`${model.trim()}=${price}`],
      ...(key !== '' && { 'openai.api_key': key.trim() }),
    }
    const check = await tryModel(wizard, { ...wizard.context.settings, ...changes })
    wizard.tell(check)
    const next = check.state === 'fail' ? await askAfterFailure(wizard, 'The server') : 'keep'
    if (next === 'keep') wizard.keep(changes)
    else wizard.takeBack(check)
    if (next !== 'again') return
  }
}

function askKeyOfServer({ prompter }: Wizard): Promise<string> {
  return prompter.password({
    message: 'Its key (empty: none)',
    flag: 'it by OPENAI_API_KEY or OPENAI_API_KEY_FILE',
    optional: true,
  })
}

/** Under a spend cap a model without a price is not asked. */
async function askPrice({ prompter }: Wizard, model: string, initial?: string): Promise<string> {
  return prompter.text({
    ...(initial !== undefined && { initial }),
    message: 'US dollars for a million tokens of input and of output, as 0.4/1.6 (0/0: it costs nothing)',
    flag: `--models.prices ${model}=0.4/1.6`,
    validate: (answer) =>
      MODEL_PRICE.test(`x=${answer}`) ? undefined : 'Two numbers with a slash between, as 0.4/1.6.',
  })
}

function isHttp(text: string): boolean {
  return /^https?:\/\//.test(text.trim()) && URL.canParse(text.trim())
}
