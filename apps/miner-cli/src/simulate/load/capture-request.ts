import { Agent } from 'node:http'
import { Duplex } from 'node:stream'
import { createDendrite } from '@ig/axon'
import { EventPredictionSynapse } from '@ig/protocol'
import type { Keypair } from '@ig/sr25519'
import { eventQuery } from '../validator/ask-events.ts'
import type { LoadEvent } from './load-events.ts'
import type { LoadTarget } from './load-target.ts'

/** The bytes of a request that a validator's dendrite has signed, ready to be sent by hand, once or again. */
export async function captureRequest(
  keypair: Keypair,
  { ip, port, hotkey }: LoadTarget,
  events: readonly LoadEvent[],
): Promise<Buffer> {
  const written: Buffer[] = []
  const agent = new Agent()
  // The dendrite writes to this in the place of a socket, and is left without an answer.
  agent.createConnection = () => {
    const sink: Duplex = new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, done) {
        written.push(Buffer.from(chunk))
        done()
        if (isWhole(Buffer.concat(written))) sink.push(null)
      },
    })
    return sink
  }
  const dendrite = createDendrite({ keypair, agent })
  await dendrite.query({ ip, port, hotkey }, EventPredictionSynapse, eventQuery(events))
  dendrite.close()
  agent.destroy()
  return Buffer.concat(written)
}

function isWhole(bytes: Buffer): boolean {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return false
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(bytes.subarray(0, end).toString('latin1'))?.[1])
  return bytes.length >= end + 4 + length
}
