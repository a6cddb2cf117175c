import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { runInProcess } from '../testing/run-in-process.ts'
import { buildMiner, startMiner, temporaryFolder } from '../testing/spawn-miner.ts'

beforeAll(buildMiner)

const cutoff = Math.floor(Date.now() / 1000) + 30 * 86_400

/** A row as the Python miner writes it. */
function row(eventId: string, probability: number | null) {
  return {
    event_id: eventId,
    market_type: 'polymarket',
    description: 'Will it happen?',
    cutoff,
    metadata: {},
    probability,
    reasoning: probability === null ? null : 'So it seems.',
    status: probability === null ? 'UNRESOLVED' : 'RESOLVED',
    miner_answered: probability !== null,
  }
}

test('takes over a folder of the Python miner, and a running miner is not written under', async () => {
  const home = temporaryFolder()
  writeFileSync(
    join(home, 'miner-events.json'),
    JSON.stringify({ 'polymarket-a': row('a', 0.7), 'polymarket-b': row('b', null) }),
  )
  const imported = await runInProcess(['import-python', home, '--json'], { home })
  expect(imported).toMatchObject({ exitCode: 0 })
  expect(JSON.parse(imported.stdout)).toMatchObject({
    schemaVersion: 1,
    newEvents: 2,
    files: [{ rows: 2, badRows: 0 }],
  })

  await startMiner(['--no-sandbox-validator'], { home })
  const { stdout } = await runInProcess(['status', '--json'], { home })
  expect(JSON.parse(stdout)).toMatchObject({ events: { live: 2 } })
  expect(await runInProcess(['import-python', home], { home })).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('E_LOCKED'),
  })
})
