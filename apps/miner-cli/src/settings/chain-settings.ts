import { z } from 'zod'
import { defineSetting } from './setting.ts'

/** How `start` lives with a chain. */
export const chainSettings = [
  defineSetting({
    name: 'chain.wait_seconds',
    kind: 'number',
    schema: z.number().min(1).max(1e9).nullable(),
    default: null,
    accepts: 'a number of seconds from 1',
    doc: 'How long a first start waits for the chain before it ends with exit code 69; without it, for ever.',
  }),
  defineSetting({
    name: 'chain.on_deregistered',
    kind: 'text',
    schema: z.enum(['exit', 'wait']),
    default: 'exit',
    accepts: 'exit or wait',
    doc: 'What a miner does whose hotkey is not registered: end with exit code 4, or wait until it is.',
  }),
  defineSetting({
    name: 'chain.metagraph_blocks',
    kind: 'number',
    schema: z.int().min(1).max(100_000),
    default: 100,
    accepts: 'a whole number of blocks from 1 to 100000',
    doc: 'How often the metagraph is read anew.',
    aliases: ['neuron.epoch_length'],
  }),
  defineSetting({
    name: 'chain.announce_axon',
    kind: 'switch',
    schema: z.boolean(),
    default: true,
    accepts: 'true or false',
    doc: 'Write the address of the axon on the chain where it differs from what is there; `--no-chain-announce-axon` turns it off.',
  }),
] as const
