import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { takeProcessLock } from './process-lock.ts'

const path = join(mkdtempSync(join(tmpdir(), 'ig-lock-')), 'miner.lock')
const module = new URL('./process-lock.ts', import.meta.url).href

function takeInAnotherProcess(then: string): string {
  const script = `import { takeProcessLock } from ${JSON.stringify(module)}
    try { takeProcessLock(${JSON.stringify(path)}, 'data folder'); ${then} } catch (error) { process.stdout.write(error.message) }`
  try {
    return execFileSync(process.execPath, ['--conditions=@ig/source', '--input-type=module', '-e', script], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch (error) {
    return String((error as { signal?: string }).signal)
  }
}

test('row 46: one process at a time, whose pid is named; one that was killed leaves nothing behind', () => {
  expect(takeInAnotherProcess("process.kill(process.pid, 'SIGKILL')")).toBe('SIGKILL')
  const lock = takeProcessLock(path, 'data folder')
  expect(takeInAnotherProcess('process.stdout.write("taken")')).toMatch(`pid: ${process.pid}`)
  lock.release()
  expect(takeInAnotherProcess('process.stdout.write("taken")')).toBe('taken')
})

test('a lock that cannot be made is not taken for a held one', () => {
  expect(() => takeProcessLock('/dev/null/miner.lock', 'data folder')).toThrow(
    expect.objectContaining({ code: 'E_DATA_DIR' }),
  )
})
